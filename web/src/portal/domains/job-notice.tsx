import { Match, Show, Switch } from "solid-js";
import type { RegistrarJob } from "#web/data/registrations.ts";
import { paths } from "#web/paths.ts";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { text as texts } from "./registration.text.ts";

const text = texts.job;

/** What the registry was asked for last, while it is on its way or where it came to nothing. */
export function JobNotice(props: { job: RegistrarJob; staff: boolean }) {
  const order = () => (
    <Show when={props.job.orderId}>
      {(id) => (
        <LinkButton size="small" href={(props.staff ? paths.dashboardOrder : paths.orderDetail)(id())}>
          {text.order}
        </LinkButton>
      )}
    </Show>
  );
  return (
    <Switch>
      <Match when={props.job.state === "failed" && props.job.failure}>
        {(failure) => (
          <Notice tone="bad" title={text.failed} actions={order()}>
            {failure().message}
          </Notice>
        )}
      </Match>
      <Match when={props.job.endedAt === null}>
        <Notice tone={props.job.state === "unpaid" ? "warn" : "run"} title={text[props.job.what]} actions={order()}>
          <Show when={props.job.state !== "unpaid"} fallback={text.unpaid}>
            <p>{text.steps[props.job.what] ?? text.under}</p>
            <Show when={props.job.notice}>{(words) => <p class="small">{text.said(words())}</p>}</Show>
          </Show>
        </Notice>
      </Match>
    </Switch>
  );
}
