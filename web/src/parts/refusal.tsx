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
  return (
    <>
      <Show when={!props.hidden && props.of.failure()}>
        {(failure) => (
          <Notice tone="bad" urgent>
            {failure().message} <RetryClock of={props.of} />
          </Notice>
        )}
      </Show>
      <RetrySaid of={props.of} />
    </>
  );
}

type Waiting = Pick<Requested<never, unknown>, "waiting">;

/** How long it takes until one can ask again, for who sees it: an alert that changes is read out whole, each second. */
export function RetryClock(props: { of: Waiting }) {
  return (
    <Show when={props.of.waiting() > 0}>
      <span class="figure" aria-hidden="true">
        {text.retryIn(asClock(props.of.waiting()))}
      </span>
    </Show>
  );
}

/** The same for who listens. It stands there before there is anything to say. */
export function RetrySaid(props: { of: Waiting }) {
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
    <span class="unseen" role="status">
      {said()}
    </span>
  );
}
