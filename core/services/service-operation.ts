import { desc, inArray } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { Id } from "../kernel/id.ts";
import { operation } from "../kernel/long-operation/long-operation.sql.ts";
import { longOperationStates } from "../kernel/long-operation/long-operation.state.ts";

export const OperationSummary = z
  .object({
    id: Id("operation"),
    kind: z.string(),
    title: z.string(),
    state: z.enum(longOperationStates),
    waitingFor: z.object({ code: z.string(), message: z.string() }).nullable(),
  })
  .meta({ id: "OperationSummary" });
export type OperationSummary = z.infer<typeof OperationSummary>;

/** The newest operation on each subject, by subject. */
export async function operationOf(tx: Tx, subjects: readonly string[]): Promise<Map<string, OperationSummary>> {
  if (subjects.length === 0) return new Map();
  const rows = await tx
    .selectDistinctOn([operation.subject], {
      subject: operation.subject,
      id: operation.id,
      kind: operation.kind,
      title: operation.title,
      state: operation.state,
      waitingCode: operation.waitingCode,
      waitingMessage: operation.waitingMessage,
    })
    .from(operation)
    .where(inArray(operation.subject, [...subjects]))
    .orderBy(operation.subject, desc(operation.id));
  return new Map(
    rows.map(({ subject, waitingCode, waitingMessage, ...rest }) => [
      subject,
      { ...rest, waitingFor: waitingCode === null ? null : { code: waitingCode, message: waitingMessage ?? "" } },
    ]),
  );
}
