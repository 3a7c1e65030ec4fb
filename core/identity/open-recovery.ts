import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import type { DomainEvent, Scope } from "../kernel/operation.ts";
import { factorRecovery } from "./factor-recovery.sql.ts";

const day = 86_400_000;
/** Whoever does not open the link, or does not come back when the wait is over, begins anew. */
const linkDays = 1;
const readyDays = 7;

export const RecoveryState = z.object({
  state: z.enum(["none", "asked", "waiting", "ready"]),
  /** When the wait is over. */
  readyAt: z.date().nullable(),
});

type Row = typeof factorRecovery.$inferSelect;

export async function openRecovery({ tx, ctx }: Scope, personId: Id<"person">): Promise<Row | undefined> {
  const [row] = await tx
    .select()
    .from(factorRecovery)
    .where(and(eq(factorRecovery.personId, personId), isNull(factorRecovery.endedAt)));
  return row && isStale(row, ctx.now()) ? undefined : row;
}

export const isStale = ({ createdAt, readyAt }: Row, now: Date): boolean =>
  now.getTime() >= (readyAt?.getTime() ?? createdAt.getTime()) + (readyAt ? readyDays : linkDays) * day;

export function recoveryState(row: Row | undefined, now: Date): z.infer<typeof RecoveryState> {
  if (!row) return { state: "none", readyAt: null };
  const { readyAt } = row;
  return { state: readyAt === null ? "asked" : readyAt > now ? "waiting" : "ready", readyAt };
}

/** Whoever has a factor at hand, or has chosen another password, has not lost everything: what was begun ends. */
export async function cancelRecovery(tx: Tx, personId: Id<"person">, at: Date): Promise<DomainEvent[]> {
  const ended = await tx
    .update(factorRecovery)
    .set({ endedAt: at })
    .where(and(eq(factorRecovery.personId, personId), isNull(factorRecovery.endedAt)))
    .returning({ id: factorRecovery.id });
  return ended.length > 0 ? [{ type: "factor_recovery.cancelled", subject: personId }] : [];
}
