import { A } from "@solidjs/router";
import { type JSX, Show, splitProps } from "solid-js";
import { ButtonFace, buttonClasses, type Look, lookKeys } from "./button.tsx";

export type LinkButtonProps = Look & {
  href: string;
  /** A page outside the application: opens in a new tab. */
  external?: boolean;
  class?: string;
  children: JSX.Element;
  "aria-label"?: string;
};

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function LinkButton(props: LinkButtonProps) {
  const [look, own, rest] = splitProps(props, lookKeys, ["external", "href"]);
  return (
    <Show
      when={own.external}
      fallback={
        <A {...rest} href={own.href} class={buttonClasses(look, look.class)}>
          <ButtonFace icon={look.icon}>{look.children}</ButtonFace>
        </A>
      }
    >
      <a {...rest} href={own.href} target="_blank" rel="noreferrer" class={buttonClasses(look, look.class)}>
        <ButtonFace icon={look.icon}>{look.children}</ButtonFace>
      </a>
    </Show>
  );
}
