import { createEffect, createSignal, on, Show } from "solid-js";
import type { Requested } from "#web/data/request.ts";
import { asClock, isSaid } from "#web/lib/countdown.ts";
import { Notice } from "#web/ui/notice.tsx";
import { text } from "./refusal.text.ts";

/**
 * Why a form was refused. When it may be sent again only later it counts down; its button waits meanwhile
 * (`waits={request.waiting() > 0}`). Who listens hears of it now and then, and when it is over.
 */
export function Refusal(props: {
  of: Pick<Requested<never, unknown>, "failure" | "waiting">;
  /** When something else shows the failure, such as its field. */
  hidden?: boolean;
}) {
  const [said, setSaid] = createSignal("");
  let given = 0;
  createEffect(
    on(props.of.waiting, (left, before = 0) => {
      if (left > before) given = left;
      if (left === 0) setSaid(before > 0 ? text.saidNow : "");
      else if (isSaid(left, given)) setSaid(text.saidIn(left));
    }),
  );
  return (
    <>
      <Show when={!props.hidden && props.of.failure()}>
        {(failure) => (
          <Notice tone="bad" urgent>
            {failure().message}{" "}
            <Show when={props.of.waiting() > 0}>
              {/* Read out by the status below: an alert that changes is read whole, each second. */}
              <span class="figure" aria-hidden="true">
                {text.retryIn(asClock(props.of.waiting()))}
              </span>
            </Show>
          </Notice>
        )}
      </Show>
      <span class="unseen" role="status">
        {said()}
      </span>
    </>
  );
}
