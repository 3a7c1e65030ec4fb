import { Show } from "solid-js";
import type { Run } from "#web/data/jobs.ts";
import { formatDuration } from "#web/lib/time.ts";
import { Moment } from "#web/parts/moment.tsx";
import { Button } from "#web/ui/button.tsx";
import { CardBody } from "#web/ui/card.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { text as texts } from "./jobs.text.ts";
import { RunState } from "./run-state.tsx";

const text = texts.run;

/** Runs, newest first, each with a way to what it wrote. */
export function RunsTable(props: { label: string; runs: readonly Run[]; empty: string; onShow: (run: Run) => void }) {
  const columns: Column<Run>[] = [
    {
      head: text.what,
      kind: "wide",
      cell: ({ command, jobId, requestedBy }) => (
        <TitleCell
          first={<code class="wrap-anywhere">{command}</code>}
          second={requestedBy?.name ? text.by(requestedBy.name) : jobId && !requestedBy ? text.byClock : ""}
        />
      ),
    },
    { head: text.state, cell: (run) => <RunState run={run} /> },
    { head: text.when, cell: ({ startedAt }) => <Moment at={startedAt} /> },
    {
      head: text.took,
      cell: ({ startedAt, endedAt }) => (endedAt ? formatDuration(Date.parse(endedAt) - Date.parse(startedAt)) : ""),
    },
    {
      head: text.actions,
      kind: "actions",
      cell: (run) => (
        <Button size="small" aria-label={text.showOf(run.command)} onClick={() => props.onShow(run)}>
          {text.show}
        </Button>
      ),
    },
  ];
  return (
    <Show
      when={props.runs.length > 0}
      fallback={
        <CardBody>
          <p class="second">{props.empty}</p>
        </CardBody>
      }
    >
      <Table label={props.label} columns={columns} items={props.runs} />
    </Show>
  );
}
