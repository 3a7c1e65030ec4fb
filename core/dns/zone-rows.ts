import { eq, inArray } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { type Id, newId } from "../kernel/id.ts";
import type { DomainEvent, Scope } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import { apply, type ChangeSet } from "./change-set.state.ts";
import { byPlace, type DnsRecord, recordKey } from "./record.state.ts";
import { zone, zoneChange, zoneRecord } from "./zone.sql.ts";

export type ZoneRow = typeof zone.$inferSelect;
export type RecordRow = typeof zoneRecord.$inferSelect;
export type ChangeRow = typeof zoneChange.$inferSelect;

export async function readZoneRow(tx: Tx, zoneId: Id<"zone">): Promise<ZoneRow> {
  const [row] = await tx.select().from(zone).where(eq(zone.id, zoneId));
  if (!row) throw notFound("zone");
  return row;
}

/** Changes of one zone follow each other. */
export async function lockZone(tx: Tx, zoneId: Id<"zone">): Promise<ZoneRow> {
  const [row] = await tx.select().from(zone).where(eq(zone.id, zoneId)).for("update");
  if (!row) throw notFound("zone");
  return row;
}

export async function recordsOf(tx: Tx, zoneId: Id<"zone">): Promise<RecordRow[]> {
  const rows = await tx.select().from(zoneRecord).where(eq(zoneRecord.zoneId, zoneId));
  return rows.toSorted(byPlace);
}

export const plain = ({ name, type, ttl, data }: DnsRecord): DnsRecord => ({ name, type, ttl, data });

/** Looks at the zone, and brings its name servers to what its records say. */
export const zoneDue = (zoneId: Id<"zone">, dueAt?: Date): DomainEvent => ({
  type: "zone.due",
  subject: zoneId,
  ...(dueAt && { dueAt }),
});

type New = Pick<ChangeRow, "cause"> & Partial<Pick<ChangeRow, "undoes" | "owner" | "revertsAt">> & { reason?: string };

/**
 * Makes a change of the zone's records, whole or not at all, and writes it down for whoever tells the name servers. The
 * zone is locked, and `records` are its own.
 */
export async function accept(
  { tx, ctx }: Scope,
  row: ZoneRow,
  records: readonly RecordRow[],
  { removes, adds }: ChangeSet,
  { reason, ...why }: New,
): Promise<ChangeRow> {
  const version = await store({ tx }, row, records, { removes, adds }, { owner: why.owner ?? null, reason });
  return only(
    await tx
      .insert(zoneChange)
      .values({
        id: newId("zoneChange"),
        zoneId: row.id,
        accountId: row.accountId,
        state: "pending",
        removes: removes.map(plain),
        adds: adds.map(plain),
        version,
        requestedBy: ctx.actor,
        createdAt: ctx.now(),
        ...why,
      })
      .returning(),
  );
}

/** The records alone. Returns the zone's new version. */
export async function store(
  { tx }: Pick<Scope, "tx">,
  { id: zoneId, accountId, version, dangling }: ZoneRow,
  records: readonly RecordRow[],
  { removes, adds }: ChangeSet,
  { owner, reason }: { owner: string | null; reason?: string | undefined },
): Promise<number> {
  const applied = apply(records, { removes, adds });
  if (!("records" in applied)) throw changedMeanwhile(applied);
  const gone = new Set(removes.map(recordKey));
  const ids = records.filter((record) => gone.has(recordKey(record))).map(({ id }) => id);
  if (ids.length > 0) await tx.delete(zoneRecord).where(inArray(zoneRecord.id, ids));
  if (adds.length > 0)
    await tx.insert(zoneRecord).values(
      adds.map((record) => ({
        ...plain(record),
        ...{ id: newId("zoneRecord"), zoneId, accountId, owner },
        reason: owner === null ? null : (reason ?? null),
      })),
    );
  await tx
    .update(zone)
    // What was found of a record that goes is forgotten with the next look.
    .set({ version: version + 1, ...(dangling.some((one) => gone.has(recordKey(one))) && { scanAt: new Date(0) }) })
    .where(eq(zone.id, zoneId));
  return version + 1;
}

/** Refuses a change that would leave records together that cannot be. */
export async function demandSound(held: readonly RecordRow[], change: ChangeSet, origin: string): Promise<void> {
  // Few requests need it, and functions that begin wait for what they hold.
  const { findingsOf, findingText } = await import("./zone-finding.state.ts");
  const before = held.map(plain);
  const applied = apply(before, change);
  if (!("records" in applied)) throw changedMeanwhile(applied);
  const error = findingsOf(before, applied.records, origin).find(({ severity }) => severity === "error");
  if (!error) return;
  const which = error.records.map(named).join("; ");
  throw new DomainError("conflict", error.code, `${findingText(error.code)} (${which})`);
}

export const named = ({ name, type, data }: DnsRecord): string => `${name === "" ? "@" : name} ${type} ${data}`;

export function changedMeanwhile({ missing, present }: { missing: DnsRecord[]; present: DnsRecord[] }) {
  const some = [...missing, ...present].slice(0, 3).map(named).join("; ");
  return new DomainError("conflict", "zone.changed", `These records have changed meanwhile: ${some}.`);
}
