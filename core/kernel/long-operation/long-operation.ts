import { and, asc, desc, eq, gt, inArray, lt } from "drizzle-orm";
import { z } from "zod";
import { may } from "../actor.ts";
import type { Tx } from "../db.ts";
import { DomainError, notFound, violates } from "../errors.ts";
import { Id } from "../id.ts";
import { command, query } from "../operation.ts";
import { PageInput, page } from "../page.ts";
import { logStreams, operation, operationLog, operationStep } from "./long-operation.sql.ts";
import { canRetry, longOperationStates, mayRetry, stepStates } from "./long-operation.state.ts";
import { operationDue, type LongOperation as Row } from "./plan.ts";
import { Reason, reasonOf } from "./reason.ts";

export const LongOperation = z
  .object({
    id: Id("operation"),
    accountId: Id("account").nullable(),
    kind: z.string(),
    title: z.string(),
    /** Id of what it works on. */
    subject: z.string(),
    state: z.enum(longOperationStates),
    undoing: z.boolean(),
    steps: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        state: z.enum(stepStates),
        attempt: z.int(),
        message: z.string().nullable(),
        startedAt: z.date().nullable(),
        endedAt: z.date().nullable(),
      }),
    ),
    waitingFor: Reason.nullable(),
    failure: Reason.nullable(),
    createdAt: z.date(),
    startedAt: z.date().nullable(),
    finishedAt: z.date().nullable(),
  })
  .meta({ id: "Operation" });
export type LongOperation = z.infer<typeof LongOperation>;

export const list = query({
  name: "operation.list",
  input: z.object({
    ...PageInput,
    subject: z.string().max(40).optional(),
    state: z.enum(longOperationStates).optional(),
    /** For staff; members see their own account anyway. */
    accountId: Id("account").optional(),
  }),
  allow: may("operation:read"),
  async run({ tx }, { limit, cursor, subject, state, accountId }) {
    const rows = await tx
      .select()
      .from(operation)
      .where(
        and(
          cursor ? lt(operation.id, cursor as Row["id"]) : undefined,
          subject ? eq(operation.subject, subject) : undefined,
          state ? eq(operation.state, state) : undefined,
          accountId ? eq(operation.accountId, accountId) : undefined,
        ),
      )
      .orderBy(desc(operation.id))
      .limit(limit + 1);
    const steps = await stepsOf(
      tx,
      rows.map(({ id }) => id),
    );
    return page(rows, limit, (row) => toOperation(row, steps.get(row.id) ?? []));
  },
});

export const get = query({
  name: "operation.get",
  input: z.object({ operationId: Id("operation") }),
  allow: may("operation:read"),
  async run({ tx }, { operationId }) {
    const [row] = await tx.select().from(operation).where(eq(operation.id, operationId));
    if (!row) throw notFound("operation");
    return toOperation(row, (await stepsOf(tx, [row.id])).get(row.id) ?? []);
  },
});

export const LogLine = z.object({
  seq: z.int(),
  at: z.date(),
  step: z.string(),
  stream: z.enum(logStreams),
  text: z.string(),
});

const logPageMax = 500;

/** The lines after `after`, oldest first. Poll with the cursor that came back. */
export const log = query({
  name: "operation.log",
  input: z.object({ operationId: Id("operation"), after: z.coerce.number<number>().int().min(0).default(0) }),
  allow: may("operation:read"),
  async run({ tx }, { operationId, after }) {
    const [row] = await tx.select({ id: operation.id }).from(operation).where(eq(operation.id, operationId));
    if (!row) throw notFound("operation");
    const lines = await tx
      .select()
      .from(operationLog)
      .where(and(eq(operationLog.operationId, operationId), gt(operationLog.seq, after)))
      .orderBy(asc(operationLog.seq))
      .limit(logPageMax);
    return {
      lines: lines.map(({ seq, at, step, stream, text }) => ({ seq, at, step, stream, text })),
      cursor: lines.at(-1)?.seq ?? after,
    };
  },
});

/** Runs a failed operation again from its first step. */
export const retry = command({
  name: "operation.retry",
  input: z.object({ operationId: Id("operation") }),
  allow: mayRetry,
  async run(scope, { operationId }) {
    const { tx, ctx } = scope;
    const [row] = await tx.select().from(operation).where(eq(operation.id, operationId)).for("update");
    if (!row) throw notFound("operation");
    if (!canRetry(row))
      throw new DomainError("conflict", "operation.not_failed", "Only what has failed can be tried again.");
    const [newest] = await tx
      .select({ id: operation.id })
      .from(operation)
      .where(eq(operation.subject, row.subject))
      .orderBy(desc(operation.id))
      .limit(1);
    if (newest?.id !== row.id) throw superseded();
    const implementation = ctx.ports.longOperations.get(row.kind);
    if (!implementation) throw new Error(`no implementation of operation ${row.kind}`);
    await implementation.endings.restarted(scope, row);
    const now = ctx.now();
    await tx
      .update(operation)
      .set({
        state: "queued",
        position: 0,
        attempt: 0,
        undoing: false,
        nextAt: now,
        giveUpAt: new Date(now.getTime() + implementation.plan.giveUpAfterSeconds * 1000),
        cancelRequestedAt: null,
        failureCode: null,
        failureMessage: null,
        failureAbout: null,
        finishedAt: null,
      })
      .where(eq(operation.id, operationId))
      .catch((error: unknown) => {
        throw violates(error, "operation_unfinished") ? superseded(error) : error;
      });
    await tx
      .update(operationStep)
      .set({ state: "pending", attempt: 0, message: null, startedAt: null, endedAt: null })
      .where(eq(operationStep.operationId, operationId));
    const [after] = await tx.select().from(operation).where(eq(operation.id, operationId));
    return {
      value: toOperation(after ?? row, (await stepsOf(tx, [operationId])).get(operationId) ?? []),
      audit: { target: operationId, accountId: row.accountId ?? undefined, before: { failure: row.failureCode } },
      events: [operationDue(operationId)],
    };
  },
});

const superseded = (cause?: unknown) =>
  new DomainError("conflict", "operation.superseded", "Something newer has been done here since.", { cause });

type StepRow = typeof operationStep.$inferSelect;

async function stepsOf(tx: Tx, ids: readonly Row["id"][]): Promise<Map<Row["id"], StepRow[]>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(operationStep)
    .where(inArray(operationStep.operationId, [...ids]))
    .orderBy(asc(operationStep.position));
  return Map.groupBy(rows, ({ operationId }) => operationId);
}

const toOperation = (row: Row, steps: readonly StepRow[]): LongOperation => ({
  id: row.id,
  accountId: row.accountId,
  kind: row.kind,
  title: row.title,
  subject: row.subject,
  state: row.state,
  undoing: row.undoing,
  steps: steps.map(({ name, title, state, attempt, message, startedAt, endedAt }) => ({
    name,
    title,
    state,
    attempt,
    message,
    startedAt,
    endedAt,
  })),
  waitingFor: reasonOf(row.waitingCode, row.waitingMessage, row.waitingAbout),
  failure: reasonOf(row.failureCode, row.failureMessage, row.failureAbout),
  createdAt: row.createdAt,
  startedAt: row.startedAt,
  finishedAt: row.finishedAt,
});
