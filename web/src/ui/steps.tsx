import { Index, type JSX, Show } from "solid-js";
import { Fold } from "./fold.tsx";
import { Icon } from "./icon.tsx";

export type StepState = "pending" | "running" | "waiting" | "retrying" | "done" | "failed" | "undone";
export type Step = {
  name: string;
  title: string;
  state: StepState;
  /** The state in a word, for those who cannot see the disc. */
  word: string;
  text?: string | undefined;
  time?: string | undefined;
};

/** What happens in which order, each with its own clock and its log folded in. */
export function Steps(props: { steps: readonly Step[]; logLabel: string; log?: (step: () => Step) => JSX.Element }) {
  return (
    <ol class="steps">
      <Index each={props.steps}>
        {(step, index) => (
          <li class={`step-${step().state}`}>
            <span class="step-dot" aria-hidden="true">
              <Disc state={step().state} number={index + 1} />
            </span>
            <div class="step-body">
              <h3>
                {step().title}
                <span class="unseen">, {step().word}</span>
              </h3>
              <Show when={step().text}>
                <p>{step().text}</p>
              </Show>
              <Show when={step().state !== "pending" && props.log !== undefined}>
                <Fold label={props.logLabel}>{() => props.log?.(step)}</Fold>
              </Show>
            </div>
            <span class="step-time">{step().time}</span>
          </li>
        )}
      </Index>
    </ol>
  );
}

function Disc(props: { state: StepState; number: number }) {
  return (
    <Show when={props.state !== "pending" && props.state !== "undone"} fallback={props.number}>
      <Show when={props.state !== "running"} fallback={<Icon name="load" size="large" spin />}>
        <Icon
          size="small"
          name={
            props.state === "done"
              ? "check"
              : props.state === "failed"
                ? "close"
                : props.state === "waiting"
                  ? "clock"
                  : "cycle"
          }
        />
      </Show>
    </Show>
  );
}
