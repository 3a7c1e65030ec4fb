import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { type Ctx, store } from "../kernel/operation.ts";
import { zone } from "./zone.sql.ts";
import { zoneDue } from "./zone-rows.ts";

/** Of a minute: the provider lets everything together ask it three times a second. */
const lookedAtMax = 10;
const everyMs = 24 * 3_600_000;

/**
 * Has the zones on our name servers looked at that nobody has looked at for the longest, so that what somebody changed
 * there is found. Those whose look came to nothing are tried again by themselves.
 */
export async function sweepZones(ctx: Ctx): Promise<number> {
  const now = ctx.now();
  const stored = await ctx.db.transaction({ role: "platform" }, async (tx) => {
    const rows = await tx
      .select({ id: zone.id })
      .from(zone)
      .where(
        and(
          ...[eq(zone.hosted, "rookery"), isNull(zone.endedAt), isNull(zone.leaseUntil), eq(zone.attempt, 0)],
          lte(zone.checkedAt, new Date(now.getTime() - everyMs)),
        ),
      )
      .orderBy(asc(zone.checkedAt))
      .limit(lookedAtMax);
    return store(
      tx,
      now,
      rows.map(({ id }) => zoneDue(id)),
    );
  });
  if (stored.length > 0) await ctx.announce(stored);
  return stored.length;
}
