import { createSignal, onMount, Show } from "solid-js";
import { ApiError } from "#web/data/api.ts";
import { readSiteLog, type Service } from "#web/data/services.ts";
import { createPolling } from "#web/lib/polling.ts";
import { formatClock } from "#web/lib/time.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { ErrorPanel } from "#web/ui/error-panel.tsx";
import { type LogLine, LogView } from "#web/ui/log-view.tsx";
import { Status } from "#web/ui/status.tsx";
import { text } from "./site-log.text.ts";

const lookAgainMs = 3000;
const keptLines = 500;

/** The log of a running site, read from its node every few seconds while somebody looks. */
export function SiteLog(props: { service: Service }) {
  const [lines, setLines] = createSignal<readonly LogLine[]>([]);
  const [failure, setFailure] = createSignal<Error>();
  const [loaded, setLoaded] = createSignal(false);
  let cursor: string | undefined;
  let reading = false;

  const read = async () => {
    if (reading) return;
    reading = true;
    try {
      const answer = await readSiteLog(props.service.id, cursor);
      cursor = answer.cursor ?? cursor;
      if (answer.lines.length > 0) setLines((current) => [...current, ...answer.lines].slice(-keptLines));
      setFailure(undefined);
      setLoaded(true);
    } catch (error) {
      setFailure(() => (error instanceof Error ? error : new Error(String(error))));
    } finally {
      reading = false;
    }
  };
  onMount(() => void read());
  createPolling(
    () => (failure() ? undefined : lookAgainMs),
    () => void read(),
  );

  return (
    <Card
      title={text.title}
      aside={<Show when={loaded() && !failure()}>{<Status tone="run">{text.live}</Status>}</Show>}
    >
      <CardBody class="grid gap-4">
        <Show when={failure()}>
          {(error) => (
            <ErrorPanel
              title={text.failed}
              failure={{ message: `${error().message} ${text.unknown}`, requestId: requestIdOf(error()) }}
              retryLabel={text.retry}
              referenceLabel={text.reference}
              onRetry={() => void read()}
            />
          )}
        </Show>
        <Show when={!failure() || lines().length > 0}>
          <LogView
            tall
            label={text.label}
            lines={lines()}
            empty={loaded() ? text.empty : text.loading}
            time={formatClock}
          />
        </Show>
      </CardBody>
    </Card>
  );
}

function requestIdOf(error: Error): string | undefined {
  return error instanceof ApiError ? error.requestId : undefined;
}
