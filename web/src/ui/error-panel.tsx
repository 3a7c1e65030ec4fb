import { Show } from "solid-js";
import { Button } from "./button.tsx";
import { Notice } from "./notice.tsx";

export type Failure = { message: string; requestId?: string | undefined; status?: number | undefined };

/** What happened, what to do, and the reference to name when asking for help. */
export function ErrorPanel(props: {
  title: string;
  failure: Failure;
  retryLabel: string;
  referenceLabel: string;
  onRetry?: () => void;
}) {
  return (
    <Notice
      tone="bad"
      title={props.title}
      urgent
      actions={
        props.onRetry || props.failure.requestId ? (
          <>
            <Show when={props.onRetry}>
              {(retry) => (
                <Button size="small" onClick={() => retry()()}>
                  {props.retryLabel}
                </Button>
              )}
            </Show>
            <Show when={props.failure.requestId}>
              {(id) => (
                <span class="small second">
                  {props.referenceLabel} <span class="mono">{id()}</span>
                </span>
              )}
            </Show>
          </>
        ) : undefined
      }
    >
      {props.failure.message}
    </Notice>
  );
}
