import { createEffect, createSignal, on, Show } from "solid-js";
import { mayReadBuildLog } from "#core/builds/build.state.ts";
import type { Service } from "#web/data/services.ts";
import { type Build, getBuilds } from "#web/data/sources.ts";
import { createPolling } from "#web/lib/polling.ts";
import { formatDuration } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { Moment } from "#web/parts/moment.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { Status, type Tone } from "#web/ui/status.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { BuildLog } from "./build-log.tsx";
import { text as texts } from "./source.text.ts";

const text = texts.builds;

const tones: Record<Build["state"], Tone> = {
  queued: "plain",
  building: "run",
  built: "ok",
  failed: "bad",
  cancelled: "plain",
};

const isUnderWay = ({ state }: Build) => state === "queued" || state === "building";

/** What was built of the repository, newest first, with the log of one of them: the one that is under way, or that was asked for. */
export function BuildsCard(props: { service: Service; busy: boolean }) {
  const builds = createView(getBuilds, () => [props.service.id]);
  const items = () => builds.value()?.items ?? [];
  createPolling(() => (props.busy || items().some(isUnderWay) ? 2000 : 10_000), builds.retry);
  const may = createMay();
  const [chosen, setChosen] = createSignal<number>();
  // A build that begins is what somebody wants to watch, even if it has ended by the time that it is seen.
  createEffect(
    on(
      () => items()[0],
      (newest, before) => {
        if (newest && (isUnderWay(newest) || (before && before.number < newest.number))) setChosen(newest.number);
      },
    ),
  );
  const shown = () => items().find(({ number }) => number === chosen());
  const actions: Column<Build> = {
    head: text.actions,
    kind: "actions",
    cell: (build) => (
      <Show when={may(mayReadBuildLog)}>
        <Button size="small" aria-label={text.showLogOf(build.number)} onClick={() => setChosen(build.number)}>
          {text.showLog}
        </Button>
      </Show>
    ),
  };
  return (
    <>
      <Show when={may(mayReadBuildLog) && shown()} keyed>
        {(build) => <BuildLog build={build} />}
      </Show>
      <Card title={text.title}>
        <Loaded
          padded
          from={builds}
          words={loading.words(text.failed)}
          skeleton={<RowsSkeleton plain label={text.loading} rows={2} />}
        >
          {() => (
            <Show
              when={items().length > 0}
              fallback={
                <CardBody>
                  <p class="second">{text.empty}</p>
                </CardBody>
              }
            >
              <Table label={text.title} columns={[...columns, actions]} items={items()} />
            </Show>
          )}
        </Loaded>
      </Card>
    </>
  );
}

const columns: Column<Build>[] = [
  {
    head: text.release,
    kind: "wide",
    cell: (build) => (
      <>
        <TitleCell
          first={text.ofRelease(build.number)}
          second={
            build.revision && !build.archive
              ? `${build.revision.id.slice(0, 7)} ${build.revision.subject} · ${build.revision.author}`
              : (build.archive?.name ?? build.branch ?? "")
          }
        />
        <Show when={build.failure}>
          {(failure) => <span class="small second block wrap-anywhere">{failure().message}</span>}
        </Show>
      </>
    ),
  },
  {
    head: text.state,
    cell: (build) => <Status tone={tones[build.state]}>{text.states[build.state]}</Status>,
  },
  { head: text.when, cell: ({ createdAt }) => <Moment at={createdAt} /> },
  {
    head: text.took,
    cell: ({ startedAt, endedAt }) =>
      startedAt && endedAt ? formatDuration(Date.parse(endedAt) - Date.parse(startedAt)) : "",
  },
];
