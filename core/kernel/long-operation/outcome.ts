import type { operation, operationStep } from "./long-operation.sql.ts";
import type { Failure, LongOperation, Plan, StepResult } from "./plan.ts";

/** What a run of a step, or of its undoing, came to. */
export type StepOutcome = StepResult | { failure: Failure; retry: boolean } | { undone: true };

export const cancelled: Failure = { code: "operation.cancelled", message: "This was cancelled." };
const timedOut: Failure = { code: "operation.timed_out", message: "This took too long." };
export const interrupted: Failure = { code: "operation.interrupted", message: "This was interrupted too often." };

/** 2 s, 4 s, 8 s … at most 5 min. */
const backOffSeconds = (attempts: number): number => Math.min(2 ** attempts, 300);

/** What a step came to, as a change of its rows. */
export interface Change {
  operation: Partial<typeof operation.$inferInsert>;
  step: Partial<typeof operationStep.$inferInsert>;
  /** Go on no earlier; at once when undefined. */
  dueAt?: Date;
}

/** `leased` is the row as it was when the step began, `row` as it is now that the step has ended. */
export function next(plan: Plan, leased: LongOperation, row: LongOperation, outcome: StepOutcome, now: Date): Change {
  const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  const waits = (reason: Failure | undefined) => ({
    waitingCode: reason?.code ?? null,
    waitingMessage: reason?.message ?? null,
    waitingAbout: reason?.about ?? null,
  });
  const clear = waits(undefined);
  const onward = (change: Change["operation"], step: Change["step"]): Change => ({
    operation: { ...clear, attempt: 0, nextAt: now, ...change },
    step: { endedAt: now, ...step },
  });
  const giveUp = ({ code, message, about }: Failure): Change =>
    onward(
      { undoing: true, failureCode: code, failureMessage: message, failureAbout: about ?? null },
      { state: "failed", message },
    );
  const pause = (seconds: number, change: Change["operation"], step: Change["step"]): Change => ({
    operation: { ...clear, state: "waiting", nextAt: later(seconds), ...change },
    step,
    dueAt: later(seconds),
  });

  if ("undone" in outcome) {
    return row.position === 0
      ? onward({ state: "failed" }, { state: "undone" })
      : onward({ position: row.position - 1 }, { state: "undone" });
  }
  if (row.cancelRequestedAt !== null && !row.undoing) return giveUp(cancelled);
  if ("failure" in outcome) {
    const { message } = outcome.failure;
    // Undoing has all its attempts, however late it began.
    const exhausted = row.attempt >= plan.attemptsMax || (now >= row.giveUpAt && !row.undoing);
    if (outcome.retry && !exhausted) {
      const step = row.undoing ? { message } : { state: "retrying" as const, message };
      return pause(backOffSeconds(row.attempt), waits(outcome.failure), step);
    }
    if (row.undoing) {
      // What cannot be undone is left for staff, and must not keep the rest from being undone.
      const step = { state: "failed" as const, message };
      return row.position === 0 ? onward({ state: "failed" }, step) : onward({ position: row.position - 1 }, step);
    }
    return giveUp(outcome.failure);
  }
  if (!outcome.done) {
    if (now >= row.giveUpAt) return giveUp(outcome.waitingFor ?? timedOut);
    const { message = null } = outcome.waitingFor ?? {};
    // Woken since this run began, which may have looked too early.
    if (leased.waitingCode !== null && row.waitingCode === null) return onward({}, { message });
    return pause(outcome.waitSeconds, { attempt: 0, ...waits(outcome.waitingFor) }, { state: "running", message });
  }
  const step = { state: "done" as const, message: outcome.message ?? null };
  return row.position + 1 === plan.steps.length
    ? onward({ state: "succeeded" }, step)
    : onward({ position: row.position + 1 }, step);
}
