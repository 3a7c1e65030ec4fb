import type { JSX } from "solid-js";
import { type Language, language } from "#web/lib/dictionary.ts";
import { chooseLanguage, languageNames } from "#web/lib/language.ts";
import { Mark } from "./mark.tsx";
import { Title } from "./title.tsx";

const other: Language = language === "de" ? "en" : "de";

/** The page before one is signed in. Its static copy in sign-in.html and register.html has the same geometry. */
export function Door(props: { title: string; documentTitle: string; line: string; children: JSX.Element }) {
  return (
    <div class="door">
      <Title>{props.documentTitle}</Title>
      <main class="door-inner">
        <div class="door-head">
          <Mark />
          <h1>{props.title}</h1>
          <p>{props.line}</p>
        </div>
        {props.children}
      </main>
      <div class="door-foot">
        <button
          type="button"
          lang={other}
          class="button button-link button-small"
          onClick={() => chooseLanguage(other)}
        >
          {languageNames[other]}
        </button>
      </div>
    </div>
  );
}
