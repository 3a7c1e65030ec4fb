import { and, asc, eq, isNull, lte, ne, or } from "drizzle-orm";
import { DomainError } from "../errors.ts";
import type { Id } from "../id.ts";
import { type Ctx, record, type Scope, store } from "../operation.ts";
import { only } from "../rows.ts";
import { operation, operationStep } from "./long-operation.sql.ts";
import { isFinished } from "./long-operation.state.ts";
import { cancelled, interrupted, next, type StepOutcome } from "./outcome.ts";
import { type Failure, type Implementation, type LongOperation, operationDue, type Step } from "./plan.ts";
import { progressLog } from "./progress-log.ts";

export interface AdvanceOptions {
  /** Longer than any step may run: a holder that is silent for so long is taken for dead. */
  leaseSeconds: number;
  /** No further step is begun after this. */
  until: Date;
  /** Called at every point where a crash must be harmless; tests crash there. */
  checkpoint?: (name: string) => void | Promise<void>;
  /** Hears of the operation's end when it is committed. Never throws. */
  ended?: (operation: LongOperation, state: "succeeded" | "failed") => void;
  /** The whole cause of a step that failed, for the log. */
  report: (error: unknown, about: { operationId: string; step: string }) => void;
}

interface Held {
  row: LongOperation;
  implementation: Implementation;
  token: string;
}

/**
 * Runs an operation's steps until it ends, waits or `until` is near. Any number of callers may try at once and at any
 * time: the lease lets one of them work, and every step starts from what the row says.
 */
export async function advance(ctx: Ctx, operationId: Id<"operation">, options: AdvanceOptions): Promise<void> {
  const checkpoint = options.checkpoint ?? (() => undefined);
  for (;;) {
    const held = await takeLease(ctx, operationId, options);
    if (held === undefined) return;
    await checkpoint("leased");
    const outcome = held.row.undoing ? await undo(ctx, held, options) : await run(ctx, held, options);
    await checkpoint("ran");
    const goOn = await settle(ctx, held, outcome, options);
    await checkpoint("settled");
    if (!goOn) return;
  }
}

/** Wakes operations whose message was lost or whose holder died. */
export async function sweep(ctx: Ctx, limit = 100): Promise<number> {
  const now = ctx.now();
  const stored = await ctx.db.transaction({ role: "platform" }, async (tx) => {
    const due = await tx
      .select({ id: operation.id })
      .from(operation)
      .where(
        and(
          isNull(operation.finishedAt),
          lte(operation.nextAt, now),
          or(isNull(operation.leaseUntil), lte(operation.leaseUntil, now)),
        ),
      )
      .orderBy(asc(operation.nextAt))
      .limit(limit)
      .for("update", { skipLocked: true });
    return store(
      tx,
      now,
      due.map(({ id }) => operationDue(id)),
    );
  });
  if (stored.length > 0) await ctx.announce(stored);
  return stored.length;
}

async function takeLease(
  ctx: Ctx,
  operationId: Id<"operation">,
  { leaseSeconds }: AdvanceOptions,
): Promise<Held | undefined> {
  const now = ctx.now();
  const token = crypto.randomUUID();
  const { held, stored } = await ctx.db.transaction({ role: "platform" }, async (tx) => {
    const [row] = await tx.select().from(operation).where(eq(operation.id, operationId)).for("update");
    if (!row || isFinished(row) || !isDue(row, now)) return { held: undefined, stored: [] };
    if (row.leaseUntil !== null && row.leaseUntil > now) {
      return { held: undefined, stored: await store(tx, now, [operationDue(row.id, row.leaseUntil)]) };
    }
    const implementation = ctx.ports.longOperations.get(row.kind);
    if (!implementation) throw new Error(`no implementation of operation ${row.kind}`);
    const leased = only(
      await tx
        .update(operation)
        .set({
          state: "running",
          leaseToken: token,
          leaseUntil: new Date(now.getTime() + leaseSeconds * 1000),
          attempt: row.attempt + 1,
          startedAt: row.startedAt ?? now,
        })
        .where(eq(operation.id, row.id))
        .returning(),
    );
    await tx
      .update(operationStep)
      .set({ ...(row.undoing ? {} : { state: "running", startedAt: now }), attempt: leased.attempt, endedAt: null })
      .where(and(eq(operationStep.operationId, row.id), eq(operationStep.position, row.position)));
    return { held: { row: leased, implementation, token }, stored: [] };
  });
  if (stored.length > 0) await ctx.announce(stored);
  return held;
}

