import { type JSX, Show } from "solid-js";
import { Icon, type IconName } from "./icon.tsx";

/** One sentence, one action. */
export function EmptyState(props: { icon: IconName; title: string; text?: string; action?: JSX.Element }) {
  return (
    <div class="empty">
      <Icon name={props.icon} />
      <h3>{props.title}</h3>
      <Show when={props.text}>
        <p>{props.text}</p>
      </Show>
      {props.action}
    </div>
  );
}
