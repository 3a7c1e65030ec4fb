import { inArray, lte } from "drizzle-orm";
import type { Tx } from "./db.ts";
import { inbox, outbox } from "./kernel.sql.ts";

/** Queues keep a dead message for 14 days, and whoever looks at it asks for its event. */
const deliveredDays = 30;
/** Nothing is repeated to us after so long: Stripe resends for three days, and on request for thirty. */
const seenDays = 90;

const before = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000);

/** Forgets up to `limit` delivered events, and as many keys of what came in. Returns how many went. As the platform. */
export async function forgetDelivered(tx: Tx, now: Date, limit: number): Promise<number> {
  const delivered = tx
    .select({ id: outbox.id })
    .from(outbox)
    .where(lte(outbox.sentAt, before(now, deliveredDays)))
    .limit(limit);
  const seen = tx
    .select({ key: inbox.key })
    .from(inbox)
    .where(lte(inbox.seenAt, before(now, seenDays)))
    .limit(limit);
  const events = await tx.delete(outbox).where(inArray(outbox.id, delivered)).returning({ id: outbox.id });
  const keys = await tx.delete(inbox).where(inArray(inbox.key, seen)).returning({ key: inbox.key });
  return events.length + keys.length;
}
