import { createSignal, Show } from "solid-js";
import { may as access } from "#core/kernel/permissions.state.ts";
import { canCancel, canDeploy, canRollBackTo, isUnderWay, mayDeploy } from "#core/releases/release.state.ts";
import { cancelRelease, getReleases, type Release, redeploy, rollBack } from "#web/data/releases.ts";
import { createRequest } from "#web/data/request.ts";
import type { Service } from "#web/data/services.ts";
import { createOlder } from "#web/lib/older.ts";
import { createPolling } from "#web/lib/polling.ts";
import { formatDuration } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Fold } from "#web/ui/fold.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { Status } from "#web/ui/status.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { toast } from "#web/ui/toast.tsx";
import { loading } from "./loading.text.ts";
import { createMay } from "./may.ts";
import { Moment } from "./moment.tsx";
import { MoreRows } from "./more-rows.tsx";
import { Refusal } from "./refusal.tsx";
import { releaseTones, text } from "./releases.text.ts";

type Asked = { act: "deploy" } | { act: "rollBack"; to: Release };

/** Every deploy of a service, newest first: what came of it, and the ways onward and back. */
export function ReleasesCard(props: {
  service: Service;
  busy: boolean;
  logOf: (number: number) => string;
  settings: string;
}) {
  const releases = createView(getReleases, () => [props.service.id]);
  const older = createOlder(releases.value, (cursor) => getReleases(props.service.id, cursor));
  createPolling(() => (props.busy || older.items().some(isUnderWay) ? 1000 : 30_000), releases.retry);
  const may = createMay();
  const [asked, setAsked] = createSignal<Asked>();
  const deploying = createRequest(redeploy);
  const goingBack = createRequest(rollBack);
  const cancelling = createRequest(cancelRelease);
  const request = () => (asked()?.act === "deploy" ? deploying : goingBack);
  const live = () => older.items().find(({ state }) => state === "live")?.number;
  /** One at a time: while something is under way, nothing else is offered. */
  const free = () => may(mayDeploy) === true && canDeploy(props.service) && !props.busy && live() !== undefined;
  const close = () => {
    setAsked(undefined);
    deploying.clear();
    goingBack.clear();
  };
  const confirm = async () => {
    const what = asked();
    if (!what) return;
    const begun = what.act === "deploy" ? await deploying.run(props.service.id) : await goingBack.run(what.to);
    if (!begun) return;
    close();
    toast(what.act === "deploy" ? text.deploy.done(begun.number) : text.rollBack.done(begun.number));
  };
  const cancel = async (release: Release) => {
    if (await cancelling.run(release)) toast(text.cancel.done);
  };

  const actions: Column<Release> = {
    head: text.actions,
    kind: "actions",
    cell: (release) => (
      <>
        <Show when={may(access("service:log")) && release.startedAt && props.service.activeAt}>
          <LinkButton size="small" href={props.logOf(release.number)} aria-label={text.log.of(release.number)}>
            {text.log.label}
          </LinkButton>
        </Show>
        <Show when={release.failure?.code === "image.denied" && may(access("registry:manage"))}>
          <LinkButton size="small" href={props.settings}>
            {text.openImages}
          </LinkButton>
        </Show>
        <Show when={free() && canRollBackTo(release)}>
          <Button
            size="small"
            aria-label={text.rollBack.of(release.number)}
            onClick={() => setAsked({ act: "rollBack", to: release })}
          >
            {text.rollBack.label}
          </Button>
        </Show>
        <Show when={may(mayDeploy) && canCancel(release) && release.cause !== "order"}>
          <Button
            size="small"
            busy={cancelling.pending()}
            aria-label={text.cancel.of(release.number)}
            onClick={() => void cancel(release)}
          >
            {text.cancel.label}
          </Button>
        </Show>
      </>
    ),
  };

  return (
    <Card
      title={text.title}
      aside={
        <Show when={free()}>
          <Button size="small" icon="cycle" onClick={() => setAsked({ act: "deploy" })}>
            {text.deploy.label}
          </Button>
        </Show>
      }
      foot={older.hasMore() ? <MoreRows older={older} /> : undefined}
    >
      <Loaded
        padded
        from={releases}
        words={loading.words(text.failed)}
        skeleton={<RowsSkeleton plain label={text.loading} rows={3} />}
      >
        {() => (
          <Show
            when={older.items().length > 0}
            fallback={
              <CardBody>
                <p class="second">{text.empty}</p>
              </CardBody>
            }
          >
            <Table label={text.title} columns={[...columns, actions]} items={older.items()} />
          </Show>
        )}
      </Loaded>
      <Show when={cancelling.failure()}>
        <CardBody>
          <Refusal of={cancelling} />
        </CardBody>
      </Show>
      <Show when={asked()}>
        {(what) => (
          <ConfirmDialog
            open
            title={titleOf(what(), props.service.host)}
            text={what().act === "deploy" ? text.deploy.text : text.rollBack.text(live())}
            confirm={text[what().act].confirm}
            dismiss={text[what().act].dismiss}
            busy={request().pending()}
            refusal={<Refusal of={request()} />}
            waits={request().waiting() > 0}
            onConfirm={() => void confirm()}
            onClose={close}
          />
        )}
      </Show>
    </Card>
  );
}

const titleOf = (asked: Asked, host: string): string =>
  asked.act === "deploy" ? text.deploy.title(host) : text.rollBack.title(asked.to.number);

const causeOf = ({ cause, rollsBackTo }: Release): string =>
  cause === "rollback" ? text.causes.rollback(rollsBackTo ?? 0) : text.causes[cause];

const columns: Column<Release>[] = [
  {
    head: text.release,
    kind: "wide",
    cell: (release) => (
      <>
        <TitleCell
          first={text.numbered(release.number)}
          second={[causeOf(release), release.runtime].filter(Boolean).join(" · ")}
        />
        <Show when={release.failure}>
          {(failure) => (
            <>
              <span class="small second block wrap-anywhere">{failure().message}</span>
              <Show when={failure().detail}>
                {(detail) => (
                  <Fold label={text.lastWords}>
                    {() => <pre class="small second whitespace-pre-wrap wrap-anywhere">{detail()}</pre>}
                  </Fold>
                )}
              </Show>
            </>
          )}
        </Show>
      </>
    ),
  },
  {
    head: text.state,
    cell: ({ state }) => <Status tone={releaseTones[state]}>{text.states[state]}</Status>,
  },
  {
    head: text.by,
    cell: ({ requestedBy: { kind, name } }) => <span class="wrap-anywhere">{name ?? text.who[kind]}</span>,
  },
  { head: text.when, cell: ({ createdAt }) => <Moment at={createdAt} /> },
  {
    head: text.took,
    kind: "amount",
    cell: ({ startedAt, liveAt, endedAt }) => {
      const until = liveAt ?? endedAt;
      return startedAt && until ? formatDuration(Date.parse(until) - Date.parse(startedAt)) : "";
    },
  },
];
