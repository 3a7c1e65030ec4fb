import { A } from "@solidjs/router";
import { type ComponentProps, type JSX, Show, splitProps } from "solid-js";
import { Icon, type IconName } from "./icon.tsx";

type Look = {
  tone?: "plain" | "primary" | "danger" | "link" | undefined;
  size?: "small" | "large" | undefined;
  wide?: boolean | undefined;
  icon?: IconName | undefined;
};

function classes(look: Look, extra: string | undefined): string {
  const names = ["button"];
  if (look.tone && look.tone !== "plain") names.push(`button-${look.tone}`);
  if (look.size) names.push(`button-${look.size}`);
  if (look.wide) names.push("button-wide");
  if (extra) names.push(extra);
  return names.join(" ");
}

const lookKeys = ["tone", "size", "wide", "icon", "class", "children"] as const;

export type ButtonProps = Look &
  ComponentProps<"button"> & {
    /** Something is under way: the button keeps its place in the tab order, says so, and does nothing when pressed. */
    busy?: boolean | undefined;
  };

export function Button(props: ButtonProps) {
  const [look, own, rest] = splitProps(props, lookKeys, ["busy", "onClick", "type"]);
  return (
    <button
      {...rest}
      type={own.type ?? "button"}
      class={classes(look, look.class)}
      aria-busy={own.busy ? "true" : undefined}
      aria-disabled={own.busy ? "true" : undefined}
      onClick={(event) => {
        if (own.busy) event.preventDefault();
        else if (typeof own.onClick === "function") own.onClick(event);
      }}
    >
      <Face icon={own.busy ? "load" : look.icon}>{look.children}</Face>
    </button>
  );
}

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
        <A {...rest} href={own.href} class={classes(look, look.class)}>
          <Face icon={look.icon}>{look.children}</Face>
        </A>
      }
    >
      <a {...rest} href={own.href} target="_blank" rel="noreferrer" class={classes(look, look.class)}>
        <Face icon={look.icon}>{look.children}</Face>
      </a>
    </Show>
  );
}

function Face(props: { icon: IconName | undefined; children: JSX.Element }) {
  return (
    <>
      <Show when={props.icon}>{(icon) => <Icon name={icon()} size="small" />}</Show>
      {props.children}
    </>
  );
}
