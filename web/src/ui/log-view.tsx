import { createEffect, createSignal, For, on, Show } from "solid-js";
import { LogText } from "./log-text.tsx";

export type LogLine = { at: string; stream: "out" | "err" | "info"; text: string };

/** Follows the end until somebody scrolls up, then stays where they read. */
export function LogView(props: {
  label: string;
  lines: readonly LogLine[];
  empty: string;
  time: (at: string) => string;
  tall?: boolean;
  /** What was searched for. */
  mark?: string;
}) {
  const [following, setFollowing] = createSignal(true);
  let view: HTMLDivElement | undefined;
  createEffect(
    on(
      () => props.lines.length,
      () => {
        if (view && following()) view.scrollTop = view.scrollHeight;
      },
    ),
  );
  return (
    <div
      ref={(element) => {
        view = element;
      }}
      class={`log${props.tall ? " log-tall" : ""}`}
      role="log"
      aria-live="off"
      aria-label={props.label}
      tabindex="0"
      onScroll={(event) => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
        setFollowing(scrollHeight - scrollTop - clientHeight < 24);
      }}
    >
      <For each={props.lines} fallback={<Show when={props.empty}>{props.empty}</Show>}>
        {(line) => (
          <div>
            <time datetime={line.at}>{props.time(line.at)}</time>
            {"  "}
            <span class={line.stream}>
              <LogText text={line.text} mark={props.mark} />
            </span>
          </div>
        )}
      </For>
    </div>
  );
}
