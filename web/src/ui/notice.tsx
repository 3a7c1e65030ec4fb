import { type JSX, Show } from "solid-js";
import { Icon, type IconName } from "./icon.tsx";
import type { Tone } from "./status.tsx";

const icons: Record<Tone, IconName> = { plain: "info", ok: "check", warn: "alert", bad: "alert", run: "clock" };

/** A sentence in its place. `urgent` reads it out at once; leave it off for what was there when the page came. */
export function Notice(props: {
  tone: Tone;
  icon?: IconName;
  title?: string | undefined;
  urgent?: boolean | undefined;
  actions?: JSX.Element;
  children?: JSX.Element;
}) {
  return (
    <div
      class={`notice${props.tone === "plain" ? "" : ` notice-${props.tone}`}`}
      role={props.urgent ? "alert" : undefined}
    >
      <Icon name={props.icon ?? icons[props.tone]} />
      <div class="notice-text">
        <Show when={props.title}>
          <h3>{props.title}</h3>
        </Show>
        <Show when={props.children}>
          <p>{props.children}</p>
        </Show>
        <Show when={props.actions}>
          <div class="notice-actions">{props.actions}</div>
        </Show>
      </div>
    </div>
  );
}
