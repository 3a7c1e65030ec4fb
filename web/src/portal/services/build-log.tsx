import { createMemo, createSignal, onMount, Show } from "solid-js";
import { type Build, readBuildLog } from "#web/data/sources.ts";
import { download } from "#web/lib/download.ts";
import { createPolling } from "#web/lib/polling.ts";
import { formatClock } from "#web/lib/time.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { type LogLine, LogView } from "#web/ui/log-view.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { SearchField } from "#web/ui/search-field.tsx";
import { Status } from "#web/ui/status.tsx";
import { text as texts } from "./source.text.ts";

const text = texts.builds;
const lookAgainMs = 2000;

/** What a build writes, while it does, and ever after. */
export function BuildLog(props: { build: Build }) {
  const [lines, setLines] = createSignal<readonly LogLine[]>([]);
  const [seen, setSeen] = createSignal<{ state: Build["state"]; cut: boolean; whole: boolean }>();
  const [failed, setFailed] = createSignal(false);
  const [search, setSearch] = createSignal("");
  let cursor = 0;
  let reading = false;

  const read = async () => {
    if (reading) return;
    reading = true;
    try {
      for (let more = true; more; ) {
        const answer = await readBuildLog(props.build, cursor);
        cursor = answer.cursor;
        more = answer.more;
        const ended = answer.state !== "queued" && answer.state !== "building";
        if (answer.lines.length > 0) {
          setLines((known) => [...known, ...answer.lines.map((line) => ({ ...line, stream: "out" as const }))]);
        }
        setSeen({ state: answer.state, cut: answer.cut, whole: ended && !more });
      }
      setFailed(false);
    } catch {
      // It is read again: the cursor stands where it stood.
      setFailed(true);
    } finally {
      reading = false;
    }
  };
  onMount(() => void read());
  createPolling(
    () => (seen()?.whole ? undefined : lookAgainMs),
    () => void read(),
  );
  const shown = createMemo(() => {
    const wanted = search().trim().toLowerCase();
    return wanted === "" ? lines() : lines().filter((line) => line.text.toLowerCase().includes(wanted));
  });
  const file = () =>
    lines()
      .map(({ at, text: line }) => `${at} ${line}\n`)
      .join("");

  return (
    <Card
      title={text.logOf(props.build.number)}
      aside={<Show when={seen() && !seen()?.whole}>{<Status tone="run">{text.states.building}</Status>}</Show>}
    >
      <CardBody class="stack">
        <Show when={props.build.failure}>{(failure) => <Notice tone="bad">{failure().message}</Notice>}</Show>
        <Show when={failed()}>
          <Notice tone="warn">{text.logFailed}</Notice>
        </Show>
        <Show when={seen()?.cut}>
          <Notice tone="plain">{text.cut}</Notice>
        </Show>
        <SearchField label={text.search} value={search()} onInput={setSearch} />
        <span class="unseen" role="status">
          {search().trim() === "" ? "" : text.found(shown().length)}
        </span>
        <LogView
          tall
          label={text.logOf(props.build.number)}
          lines={shown()}
          empty={seen() ? text.logEmpty : text.logLoading}
          time={formatClock}
          mark={search().trim()}
        />
        <div class="page-actions">
          <Button
            size="small"
            disabled={lines().length === 0}
            onClick={() => download(text.file(props.build.number), "text/plain", file())}
          >
            {text.download}
          </Button>
        </div>
      </CardBody>
    </Card>
  );
}
