import { and, eq, gte, isNull } from "drizzle-orm";
import type { Tx } from "../db.ts";
import { DomainError, type ReasonFacts, violates } from "../errors.ts";
import { type Id, newId } from "../id.ts";
import type { Change, Ctx, DomainEvent, Scope } from "../operation.ts";
import { type LogStream, operation, operationStep } from "./long-operation.sql.ts";

/** What an operation will do, as data: the command that starts it needs no more. Its steps are implemented elsewhere. */
export interface Plan<N extends string = string> {
  kind: string;
  title: string;
  steps: readonly { name: N; title: string }[];
  /** Runs of one step before it counts as failed. */
  attemptsMax: number;
  /** Waiting included. */
  giveUpAfterSeconds: number;
}

export type LongOperation = typeof operation.$inferSelect;

export interface StepScope {
  /** Acts as `system`. */
  ctx: Ctx;
  operation: LongOperation;
  log(text: string, stream?: LogStream): void;
}

/**
 * `waitSeconds`: look again then, without counting it as an attempt. `waitingFor` is shown to the customer meanwhile,
 * `cause` goes to the log.
 */
export type StepResult =
  | { done: true; message?: string }
  | { done: false; waitSeconds: number; waitingFor?: Failure; cause?: unknown };

/** Both are repeated after a crash at any point, so both must converge. */
export interface Step {
  run(scope: StepScope): Promise<StepResult>;
  undo?(scope: StepScope): Promise<void>;
}

export interface Failure {
  code: string;
  message: string;
  about?: ReasonFacts | undefined;
}

/** What follows from the end of an operation, in the transaction that records the end. */
export interface Endings {
  succeeded(scope: Scope, operation: LongOperation): Promise<Omit<Change<never>, "value">>;
  failed(scope: Scope, operation: LongOperation, failure: Failure): Promise<Omit<Change<never>, "value">>;
  /** Before staff runs it again. Throws a conflict when that makes no sense any more. */
  restarted(scope: Scope, operation: LongOperation): Promise<void>;
}

export interface Implementation {
  plan: Plan;
  /** Not where operations are started again and none is run. */
  steps?: Readonly<Record<string, Step>>;
  endings: Endings;
}

export const implement = <N extends string>(
  plan: Plan<N>,
  steps: Record<N, Step>,
  endings: Endings,
): Implementation => ({
  plan,
  steps,
  endings,
});

export type Registry = ReadonlyMap<string, Implementation>;

export const registry = (implementations: readonly Implementation[]): Registry =>
  new Map(implementations.map((implementation) => [implementation.plan.kind, implementation]));

declare module "../operation.ts" {
  interface Ports {
    longOperations: Registry;
  }
}

export const operationDue = (operationId: Id<"operation">, dueAt?: Date): DomainEvent<"operation.due"> => ({
  type: "operation.due",
  subject: operationId,
  ...(dueAt && { dueAt }),
});

/** Adds an operation to a command's transaction. The command returns the event, or nobody will look at the row. */
export async function start(
  tx: Tx,
  ctx: Scope["ctx"],
  plan: Plan,
  on: { subject: string; accountId: Id<"account"> | null },
): Promise<{ operationId: Id<"operation">; event: DomainEvent }> {
  const id = newId("operation");
  const now = ctx.now();
  try {
    await tx.insert(operation).values({
      id,
      ...on,
      kind: plan.kind,
      title: plan.title,
      requestedBy: ctx.actor,
      state: "queued",
      position: 0,
      attempt: 0,
      undoing: false,
      nextAt: now,
      giveUpAt: new Date(now.getTime() + plan.giveUpAfterSeconds * 1000),
      createdAt: now,
    });
  } catch (error) {
    if (!violates(error, "operation_unfinished")) throw error;
    throw new DomainError(
      "conflict",
      "operation.in_progress",
      "Something else is in progress here. Try again when it is done.",
      { cause: error },
    );
  }
  await tx.insert(operationStep).values(
    plan.steps.map(({ name, title }, position) => ({
      operationId: id,
      position,
      accountId: on.accountId,
      name,
      title,
      state: "pending" as const,
      attempt: 0,
    })),
  );
  return { operationId: id, event: operationDue(id) };
}

/** Whether something is at work on a subject, or about to be. */
export const isUnderWay = async (tx: Tx, subject: string): Promise<boolean> =>
  (await tx.$count(operation, and(eq(operation.subject, subject), isNull(operation.finishedAt)))) > 0;

/** Whether one of a kind began on a subject after a moment, and worked. */
export const succeededSince = async (
  tx: Tx,
  { subject, kind }: { subject: string; kind: string },
  moment: Date,
): Promise<boolean> =>
  (await tx.$count(
    operation,
    and(
      ...[eq(operation.subject, subject), eq(operation.kind, kind), eq(operation.state, "succeeded")],
      gte(operation.startedAt, moment),
    ),
  )) > 0;

/** Asks the unfinished operation of a kind on a subject to undo itself. Nothing when there is none. */
export async function requestCancel(
  tx: Tx,
  { subject, kind }: { subject: string; kind: string },
  at: Date,
): Promise<DomainEvent | undefined> {
  const [row] = await tx
    .update(operation)
    .set({ cancelRequestedAt: at })
    .where(and(eq(operation.subject, subject), eq(operation.kind, kind), isNull(operation.finishedAt)))
    .returning({ id: operation.id });
  return row && operationDue(row.id);
}

/** Has the unfinished operation of a kind on a subject look now instead of at its next poll. Nothing when there is none. */
export async function lookNow(
  tx: Tx,
  { subject, kind }: { subject: string; kind: string },
  at: Date,
): Promise<DomainEvent | undefined> {
  const [row] = await tx
    .update(operation)
    .set({ nextAt: at })
    .where(and(eq(operation.subject, subject), eq(operation.kind, kind), isNull(operation.finishedAt)))
    .returning({ id: operation.id });
  return row && operationDue(row.id);
}

/** What they waited for is there: the operations that wait for `code` are looked at now instead of at their next poll. */
export async function wakeWaiting(tx: Tx, code: string, at: Date): Promise<DomainEvent[]> {
  const woken = await tx
    .update(operation)
    .set({ nextAt: at, waitingCode: null, waitingMessage: null, waitingAbout: null })
    .where(and(eq(operation.waitingCode, code), isNull(operation.finishedAt)))
    .returning({ id: operation.id });
  return woken.map(({ id }) => operationDue(id));
}
