import { and, asc, eq, isNotNull, lte, or } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { type Ctx, record, type Scope, store as storeEvents } from "../kernel/operation.ts";
import { type ChangeSet, inverse } from "./change-set.state.ts";
import { type DnsRecord, recordKey } from "./record.state.ts";
import { zone, zoneChange } from "./zone.sql.ts";
import { findingsOf } from "./zone-finding.state.ts";
import { accept, type ChangeRow, plain, type RecordRow, recordsOf, store, type ZoneRow, zoneDue } from "./zone-rows.ts";

/** A little more than the function that works on zones may run. */
const leaseSeconds = 65;

/** A zone that one process works on, as it was when that began. */
export interface Held {
  token: string;
  zone: ZoneRow;
  records: RecordRow[];
  /** On their way, in the order in which the records took them. */
  pending: ChangeRow[];
  /** Whoever worked on it before has died over it. */
  wasLeft: boolean;
}

export const scopeOf = (ctx: Ctx, tx: Tx): Scope => {
  const { db: _, announce: __, committed: ___, ...rest } = ctx;
  return { tx, ctx: rest };
};

/** Takes a zone to work on, and makes those of its changes whose time has come. Undefined: somebody else has it. */
export async function claim(ctx: Ctx, zoneId: Id<"zone">): Promise<Held | undefined> {
  const now = ctx.now();
  const { held, stored } = await ctx.db.transaction({ role: "platform" }, async (tx) => {
    const [row] = await tx.select().from(zone).where(eq(zone.id, zoneId)).for("update");
    if (!row) return { stored: [] };
    if (row.leaseUntil !== null && row.leaseUntil > now)
      return { stored: await storeEvents(tx, now, [zoneDue(zoneId, row.leaseUntil)]) };
    if (row.endedAt === null) await makeDue(scopeOf(ctx, tx), row, now);
    const token = crypto.randomUUID();
    const leaseUntil = new Date(now.getTime() + leaseSeconds * 1000);
    const [leased] = await tx
      .update(zone)
      .set({ leaseToken: token, leaseUntil })
      .where(eq(zone.id, zoneId))
      .returning();
    const pending = await tx
      .select()
      .from(zoneChange)
      .where(and(eq(zoneChange.zoneId, zoneId), eq(zoneChange.state, "pending")))
      .orderBy(asc(zoneChange.version));
    const held: Held = {
      token,
      zone: leased ?? row,
      records: await recordsOf(tx, zoneId),
      pending,
      wasLeft: row.leaseToken !== null,
    };
    return { held, stored: [] };
  });
  if (stored.length > 0) await ctx.announce(stored);
  return held;
}

/** What was scheduled for now or before, and what nobody said that it is to stay. */
async function makeDue(scope: Scope, row: ZoneRow, now: Date): Promise<void> {
  const { tx } = scope;
  const isDue = or(
    and(eq(zoneChange.state, "scheduled"), lte(zoneChange.dueAt, now)),
    and(isNotNull(zoneChange.revertsAt), lte(zoneChange.revertsAt, now)),
  );
  const due = await tx
    .select()
    .from(zoneChange)
    .where(and(eq(zoneChange.zoneId, row.id), isDue))
    .orderBy(asc(zoneChange.id));
  for (const change of due) {
    const [fresh] = await tx.select().from(zone).where(eq(zone.id, row.id));
    if (!fresh) return;
    const records = await recordsOf(tx, row.id);
    if (change.state === "scheduled") await begin(scope, fresh, records, change);
    else await takeBack(scope, fresh, records, change);
  }
}

async function begin(scope: Scope, row: ZoneRow, records: RecordRow[], change: ChangeRow): Promise<void> {
  const { tx } = scope;
  const before = records.map(plain);
  const fits = isWhole(before, change) && !findingsOf(before, after(before, change), row.name).some(isError);
  const audit = { target: row.id, accountId: row.accountId, after: { name: row.name } };
  if (!fits) {
    const failure = { failureCode: "zone.changed", failureMessage: "The zone has changed since this was scheduled." };
    await tx
      .update(zoneChange)
      .set({ state: "failed", ...failure })
      .where(eq(zoneChange.id, change.id));
    await record(scope, "zone.schedule_missed", audit, []);
    return;
  }
  const version = await store(scope, row, records, change, { owner: null });
  await tx.update(zoneChange).set({ state: "pending", version }).where(eq(zoneChange.id, change.id));
  await record(scope, "zone.schedule_begun", audit, []);
}

async function takeBack(scope: Scope, row: ZoneRow, records: RecordRow[], change: ChangeRow): Promise<void> {
  await scope.tx.update(zoneChange).set({ revertsAt: null }).where(eq(zoneChange.id, change.id));
  const back = possible(records.map(plain), inverse(change));
  if (back.removes.length + back.adds.length === 0) return;
  await accept(scope, row, records, back, { cause: "reverted", undoes: change.id });
  await record(scope, "zone.revert", { target: row.id, accountId: row.accountId, after: { name: row.name } }, []);
}

const isError = ({ severity }: { severity: "error" | "warning" }) => severity === "error";

const isWhole = (records: readonly DnsRecord[], change: ChangeSet): boolean => {
  const part = possible(records, change);
  return part.removes.length === change.removes.length && part.adds.length === change.adds.length;
};

/** What of a change can be done to these records: what is to go is there, and what is to come is not. */
export function possible(records: readonly DnsRecord[], { removes, adds }: ChangeSet): ChangeSet {
  const [there, going] = [new Set(records.map(recordKey)), new Set(removes.map(recordKey))];
  return {
    removes: removes.filter((record) => there.has(recordKey(record))),
    adds: adds.filter((record) => !there.has(recordKey(record)) || going.has(recordKey(record))),
  };
}

/** The records after as much of a change as can be done. */
export function after(records: readonly DnsRecord[], change: ChangeSet): DnsRecord[] {
  const { removes, adds } = possible(records, change);
  const going = new Set(removes.map(recordKey));
  return [...records.filter((record) => !going.has(recordKey(record))), ...adds];
}
