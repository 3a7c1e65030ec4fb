import { createEffect, Show } from "solid-js";
import { createRequest } from "#web/data/request.ts";
import type { Session } from "#web/data/session.ts";
import { stopActing } from "#web/data/support.ts";
import { createClock } from "#web/lib/clock.ts";
import { asClock } from "#web/lib/countdown.ts";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { text } from "./acting-banner.text.ts";

type Acting = NonNullable<Session["acting"]>;

/** Above every page while staff are in a customer's account: who, for whom, why, how long still, and the way out. */
export function ActingBanner(props: { who: string; acting: Acting }) {
  const now = createClock();
  const stopping = createRequest(stopActing);
  const left = () => Math.max(0, Math.ceil((Date.parse(props.acting.until) - now()) / 1000));
  const leave = () => window.location.replace(paths.dashboardCustomer(props.acting.account.id));
  const stop = async () => {
    if (await stopping.run()) leave();
  };
  // When the time is up the server has put an end to it already.
  createEffect(() => left() === 0 && leave());
  return (
    <div class="acting">
      <Notice
        tone="warn"
        icon="staff"
        title={text.title(props.who, props.acting.account.name, props.acting.account.number)}
        actions={
          <Button size="small" tone="primary" busy={stopping.pending()} onClick={() => void stop()}>
            {text.stop}
          </Button>
        }
      >
        <bdi>{text.reason(props.acting.reason)}</bdi> <span class="figure">{text.left(asClock(left()))}</span>{" "}
        {text.refused}
        <Show when={stopping.failure()}>{(failure) => <span role="alert"> {failure().message}</span>}</Show>
      </Notice>
    </div>
  );
}
