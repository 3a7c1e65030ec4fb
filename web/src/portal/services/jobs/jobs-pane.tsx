import { revalidate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { canRun } from "#core/jobs/job.state.ts";
import { type CronJob, getCronJobs, getRuns, type Run } from "#web/data/jobs.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Card } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import type { PaneProps } from "../panes.ts";
import { CommandCard } from "./command-card.tsx";
import { text } from "./jobs.text.ts";
import { JobsCard } from "./jobs-card.tsx";
import { RunOutput } from "./run-output.tsx";
import { RunsTable } from "./runs-table.tsx";

/** What runs beside a website: by the clock, and once. */
export default function JobsPane(props: PaneProps) {
  const [shown, setShown] = createSignal<Run>();
  const [job, setJob] = createSignal<CronJob>();
  const isOpen = () => canRun(props.service);
  const looked = () => void revalidate([getCronJobs.key, getRuns.key]);
  return (
    <div class="stack">
      <Show when={!isOpen()}>
        <Notice tone="plain">{text.notNow}</Notice>
      </Show>
      <Show when={shown()} keyed>
        {(run) => (
          // Asked for further down: whoever did so sees it.
          <div ref={(element) => requestAnimationFrame(() => element.scrollIntoView({ block: "nearest" }))}>
            <RunOutput run={run} onEnd={looked} onClose={() => setShown(undefined)} />
          </div>
        )}
      </Show>
      <JobsCard service={props.service} open={isOpen()} onShow={setShown} onRuns={setJob} />
      <Show when={job()} keyed>
        {(of) => <RunsCard serviceId={props.service.id} job={of} onShow={setShown} />}
      </Show>
      <CommandCard service={props.service} open={isOpen()} onShow={setShown} />
    </div>
  );
}

function RunsCard(props: { serviceId: string; job: CronJob; onShow: (run: Run) => void }) {
  const runs = createView(getRuns, () => [props.serviceId, props.job.id]);
  return (
    <Card title={text.jobs.runsOf(props.job.name)}>
      <Loaded
        padded
        from={runs}
        words={loading.words(text.run.listFailed)}
        skeleton={<RowsSkeleton plain label={text.run.loading} rows={2} />}
      >
        {(value) => (
          <RunsTable
            label={text.jobs.runsOf(props.job.name)}
            runs={value().items}
            empty={text.run.none}
            onShow={props.onShow}
          />
        )}
      </Loaded>
    </Card>
  );
}
