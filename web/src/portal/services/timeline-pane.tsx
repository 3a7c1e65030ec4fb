import { A } from "@solidjs/router";
import { For, Match, Show, Switch } from "solid-js";
import { may } from "#core/kernel/permissions.state.ts";
import { getTimeline, type TimelineEntry } from "#web/data/timeline.ts";
import { createOlder } from "#web/lib/older.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { Moment } from "#web/parts/moment.tsx";
import { MoreRows } from "#web/parts/more-rows.tsx";
import { operationTones, text as states } from "#web/parts/states.text.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Feed, FeedItem } from "#web/ui/feed.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import type { PaneProps } from "./panes.ts";
import { text } from "./timeline.text.ts";

/** What happened to a website, whoever or whatever did it, newest first. */
export default function TimelinePane(props: PaneProps) {
  const first = createView(getTimeline, () => [props.service.id]);
  const older = createOlder(first.value, (cursor) => getTimeline(props.service.id, cursor));
  const mayRead = createMay();
  const logAt = (at: string, part: string) =>
    mayRead(may("service:log")) ? `${props.address("logs")}?${new URLSearchParams({ service: part, at })}` : undefined;
  createPolling(() => (props.busy ? 3000 : 30_000), first.retry);
  return (
    <Card title={text.title} foot={older.hasMore() ? <MoreRows older={older} /> : undefined}>
      <Loaded
        padded
        from={first}
        words={loading.words(text.failed)}
        skeleton={<RowsSkeleton plain label={text.loading} rows={6} />}
      >
        {() => (
          <CardBody>
            <Show when={older.items().length > 0} fallback={<p class="second">{text.empty}</p>}>
              <Feed>
                <For each={older.items()}>{(entry) => <Entry entry={entry} logAt={logAt} />}</For>
              </Feed>
            </Show>
          </CardBody>
        )}
      </Loaded>
    </Card>
  );
}

type Of<Kind extends TimelineEntry["kind"]> = Extract<TimelineEntry, { kind: Kind }>;
const only = <Kind extends TimelineEntry["kind"]>(entry: TimelineEntry, kind: Kind) =>
  entry.kind === kind && (entry as Of<Kind>);

function Entry(props: { entry: TimelineEntry; logAt: (at: string, part: string) => string | undefined }) {
  const time = () => <Moment at={props.entry.at} />;
  return (
    <Switch>
      <Match when={only(props.entry, "release")}>
        {(release) => (
          <FeedItem
            tone={release().live ? "ok" : "bad"}
            title={release().live ? text.live(release().number) : text.notLive(release().number)}
            text={release().failure?.message}
            time={time()}
          />
        )}
      </Match>
      <Match when={only(props.entry, "operation")}>
        {(operation) => (
          <FeedItem
            tone={operationTones[operation().state]}
            title={operation().title}
            text={[states.operation[operation().state], operation().failure?.message].filter(Boolean).join(": ")}
            time={time()}
          />
        )}
      </Match>
      <Match when={only(props.entry, "job")}>
        {(job) => (
          <FeedItem
            tone="bad"
            title={text.failing(job().job, job().failures)}
            text={job().exitCode === null ? undefined : text.code(job().exitCode ?? 0)}
            time={time()}
          />
        )}
      </Match>
      <Match when={only(props.entry, "exit")}>
        {(exit) => (
          <FeedItem
            tone={exit().restarted ? "warn" : "bad"}
            title={exit().memoryUsedUp ? text.memory(exit().part) : text.ended(exit().part)}
            text={`${text.code(exit().exitCode)} ${exit().restarted ? text.restarted : text.notRestarted}`}
            time={time()}
          >
            <Show when={props.logAt(exit().at, exit().part)}>
              {(href) => (
                <A class="link small" href={href()}>
                  {text.log}
                </A>
              )}
            </Show>
          </FeedItem>
        )}
      </Match>
      <Match when={only(props.entry, "change")}>
        {(change) => (
          <FeedItem
            tone="plain"
            title={
              <span>
                <For each={change().sentence}>
                  {(part, at) => (
                    <bdi>{at() === 0 ? part.text.slice(0, 1).toUpperCase() + part.text.slice(1) : part.text}</bdi>
                  )}
                </For>
              </span>
            }
            time={time()}
          />
        )}
      </Match>
    </Switch>
  );
}
