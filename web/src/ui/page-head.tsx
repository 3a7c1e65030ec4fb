import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { Icon } from "./icon.tsx";
import { Title } from "./title.tsx";

/** The second line says what is true now; it is data, not a slogan. At most one primary action. */
export function PageHead(props: {
  title: string;
  /** Where the heading says hello instead of naming the page. */
  documentTitle?: string;
  crumb?: { href: string; label: string };
  line?: JSX.Element;
  actions?: JSX.Element;
}) {
  return (
    <header class="page-head">
      <Title>{props.documentTitle ?? props.title}</Title>
      <div>
        <Show when={props.crumb}>
          {(crumb) => (
            <A class="crumb" href={crumb().href} end>
              <Icon name="left" size="small" />
              {crumb().label}
            </A>
          )}
        </Show>
        <h1>{props.title}</h1>
        <div class="page-line">{props.line}</div>
      </div>
      <Show when={props.actions}>
        <div class="page-actions">{props.actions}</div>
      </Show>
    </header>
  );
}
