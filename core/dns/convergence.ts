import { and, eq, inArray, isNull } from "drizzle-orm";
import * as Domains from "../domains/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import { wakeWaiting } from "../kernel/long-operation/plan.ts";
import {
  type Ctx,
  type DomainEvent,
  type Ports,
  record,
  type Scope,
  store as storeEvents,
} from "../kernel/operation.ts";
import { withoutChallenges } from "./challenge.ts";
import { type ChangeSet, difference, inverse, isEmpty } from "./change-set.state.ts";
import { after, claim, type Held, possible, scopeOf } from "./claim.ts";
import { type Look, lookElsewhere, noteLook } from "./external.ts";
import { recordsUnderWay } from "./managed.ts";
import type { DnsRecord } from "./record.state.ts";
import { settleStreamed, streamed } from "./streamed.ts";
import { zone, zoneChange, zoneRecord } from "./zone.sql.ts";
import { accept, plain, recordsOf, store, zoneDue } from "./zone-rows.ts";
import "./ports.ts";
import "./zone-desk.ts";

/** What came of telling the provider. */
interface Told {
  applied: Id<"zoneChange">[];
  refused: { id: Id<"zoneChange">; failureCode: string; failureMessage: string }[];
  /** What was there when the zone was met for the first time, and becomes its own. */
  found: readonly DnsRecord[];
  drift: ChangeSet;
  foreign: readonly string[];
  nameServers: readonly string[];
  delegatedTo: readonly string[];
  dnssec: boolean;
}

/**
 * Brings name servers to what a zone's records say, or looks whether those of others do. Any number of callers may try at
 * any time: one works, and begins with what the rows say and what the provider has.
 */
export async function converge(ctx: Ctx, { zoneId }: { zoneId: Id<"zone"> }): Promise<void> {
  const held = await claim(ctx, zoneId);
  if (!held) return;
  try {
    if (held.zone.endedAt !== null) await end(ctx, held);
    else if (held.zone.hosted === "rookery") {
      const applied = await streamed(ctx.ports, held);
      const told = applied ?? (await tell(ctx.ports, held));
      await conclude(ctx, held, (scope) =>
        "drift" in told ? settle(scope, held, told) : settleStreamed(scope, held, told),
      );
    } else {
      const look: Look = await lookElsewhere(ctx.ports, held);
      await conclude(ctx, held, (scope) => noteLook(scope, held, look));
    }
  } catch (error) {
    const waits = error instanceof DomainError && error.kind === "unavailable";
    await conclude(ctx, held, (scope) => postpone(scope, held, waits ? (error.retryAfterSeconds ?? 5) : 60));
    if (!waits) throw error;
  }
}

/** Reads what is there, and asks for each change by itself: a no to one says nothing of the others. */
async function tell({ zoneDesk, authoritativeDns }: Ports, { zone: row, records, pending }: Held): Promise<Told> {
  const there = await zoneDesk.read(row.name);
  if (!there) await zoneDesk.create(row.name);
  const at = there ?? (await zoneDesk.read(row.name));
  let actual: DnsRecord[] = (at?.records ?? []).map(plain);
  const wanted = records.map(plain);
  const base = pending.reduceRight<DnsRecord[]>((now, change) => after(now, inverse(change)), wanted);
  const found = row.checkedAt === null ? withoutChallenges(difference(base, actual)).adds : [];
  const told: Pick<Told, "applied" | "refused"> = { applied: [], refused: [] };
  for (const { id, removes, adds } of pending) {
    const step = possible(actual, { removes, adds });
    try {
      if (!isEmpty(step)) await zoneDesk.change(row.name, step, id);
      actual = after(actual, step);
      told.applied.push(id);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "registry.refused") throw error;
      const failureMessage = "The name servers’ operator does not take these records. They are out of the zone again.";
      told.refused.push({ id, failureCode: "zone.refused", failureMessage });
    }
  }
  const failed = new Set(told.refused.map(({ id }) => id));
  const kept = pending
    .filter(({ id }) => failed.has(id))
    .reduceRight<DnsRecord[]>((now, change) => after(now, inverse(change)), wanted);
  const servers = await authoritativeDns.zoneOf(row.name).catch(() => null);
  return {
    ...told,
    found,
    drift: withoutChallenges(difference([...kept, ...found], actual)),
    foreign: at?.foreign ?? [],
    nameServers: at?.nameServers ?? [],
    delegatedTo: servers?.zone === row.name ? servers.servers : [],
    dnssec: at?.dnssec ?? false,
  };
}

