import { createSignal, onMount, Show } from "solid-js";
import { type Run, readRun, stopRun } from "#web/data/jobs.ts";
import { createRequest } from "#web/data/request.ts";
import { createClock } from "#web/lib/clock.ts";
import { createPolling } from "#web/lib/polling.ts";
import { between, formatClock, formatDuration } from "#web/lib/time.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { type LogLine, LogView } from "#web/ui/log-view.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { text as texts } from "./jobs.text.ts";
import { RunState } from "./run-state.tsx";

const text = texts.run;
const lookAgainMs = 1000;
/** More lines than anybody reads in a browser are on the server all the same. */
const linesMax = 5000;

/** What a run writes while it does, and ever after; for as long as it runs it can be stopped. */
export function RunOutput(props: { run: Run; onEnd: () => void; onClose: () => void }) {
  const [lines, setLines] = createSignal<readonly LogLine[]>([]);
  const [seen, setSeen] = createSignal<{ run: Run; message: string | null }>();
  const [failed, setFailed] = createSignal(false);
  const stopping = createRequest(stopRun);
  const now = createClock();
  let cursor: string | undefined;
  let reading = false;

  const read = async () => {
    if (reading) return;
    reading = true;
    try {
      for (let more = true; more; ) {
        const answer = await readRun(props.run.serviceId, props.run.id, cursor);
        cursor = answer.cursor;
        more = answer.lines.length > 0 && answer.run.state === "ended";
        const added = answer.lines.map((line) => ({ ...line, stream: "out" as const }));
        if (added.length > 0) setLines((known) => [...known, ...added].slice(-linesMax));
        const isEnd = answer.run.state === "ended" && seen()?.run.state !== "ended";
        setSeen({ run: answer.run, message: answer.message });
        if (isEnd) props.onEnd();
      }
      setFailed(false);
    } catch {
      // It is read again from where it stood.
      setFailed(true);
    } finally {
      reading = false;
    }
  };
  onMount(() => void read());
  const run = () => seen()?.run ?? props.run;
  createPolling(
    () => (seen() && run().state === "ended" ? undefined : lookAgainMs),
    () => void read(),
  );
  return (
    <Card title={text.title} aside={<RunState run={run()} />}>
      <CardBody class="stack">
        <p class="second wrap-anywhere">
          <code>{props.run.command}</code>{" "}
          <span class="figure">{formatDuration(between(run().startedAt, run().endedAt, now()))}</span>
        </p>
        <Show when={seen()?.message}>{(message) => <Notice tone="bad">{message()}</Notice>}</Show>
        <Show when={failed()}>
          <Notice tone="warn">{text.failed}</Notice>
        </Show>
        <Refusal of={stopping} />
        <LogView
          tall
          label={text.of(props.run.command)}
          lines={lines()}
          empty={run().state === "running" ? text.waiting : text.empty}
          time={formatClock}
        />
        <div class="page-actions">
          <Show when={run().state === "running"}>
            <Button
              size="small"
              busy={stopping.pending()}
              onClick={() => void stopping.run(props.run.serviceId, props.run.id)}
            >
              {text.stop}
            </Button>
          </Show>
          <Button size="small" onClick={props.onClose}>
            {texts.close}
          </Button>
        </div>
      </CardBody>
    </Card>
  );
}
