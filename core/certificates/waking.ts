import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Id } from "../kernel/id.ts";
import { operation } from "../kernel/long-operation/long-operation.sql.ts";
import { lookNow } from "../kernel/long-operation/plan.ts";
import type { DomainEvent, Scope } from "../kernel/operation.ts";
import { certificate } from "./certificate.sql.ts";
import { issuePlan } from "./plans.ts";

/** Has the work on certificates of these names alone look now at what it waits for. */
export async function wake(
  { tx, ctx }: Scope,
  accountId: Id<"account">,
  names: readonly string[],
): Promise<DomainEvent[]> {
  const alone = names.map((name) => [name]);
  const rows = await tx
    .select({ id: certificate.id })
    .from(certificate)
    .innerJoin(operation, eq(operation.subject, certificate.id))
    .where(
      and(
        ...[eq(certificate.accountId, accountId), inArray(certificate.names, alone)],
        // What waits for somebody to put something right has nothing to see yet.
        ...[isNull(certificate.finding), isNull(operation.finishedAt)],
      ),
    );
  const events: DomainEvent[] = [];
  for (const { id } of rows) {
    const woken = await lookNow(tx, { subject: id, kind: issuePlan.kind }, ctx.now());
    if (woken) events.push(woken);
  }
  return events;
}
