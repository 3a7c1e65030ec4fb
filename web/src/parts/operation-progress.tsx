import { createMemo, Show } from "solid-js";
import { isOpen, type LogLine, type Operation, type OperationStep } from "#web/data/operations.ts";
import { createClock } from "#web/lib/clock.ts";
import { between, formatClock, formatDuration } from "#web/lib/time.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { LogView } from "#web/ui/log-view.tsx";
import { Meter } from "#web/ui/meter.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { type Step, type StepState, Steps } from "#web/ui/steps.tsx";
import { text } from "./operation-progress.text.ts";
import { text as states } from "./states.text.ts";

/** The steps of an operation as they happen, with a clock, what it waits for in plain words, and the log of each step. */
export function OperationProgress(props: {
  operation: Operation;
  lines: readonly LogLine[];
  logFailure?: Error | undefined;
}) {
  const now = createClock();
  const done = () => props.operation.steps.filter((step) => step.state === "done").length;
  const elapsed = () => {
    const { startedAt, createdAt, finishedAt } = props.operation;
    return formatDuration(between(startedAt ?? createdAt, finishedAt, now()));
  };
  return (
    <Card
      title={heading(props.operation)}
      aside={<span class="second figure">{isOpen(props.operation) ? elapsed() : text.took(elapsed())}</span>}
    >
      <CardBody class="grid gap-6">
        <Meter
          plain
          used={done()}
          total={props.operation.steps.length}
          label={text.progress(done(), props.operation.steps.length)}
        />
        <div class="contents" aria-live="polite">
          <Show when={props.operation.waitingFor}>
            {(reason) => (
              <Notice tone="warn" icon="clock" title={text.waitingTitle}>
                {reason().message}
              </Notice>
            )}
          </Show>
          <Show when={props.operation.state === "failed" && props.operation.failure}>
            {(failure) => (
              <Notice tone="bad" title={text.failedTitle}>
                {failure().message}
              </Notice>
            )}
          </Show>
        </div>
        <OperationSteps operation={props.operation} lines={props.lines} logFailure={props.logFailure} />
      </CardBody>
    </Card>
  );
}

/** Only the steps, each with its clock and its log. */
export function OperationSteps(props: {
  operation: Operation;
  lines: readonly LogLine[];
  logFailure?: Error | undefined;
}) {
  const now = createClock();
  const steps = createMemo(() =>
    props.operation.steps.map((step, index) => shown(props.operation, step, index, now())),
  );
  return (
    <Steps
      steps={steps()}
      logLabel={text.log}
      log={(step) => (
        <LogView
          label={text.logOf(step().title)}
          lines={props.lines.filter((line) => line.step === step().name)}
          empty={props.logFailure?.message ?? text.logEmpty}
          time={formatClock}
        />
      )}
    />
  );
}

function heading(operation: Operation): string {
  if (operation.state === "succeeded") return text.succeeded;
  if (operation.state === "failed") return text.failed;
  if (operation.undoing) return text.undoing;
  const index = operation.steps.findIndex((step) => step.state !== "done");
  const step = operation.steps[index];
  if (operation.state === "queued" && index <= 0) return text.queued;
  if (!step) return text.queued;
  const words = operation.state === "waiting" ? text.waitingAt : text.heading;
  return words(index + 1, operation.steps.length, step.title);
}

function shown(operation: Operation, step: OperationStep, index: number, now: number): Step {
  const current = operation.steps.findIndex((one) => one.state !== "done") === index;
  const waits = operation.state === "waiting" && current && step.state !== "failed";
  const state: StepState = waits ? "waiting" : step.state;
  const again = step.attempt > 1 && step.state !== "done" ? text.attempt(step.attempt) : undefined;
  return {
    name: step.name,
    title: step.title,
    state,
    word: states.step[state],
    text:
      [step.message === operation.waitingFor?.message ? null : step.message, again].filter(Boolean).join(" ") ||
      undefined,
    time: durationOf(step, now),
  };
}

function durationOf(step: OperationStep, now: number): string | undefined {
  if (step.startedAt === null) return undefined;
  const ms = between(step.startedAt, step.endedAt, now);
  return step.endedAt !== null && ms < 1000 ? text.underASecond : formatDuration(ms);
}