/** Writes down what came of it, unless somebody else has taken the zone over meanwhile. */
async function conclude(ctx: Ctx, { zone: { id }, token }: Held, write: (scope: Scope) => Promise<DomainEvent[]>) {
  const stored = await ctx.db.transaction({ role: "platform" }, async (tx) => {
    const [row] = await tx
      .select({ id: zone.id })
      .from(zone)
      .where(and(eq(zone.id, id), eq(zone.leaseToken, token)))
      .for("update");
    return row ? storeEvents(tx, ctx.now(), await write(scopeOf(ctx, tx))) : [];
  });
  if (stored.length > 0) await ctx.announce(stored);
}

const free = { leaseToken: null, leaseUntil: null };

async function settle(
  scope: Scope,
  { zone: { id: zoneId, accountId, domainId, name, drift: knownDrift } }: Held,
  told: Told,
) {
  const { tx, ctx } = scope;
  const now = ctx.now();
  if (told.applied.length > 0)
    await tx.update(zoneChange).set({ state: "applied", appliedAt: now }).where(inArray(zoneChange.id, told.applied));
  for (const { id, ...failure } of told.refused) {
    const [change] = await tx
      .update(zoneChange)
      .set({ state: "failed", revertsAt: null, ...failure })
      .where(eq(zoneChange.id, id))
      .returning();
    // What was only to go there again stays among the records.
    if (change && change.cause !== "restored") await takeOut(scope, zoneId, change);
    await record(scope, "zone.refused", { target: zoneId, accountId, after: { name } }, []);
  }
  if (told.found.length > 0) await takeOver(scope, zoneId, told.found);
  const drift = isEmpty(told.drift) ? null : told.drift;
  const { foreign, nameServers, delegatedTo, dnssec } = told;
  await Domains.noteNameServers(tx, domainId, delegatedTo);
  await tx
    .update(zone)
    .set({ drift, foreign, nameServers, dnssec, checkedAt: now, attempt: 0, ...free })
    .where(eq(zone.id, zoneId));
  if (drift && !knownDrift) await record(scope, "zone.drifted", { target: zoneId, accountId, after: { name } }, []);
  const open = and(eq(zoneChange.zoneId, zoneId), eq(zoneChange.state, "pending"));
  const woken = told.applied.length > 0 ? await wakeWaiting(tx, recordsUnderWay, now) : [];
  return (await tx.$count(zoneChange, open)) > 0 ? [zoneDue(zoneId), ...woken] : woken;
}

/** A change that was refused is in the records no more, as far as nobody built on it. */
async function takeOut(scope: Scope, zoneId: Id<"zone">, change: ChangeSet): Promise<void> {
  const [row] = await scope.tx.select().from(zone).where(eq(zone.id, zoneId));
  const records = await recordsOf(scope.tx, zoneId);
  const back = possible(records.map(plain), inverse(change));
  if (row && !isEmpty(back)) await store(scope, row, records, back, { owner: null });
}

async function takeOver(scope: Scope, zoneId: Id<"zone">, adds: readonly DnsRecord[]): Promise<void> {
  const [row] = await scope.tx.select().from(zone).where(eq(zone.id, zoneId));
  if (!row) return;
  const records = await recordsOf(scope.tx, zoneId);
  const change = { removes: [], adds: possible(records.map(plain), { removes: [], adds }).adds };
  if (isEmpty(change)) return;
  const { id } = await accept(scope, row, records, change, { cause: "found" });
  const made = { state: "applied", appliedAt: scope.ctx.now() } as const;
  await scope.tx.update(zoneChange).set(made).where(eq(zoneChange.id, id));
}

async function postpone({ tx, ctx }: Scope, { zone: { id, attempt } }: Held, seconds: number) {
  await tx
    .update(zone)
    .set({ attempt: attempt + 1, ...free })
    .where(eq(zone.id, id));
  const wait = Math.min(seconds * 2 ** Math.min(attempt, 8), 3600);
  return [zoneDue(id, new Date(ctx.now().getTime() + wait * 1000))];
}

/** The zone goes from our name servers, unless it is somebody else's by now, and its rows with it. */
async function end(ctx: Ctx, held: Held): Promise<void> {
  const { id, name, hosted } = held.zone;
  const successors = await ctx.db.transaction({ role: "platform" }, (tx) =>
    tx.$count(zone, and(eq(zone.name, name), isNull(zone.endedAt))),
  );
  if (hosted === "rookery" && successors === 0) await ctx.ports.zoneDesk.remove(name);
  await conclude(ctx, held, async ({ tx }) => {
    for (const table of [zoneRecord, zoneChange]) await tx.delete(table).where(eq(table.zoneId, id));
    await tx.delete(zone).where(eq(zone.id, id));
    return [];
  });
}
