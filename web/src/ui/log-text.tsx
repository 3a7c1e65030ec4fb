import { createMemo, For, Show } from "solid-js";
import { ansiParts, markedParts } from "#web/lib/ansi.ts";
import "./styles/log.css";

/** A line of a log with its colours, and with what was searched for marked. */
export function LogText(props: { text: string; mark?: string | undefined }) {
  const parts = createMemo(() => markedParts(ansiParts(props.text), props.mark ?? ""));
  return (
    <For each={parts()}>
      {(part) => (
        <Show when={part.hit} fallback={<span class={part.look || undefined}>{part.text}</span>}>
          <mark>{part.text}</mark>
        </Show>
      )}
    </For>
  );
}
