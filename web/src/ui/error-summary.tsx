import { createEffect, For, on, Show } from "solid-js";
import { Icon } from "./icon.tsx";

/** Above a form that was refused: takes the focus and leads to each field that needs a change. */
export function ErrorSummary(props: { title: string; problems: readonly { field: string; message: string }[] }) {
  let box: HTMLDivElement | undefined;
  createEffect(
    on(
      () => props.problems,
      (problems) => {
        if (problems.length > 0) box?.focus();
      },
    ),
  );
  return (
    <Show when={props.problems.length > 0}>
      <div
        ref={(element) => {
          box = element;
        }}
        class="notice notice-bad"
        role="alert"
        tabindex="-1"
      >
        <Icon name="alert" />
        <div class="notice-text">
          <h3>{props.title}</h3>
          <ul>
            <For each={props.problems}>
              {(problem) => (
                <li>
                  <a
                    href={`#${problem.field}`}
                    onClick={(event) => {
                      event.preventDefault();
                      document.getElementById(problem.field)?.focus();
                    }}
                  >
                    {problem.message}
                  </a>
                </li>
              )}
            </For>
          </ul>
        </div>
      </div>
    </Show>
  );
}
