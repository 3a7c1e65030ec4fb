import { desc, eq, inArray } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { Id } from "../kernel/id.ts";
import { operation } from "../kernel/long-operation/long-operation.sql.ts";
import { longOperationStates } from "../kernel/long-operation/long-operation.state.ts";
import { Reason, reasonOf } from "../kernel/long-operation/reason.ts";

export const OperationSummary = z
  .object({
    id: Id("operation"),
    kind: z.string(),
    title: z.string(),
    state: z.enum(longOperationStates),
    waitingFor: Reason.nullable(),
  })
  .meta({ id: "OperationSummary" });
export type OperationSummary = z.infer<typeof OperationSummary>;

const columns = {
  subject: operation.subject,
  id: operation.id,
  kind: operation.kind,
  title: operation.title,
  state: operation.state,
  waitingCode: operation.waitingCode,
  waitingMessage: operation.waitingMessage,
  waitingAbout: operation.waitingAbout,
};
type Row = Pick<typeof operation.$inferSelect, keyof typeof columns>;

/** The newest operation on each subject, by subject. */
export async function operationOf(tx: Tx, subjects: readonly string[]): Promise<Map<string, OperationSummary>> {
  if (subjects.length === 0) return new Map();
  const rows = await tx
    .selectDistinctOn([operation.subject], columns)
    .from(operation)
    .where(inArray(operation.subject, [...subjects]))
    .orderBy(operation.subject, desc(operation.id));
  return new Map(rows.map((row) => [row.subject, summaryOf(row)]));
}

/** The same, to be joined laterally to what is listed. */
export const newestOperation = (tx: Tx, subject: AnyPgColumn) =>
  tx
    .select(columns)
    .from(operation)
    .where(eq(operation.subject, subject))
    .orderBy(desc(operation.id))
    .limit(1)
    .as("newest_operation");

export const summaryColumns = (from: ReturnType<typeof newestOperation>) => ({
  subject: from.subject,
  id: from.id,
  kind: from.kind,
  title: from.title,
  state: from.state,
  waitingCode: from.waitingCode,
  waitingMessage: from.waitingMessage,
  waitingAbout: from.waitingAbout,
});

export const summaryOf = ({
  subject: _,
  waitingCode,
  waitingMessage,
  waitingAbout,
  ...rest
}: Row): OperationSummary => ({
  ...rest,
  waitingFor: reasonOf(waitingCode, waitingMessage, waitingAbout),
});
