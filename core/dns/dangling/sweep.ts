import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { type Ctx, record } from "../../kernel/operation.ts";
import { scopeOf } from "../claim.ts";
import { recordKey } from "../record.state.ts";
import { zone } from "../zone.sql.ts";
import { plain, type RecordRow, recordsOf, type ZoneRow } from "../zone-rows.ts";
import {
  afterLook,
  danglingCodes,
  hostOf,
  proofHours,
  type Seen,
  type Suspicion,
  sendersOf,
} from "./dangling.state.ts";
import { lookAtRecords } from "./look.ts";
import { type OurRows, ours, oursOf } from "./ours.ts";
import "../ports.ts";

/** Of a minute. */
const lookedAtMax = 10;
/** Of a sweep: whatever it has not come to is looked at in the next one. */
const sweepMs = 25_000;
/** Of one zone, so that one with a thousand targets keeps no others waiting. */
const zoneMs = 10_000;
const usualMs = 24 * 3_600_000;
/** What is suspected is looked at once more, and what was proven may have been put right at the other end. */
const suspectedMs = (proofHours + 1) * 3_600_000;

interface Claimed {
  row: ZoneRow;
  records: RecordRow[];
  hosts: OurRows;
}

/** Looks where the records of zones on our name servers lead, a few zones a minute, each once a day. */
export async function sweepDangling(ctx: Ctx): Promise<number> {
  const until = performance.now() + sweepMs;
  for (let count = 0; count < lookedAtMax && performance.now() < until; count++) {
    const claimed = await claim(ctx);
    if (!claimed) return count;
    const { row, records, hosts } = claimed;
    const { authoritativeDns } = ctx.ports;
    const seen = await lookAtRecords(authoritativeDns, records, {
      ...{ origin: row.name, ours: await ours(authoritativeDns, hosts, records) },
      until: Math.min(until, performance.now() + zoneMs),
    });
    await settle(ctx, row.id, seen);
  }
  return lookedAtMax;
}

/** Whoever has taken a zone is the only one to look at it; who dies meanwhile is followed a day later. */
async function claim(ctx: Ctx): Promise<Claimed | undefined> {
  const now = ctx.now();
  return ctx.db.transaction({ role: "platform" }, async (tx) => {
    const isOurs = and(eq(zone.hosted, "rookery"), isNull(zone.endedAt));
    const [row] = await tx
      .select()
      .from(zone)
      .where(and(isOurs, lte(zone.scanAt, now)))
      .orderBy(asc(zone.scanAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!row) return undefined;
    await tx
      .update(zone)
      .set({ scanAt: new Date(now.getTime() + usualMs) })
      .where(eq(zone.id, row.id));
    // What Rookery put there goes with what it is there for.
    const records = (await recordsOf(tx, row.id)).filter(leadsSomewhere);
    return { row, records, hosts: await oursOf(tx, ctx.ports.addresses, row.accountId, records) };
  });
}

const leadsSomewhere = (one: RecordRow): boolean =>
  one.owner === null &&
  (one.type === "A" || one.type === "AAAA" || hostOf(one) !== undefined || sendersOf(one).length > 0);

/** Writes down what came of it, and tells once of what has become certain and is dangerous. */
async function settle(ctx: Ctx, zoneId: ZoneRow["id"], seen: ReadonlyMap<string, Seen>): Promise<void> {
  const now = ctx.now();
  const stored = await ctx.db.transaction({ role: "platform" }, async (tx) => {
    const [row] = await tx.select().from(zone).where(eq(zone.id, zoneId)).for("update");
    if (!row) return [];
    const records = (await recordsOf(tx, zoneId)).filter(leadsSomewhere).map(plain);
    const dangling = afterLook(row.dangling, records, seen, now);
    const isSuspected = dangling.length > 0;
    const next = isSuspected ? { scanAt: new Date(now.getTime() + suspectedMs) } : {};
    await tx
      .update(zone)
      .set({ dangling, ...next })
      .where(eq(zone.id, zoneId));
    const known = new Set(row.dangling.filter(isDangerous).map(recordKey));
    if (!dangling.some((one) => isDangerous(one) && !known.has(recordKey(one)))) return [];
    const { accountId, name } = row;
    const told = [{ type: "zone.endangered", subject: zoneId }];
    return record(scopeOf(ctx, tx), "zone.endangered", { target: zoneId, accountId, after: { name } }, told);
  });
  if (stored.length > 0) await ctx.announce(stored);
}

const isDangerous = ({ code, provenAt }: Suspicion): boolean => provenAt !== null && danglingCodes[code] === "danger";
