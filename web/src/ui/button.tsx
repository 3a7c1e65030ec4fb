import { type ComponentProps, type JSX, Show, splitProps } from "solid-js";
import { Icon, type IconName } from "./icon.tsx";

export type Look = {
  tone?: "plain" | "primary" | "danger" | "link" | undefined;
  size?: "small" | "large" | undefined;
  wide?: boolean | undefined;
  icon?: IconName | undefined;
};

/** The classes of a button, for a link that looks like one. */
export function buttonClasses(look: Look, extra: string | undefined): string {
  const names = ["button"];
  if (look.tone && look.tone !== "plain") names.push(`button-${look.tone}`);
  if (look.size) names.push(`button-${look.size}`);
  if (look.wide) names.push("button-wide");
  if (extra) names.push(extra);
  return names.join(" ");
}

export const lookKeys = ["tone", "size", "wide", "icon", "class", "children"] as const;

export type ButtonProps = Look &
  ComponentProps<"button"> & {
    /** Something is under way: the button keeps its place in the tab order, says so, and does nothing when pressed. */
    busy?: boolean | undefined;
    /** Not yet: it keeps its place too, and does nothing when pressed. */
    waits?: boolean | undefined;
  };

export function Button(props: ButtonProps) {
  const [look, own, rest] = splitProps(props, lookKeys, ["busy", "waits", "onClick", "type"]);
  return (
    <button
      {...rest}
      type={own.type ?? "button"}
      class={buttonClasses(look, look.class)}
      aria-busy={own.busy ? "true" : undefined}
      aria-disabled={own.busy || own.waits ? "true" : undefined}
      onClick={(event) => {
        if (own.busy || own.waits) event.preventDefault();
        else if (typeof own.onClick === "function") own.onClick(event);
      }}
    >
      <ButtonFace icon={own.busy ? "load" : look.icon}>{look.children}</ButtonFace>
    </button>
  );
}

export function ButtonFace(props: { icon: IconName | undefined; children: JSX.Element }) {
  return (
    <>
      <Show when={props.icon}>{(icon) => <Icon name={icon()} size="small" />}</Show>
      {props.children}
    </>
  );
}
