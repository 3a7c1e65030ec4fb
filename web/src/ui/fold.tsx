import { createSignal, type JSX, Show } from "solid-js";
import { Icon } from "./icon.tsx";

/** Renders what is folded in only once it is opened. */
export function Fold(props: { label: string; children: () => JSX.Element }) {
  const [opened, setOpened] = createSignal(false);
  return (
    <details class="fold" onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>
        {props.label}
        <Icon name="right" size="small" />
      </summary>
      <Show when={opened()}>{props.children()}</Show>
    </details>
  );
}