/** A cancellation cuts waiting short; once the undoing has begun, its back-off holds. */
const isDue = (row: LongOperation, now: Date): boolean =>
  row.nextAt <= now || (row.cancelRequestedAt !== null && !row.undoing);

const stepOf = ({ row, implementation }: Held): { name: string; step: Step } => {
  const planned = implementation.plan.steps[row.position];
  const step = planned && implementation.steps?.[planned.name];
  if (!planned || !step) throw new Error(`operation ${row.kind} has no step ${row.position}`);
  return { name: planned.name, step };
};

async function run(ctx: Ctx, held: Held, options: AdvanceOptions): Promise<StepOutcome> {
  const { row } = held;
  if (row.cancelRequestedAt !== null) {
    return { failure: cancelled, retry: false };
  }
  return attempt(ctx, held, options, (step, scope) => step.run(scope));
}

async function undo(ctx: Ctx, held: Held, options: AdvanceOptions): Promise<StepOutcome> {
  return attempt(ctx, held, options, async (step, scope) => {
    await step.undo?.(scope);
    return { undone: true };
  });
}

async function attempt(
  ctx: Ctx,
  held: Held,
  options: AdvanceOptions,
  call: (step: Step, scope: Parameters<Step["run"]>[0]) => Promise<StepOutcome>,
): Promise<StepOutcome> {
  const { row, implementation } = held;
  // More runs than a failing step gets: each of them died with its process.
  if (row.attempt > implementation.plan.attemptsMax) return { failure: interrupted, retry: false };
  const { name, step } = stepOf(held);
  const log = progressLog(ctx, row, name);
  try {
    const outcome = await call(step, { ctx, operation: row, log: log.line });
    if ("cause" in outcome) options.report(outcome.cause, { operationId: row.id, step: name });
    return outcome;
  } catch (error) {
    options.report(error, { operationId: row.id, step: name });
    const failure = explain(error);
    log.line(`attempt ${row.attempt} failed: ${failure.message}`, "err");
    const lasting = error instanceof DomainError && error.kind !== "unavailable";
    return { failure, retry: !lasting };
  } finally {
    await log.close();
  }
}

const explain = (error: unknown): Failure =>
  error instanceof DomainError
    ? { code: error.code, message: error.message, about: error.about }
    : { code: "internal", message: "Something went wrong on our side." };

/** Records what a step came to. Returns whether the caller goes on; where it does not, a message will. */
async function settle(ctx: Ctx, held: Held, outcome: StepOutcome, options: AdvanceOptions): Promise<boolean> {
  const { until } = options;
  const { goOn, stored, end } = await ctx.db.transaction({ role: "platform" }, async (tx) => {
    const { db: _, announce: __, committed: ___, ...rest } = ctx;
    const scope: Scope = { tx, ctx: rest };
    const [row] = await tx.select().from(operation).where(eq(operation.id, held.row.id)).for("update");
    // Somebody else took the lease over: what happened here is theirs to find out again.
    if (!row || row.leaseToken !== held.token) return { goOn: false, stored: [], end: undefined };
    const change = next(held.implementation.plan, held.row, row, outcome, ctx.now());
    await tx
      .update(operationStep)
      .set(change.step)
      .where(
        and(
          eq(operationStep.operationId, row.id),
          eq(operationStep.position, row.position),
          // The step that failed keeps saying so when it has been undone.
          "undone" in outcome ? ne(operationStep.state, "failed") : undefined,
        ),
      );
    const ended = change.operation.state === "succeeded" || change.operation.state === "failed";
    await tx
      .update(operation)
      .set({ ...change.operation, leaseToken: null, leaseUntil: null, ...(ended && { finishedAt: ctx.now() }) })
      .where(eq(operation.id, row.id));
    if (!ended) {
      const goOn = change.dueAt === undefined && ctx.now() < until;
      return {
        goOn,
        stored: goOn ? [] : await store(tx, ctx.now(), [operationDue(row.id, change.dueAt)]),
        end: undefined,
      };
    }
    const { endings } = held.implementation;
    const { audit, events } =
      change.operation.state === "succeeded"
        ? await endings.succeeded(scope, row)
        : await endings.failed(scope, row, { code: row.failureCode ?? "internal", message: row.failureMessage ?? "" });
    const state = change.operation.state === "succeeded" ? ("succeeded" as const) : ("failed" as const);
    return { goOn: false, stored: await record(scope, `${row.kind}.${state}`, audit, events), end: { row, state } };
  });
  if (end) options.ended?.(end.row, end.state);
  if (stored.length > 0) await ctx.announce(stored);
  return goOn;
}
