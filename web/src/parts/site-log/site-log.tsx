import { createEffect, createSignal, on, onCleanup, Show } from "solid-js";
import { ApiError } from "#web/data/api.ts";
import type { Service } from "#web/data/services.ts";
import { download } from "#web/lib/download.ts";
import { createPolling } from "#web/lib/polling.ts";
import { formatDeadline } from "#web/lib/time.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { ErrorPanel } from "#web/ui/error-panel.tsx";
import { Status } from "#web/ui/status.tsx";
import { toast } from "#web/ui/toast.tsx";
import { createLogFilter } from "./filter.ts";
import { LogFilters } from "./filters.tsx";
import { Lines } from "./lines.tsx";
import { readWhole } from "./log-file.ts";
import { createReading } from "./reading.ts";
import { text } from "./site-log.text.ts";

const lookAgainMs = 3000;

/** What the containers of a website and the databases beside it write and wrote, read from its node while somebody looks. */
export function SiteLog(props: { service: Service }) {
  const filter = createLogFilter();
  const reading = createReading(() => props.service.id);
  const [atEnd, setAtEnd] = createSignal(true);
  const [wrap, setWrap] = createSignal(true);
  const asked = () => filter.query(Date.now());
  createEffect(
    on(
      () => JSON.stringify([props.service.id, filter.query(0), filter.moment()]),
      () => {
        setAtEnd(filter.moment() === undefined);
        void reading.open(asked(), filter.moment());
      },
    ),
  );
  const follows = () => reading.loaded() && !reading.failure() && filter.isOpen() && !reading.apart();
  createPolling(
    () => (follows() ? lookAgainMs : undefined),
    () => void reading.look(atEnd()),
  );
  const toNewest = () => {
    setAtEnd(true);
    if (reading.apart()) filter.moment() === undefined ? void reading.toNewest() : filter.choose({});
    else reading.takeWaiting();
  };
  const copy = async (at: string) => {
    try {
      await navigator.clipboard.writeText(filter.linkTo(at));
      toast(text.copied);
    } catch {
      toast(text.notCopied);
    }
  };
  const isBehind = () => reading.apart() || !atEnd() || reading.waiting().length > 0;
  const several = () => new Set(reading.sources().map(({ release, service }) => `${release} ${service}`)).size > 1;

  return (
    <Card
      title={text.title}
      aside={
        <Show when={reading.loaded() && !reading.failure() && filter.isOpen()}>
          <Show when={!isBehind()} fallback={<Status tone="plain">{text.behind}</Status>}>
            <Status tone="run">{text.live}</Status>
          </Show>
        </Show>
      }
    >
      <CardBody class="grid gap-4">
        <LogFilters filter={filter} sources={reading.sources()} />
        <Show when={reading.failure()}>
          {(error) => (
            <ErrorPanel
              title={text.failed}
              failure={{ message: `${error().message} ${text.unknown}`, requestId: requestIdOf(error()) }}
              retryLabel={text.retry}
              referenceLabel={text.reference}
              onRetry={() => void reading.open(asked(), filter.moment())}
            />
          )}
        </Show>
        <Show when={!reading.failure() || reading.lines().length > 0}>
          <Show when={reading.older() !== null || filter.value("search")}>
            <div class="log-foot">
              <Show when={reading.older() !== null}>
                <Button size="small" icon="up" busy={reading.busy()} onClick={() => void reading.showOlder()}>
                  {reading.reached() === null ? text.older : text.further}
                </Button>
              </Show>
              <Show when={reading.reached()}>
                {(at) => <span class="small second">{text.searchedTo(formatDeadline(at()))}</span>}
              </Show>
              <span class="small second" role="status">
                {filter.value("search") && reading.loaded() ? text.found(reading.lines().length) : ""}
              </span>
            </div>
          </Show>
          <Lines
            lines={reading.lines()}
            mark={filter.value("search")}
            wrap={wrap()}
            several={several()}
            moment={filter.moment()}
            atEnd={atEnd()}
            empty={!reading.loaded() ? text.loading : filter.isSet() ? text.noneFound : text.empty}
            onAtEnd={(end) => {
              setAtEnd(end);
              if (end && reading.waiting().length > 0) reading.takeWaiting();
            }}
            onCopy={(at) => void copy(at)}
          />
          <div class="log-foot">
            <Show when={isBehind() && reading.loaded() && filter.isOpen()}>
              <Button size="small" icon="down" onClick={toNewest}>
                {reading.waiting().length > 0 ? text.newLines(reading.waiting().length) : text.newest}
              </Button>
            </Show>
            <label class="choice">
              <input type="checkbox" checked={wrap()} onChange={(event) => setWrap(event.currentTarget.checked)} />
              <span>{text.wrap}</span>
            </label>
            <Button
              size="small"
              icon="copy"
              disabled={reading.lines().length === 0}
              onClick={() => void copy(filter.moment() ?? reading.lines().at(-1)?.at ?? "")}
            >
              {text.copyLink}
            </Button>
            <LogDownload service={props.service} asked={asked} none={reading.lines().length === 0} />
          </div>
        </Show>
      </CardBody>
    </Card>
  );
}

function LogDownload(props: { service: Service; asked: () => Parameters<typeof readWhole>[1]; none: boolean }) {
  const [count, setCount] = createSignal<number>();
  let running: AbortController | undefined;
  const stop = () => {
    running?.abort();
    running = undefined;
    setCount(undefined);
  };
  onCleanup(stop);
  const begin = async () => {
    running = new AbortController();
    setCount(0);
    try {
      const file = await readWhole(props.service.id, props.asked(), setCount, running.signal);
      if (!file) return;
      download(text.file(props.service.host), "text/plain", file.text);
      if (file.cut) toast(text.cut);
    } catch (error) {
      toast(error instanceof Error ? error.message : text.failed);
    }
    stop();
  };
  return (
    <Show
      when={count() !== undefined}
      fallback={
        <Button size="small" disabled={props.none} onClick={() => void begin()}>
          {text.download}
        </Button>
      }
    >
      <span class="small second" role="status">
        {text.downloading(count() ?? 0)}
      </span>
      <Button size="small" onClick={stop}>
        {text.cancel}
      </Button>
    </Show>
  );
}

function requestIdOf(error: Error): string | undefined {
  return error instanceof ApiError ? error.requestId : undefined;
}
