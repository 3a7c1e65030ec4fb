import { createSignal, For, Show } from "solid-js";
import { failuresNoticed } from "#core/jobs/job.state.ts";
import { readSchedule } from "#core/jobs/schedule.state.ts";
import { type CronJob, changeJob, getCronJobs, type Run, removeJob, runJob } from "#web/data/jobs.ts";
import { createRequest } from "#web/data/request.ts";
import type { Service } from "#web/data/services.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Moment } from "#web/parts/moment.tsx";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { Status } from "#web/ui/status.tsx";
import { draftOf, JobSheet } from "./job-sheet.tsx";
import { text as texts } from "./jobs.text.ts";
import { RunState } from "./run-state.tsx";
import { formatIn, inWords } from "./schedule-words.ts";

const text = texts.jobs;

/** All cron jobs of a website: when they run, how they ran last, and what can be done with them. */
export function JobsCard(props: {
  service: Service;
  open: boolean;
  onShow: (run: Run) => void;
  onRuns: (job: CronJob) => void;
}) {
  const jobs = createView(getCronJobs, () => [props.service.id]);
  const [edited, setEdited] = createSignal<{ job: CronJob | undefined }>();
  const [leaving, setLeaving] = createSignal<CronJob>();
  const changing = createRequest(changeJob);
  const removing = createRequest(removeJob);
  const running = createRequest(runJob);
  createPolling(() => 15_000, jobs.retry);
  const close = () => {
    setLeaving(undefined);
    removing.clear();
  };
  const run = async (job: CronJob) => {
    const begun = await running.run(props.service.id, job.id);
    if (begun) props.onShow(begun);
  };
  return (
    <Card
      title={text.title}
      aside={
        <Button size="small" icon="plus" onClick={() => setEdited({ job: undefined })}>
          {text.add}
        </Button>
      }
    >
      <CardBody class="stack">
        <p class="second">{text.about}</p>
        <Show when={jobs.value()?.items.some(({ pending }) => pending)}>
          <Notice tone="warn">{text.pending}</Notice>
        </Show>
        <Refusal of={changing} />
        <Refusal of={running} />
      </CardBody>
      <Loaded
        padded
        from={jobs}
        words={loading.words(text.failed)}
        skeleton={<RowsSkeleton plain label={text.loading} rows={2} />}
      >
        {(value) => (
          <Show
            when={value().items.length > 0}
            fallback={
              <CardBody>
                <p class="second">{text.empty}</p>
              </CardBody>
            }
          >
            <Rows>
              <For each={value().items}>
                {(job) => (
                  <Row
                    wrap
                    title={job.name}
                    text={<About job={job} />}
                    end={
                      <span class="page-actions">
                        <Button
                          size="small"
                          aria-label={text.runNowOf(job.name)}
                          busy={running.pending()}
                          disabled={!props.open}
                          onClick={() => void run(job)}
                        >
                          {text.runNow}
                        </Button>
                        <Button size="small" aria-label={text.runsOf(job.name)} onClick={() => props.onRuns(job)}>
                          {text.runs}
                        </Button>
                        <Button size="small" aria-label={text.editOf(job.name)} onClick={() => setEdited({ job })}>
                          {text.edit}
                        </Button>
                        <Button
                          size="small"
                          aria-label={job.paused ? text.resumeOf(job.name) : text.pauseOf(job.name)}
                          busy={changing.pending()}
                          onClick={() =>
                            void changing.run(props.service.id, job.id, { ...draftOf(job), paused: !job.paused })
                          }
                        >
                          {job.paused ? text.resume : text.pause}
                        </Button>
                        <Button size="small" aria-label={text.removeTitle(job.name)} onClick={() => setLeaving(job)}>
                          {text.remove}
                        </Button>
                      </span>
                    }
                  />
                )}
              </For>
            </Rows>
          </Show>
        )}
      </Loaded>
      <Show when={edited()} keyed>
        {({ job }) => <JobSheet service={props.service} job={job} onClose={() => setEdited(undefined)} />}
      </Show>
      <ConfirmDialog
        open={leaving() !== undefined}
        title={text.removeTitle(leaving()?.name ?? "")}
        text={text.removeText}
        confirm={text.remove}
        dismiss={texts.cancel}
        busy={removing.pending()}
        waits={removing.waiting() > 0}
        refusal={<Refusal of={removing} />}
        onConfirm={() => {
          const job = leaving();
          if (job) void removing.run(props.service.id, job.id).then((done) => done && close());
        }}
        onClose={close}
      />
    </Card>
  );
}

function About(props: { job: CronJob }) {
  const words = () => {
    const read = readSchedule(props.job.schedule);
    return "schedule" in read ? inWords(read.schedule, props.job.timeZone) : props.job.schedule;
  };
  const next = () => props.job.nextRuns[0];
  return (
    <span class="stack-tight">
      <code class="block wrap-anywhere">{props.job.command}</code>
      <span class="block">
        {words()}
        <Show when={next()}>{(at) => ` · ${text.next(formatIn(props.job.timeZone, new Date(at())))}`}</Show>
      </span>
      <span class="block">
        <Show when={props.job.paused}>
          <Status tone="plain">{text.paused}</Status>{" "}
        </Show>
        <Show when={props.job.lastRun} fallback={text.neverRan}>
          {(run) => (
            <>
              <RunState run={run()} /> <Moment at={run().startedAt} />
            </>
          )}
        </Show>
        <Show when={props.job.failures >= failuresNoticed}> · {text.failing(props.job.failures)}</Show>
      </span>
    </span>
  );
}
