import { inArray, lte, or } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { invitation } from "./invitation.sql.ts";
import { ownershipTransfer } from "./ownership-transfer.sql.ts";

/** Whoever opens an old link is told for so long what became of it. */
const endedDays = 30;

/** Forgets up to `limit` each of invitations and offers of an account that are over, however they ended. As the platform. */
export async function forgetEnded(tx: Tx, now: Date, limit: number): Promise<number> {
  const until = new Date(now.getTime() - endedDays * 86_400_000);
  const over = (of: typeof invitation | typeof ownershipTransfer) =>
    or(lte(of.acceptedAt, until), lte(of.withdrawnAt, until), lte(of.expiresAt, until));
  const invitations = tx.select({ id: invitation.id }).from(invitation).where(over(invitation)).limit(limit);
  const offers = tx
    .select({ id: ownershipTransfer.id })
    .from(ownershipTransfer)
    .where(over(ownershipTransfer))
    .limit(limit);
  const gone = [
    await tx.delete(invitation).where(inArray(invitation.id, invitations)).returning({ id: invitation.id }),
    await tx
      .delete(ownershipTransfer)
      .where(inArray(ownershipTransfer.id, offers))
      .returning({ id: ownershipTransfer.id }),
  ];
  return gone.reduce((sum, rows) => sum + rows.length, 0);
}
