import { and, desc, eq, inArray } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { type Id, newId } from "../kernel/id.ts";
import type { DomainEvent, Scope } from "../kernel/operation.ts";
import { difference, isEmpty } from "./change-set.state.ts";
import { type DnsRecord, recordKey } from "./record.state.ts";
import type { RecordType } from "./record-type.state.ts";
import { zone, zoneChange, zoneRecord } from "./zone.sql.ts";
import {
  accept,
  demandSound,
  lockZone,
  named,
  plain,
  type RecordRow,
  recordsOf,
  type ZoneRow,
  zoneDue,
} from "./zone-rows.ts";

/** What an operation waits for that needs records of a zone of ours: it looks as soon as name servers have taken some. */
export const recordsUnderWay = "zone.records_under_way";

export interface ManagedRecords {
  zoneId: Id<"zone">;
  /** The id of what needs them: alone it changes them and takes them away. */
  owner: string;
  /** Why, for people who look at the zone. */
  reason: string;
  /** All that this owner wants in this zone. */
  records: readonly DnsRecord[];
  /** Records of the customer that stand in the way go; else `zone.in_the_way` says which they are. */
  displace?: boolean;
}

const answers: ReadonlySet<RecordType> = new Set(["A", "AAAA", "ALIAS", "CNAME"]);
/** Whether one record keeps another from doing what it is there for. */
const stands = (one: DnsRecord, other: DnsRecord): boolean =>
  one.name === other.name &&
  (answers.has(one.type) ? answers.has(other.type) : one.type === "CNAME" || other.type === "CNAME");

/**
 * Has these records of an owner, and no others, in a zone. What is intended is stored with whatever else the transaction
 * stores; the returned events bring it to the name servers, or ask whoever answers for the zone elsewhere to set it.
 * `managedState` tells how far that is. Repeating it changes nothing.
 */
export async function putManagedRecords(scope: Scope, wanted: ManagedRecords): Promise<DomainEvent[]> {
  const row = await lockZone(scope.tx, wanted.zoneId);
  const held = await recordsOf(scope.tx, row.id);
  return row.hosted === "external" ? expect(scope, row, held, wanted) : put(scope, row, held, wanted);
}

/** Takes what an owner put there out of a zone, where there still is one. */
export async function removeManagedRecords(
  scope: Scope,
  { zoneId, owner }: Pick<ManagedRecords, "zoneId" | "owner">,
): Promise<DomainEvent[]> {
  const [there] = await scope.tx.select({ id: zone.id }).from(zone).where(eq(zone.id, zoneId));
  return there ? putManagedRecords(scope, { zoneId, owner, reason: "", records: [] }) : [];
}

async function put(scope: Scope, row: ZoneRow, held: readonly RecordRow[], wanted: ManagedRecords) {
  const { owner, reason, records, displace } = wanted;
  const own = held.filter((record) => record.owner === owner);
  const others = held.filter((record) => record.owner !== owner);
  const { removes, adds } = difference(own.map(plain), records);
  // What the customer set the same way already becomes the owner's.
  const adopted = others.filter((other) => adds.some((record) => recordKey(record) === recordKey(other)));
  const inTheWay = others.filter((other) => !adopted.includes(other) && adds.some((record) => stands(record, other)));
  const foreign = [...inTheWay, ...adopted].filter((other) => other.owner !== null);
  if (foreign.length > 0 || (inTheWay.length > 0 && !displace)) throw obstructed(foreign, inTheWay);
  if (adopted.length > 0) await adopt(scope.tx, adopted, owner, reason);
  const kept = new Set(adopted.map(recordKey));
  const change = {
    removes: [...removes, ...inTheWay.map(plain)],
    adds: adds.filter((record) => !kept.has(recordKey(record))),
  };
  if (isEmpty(change)) return [];
  const now = await recordsOf(scope.tx, row.id);
  await demandSound(now, change, row.name);
  await accept(scope, row, now, change, { cause: "managed", owner, reason });
  return [zoneDue(row.id)];
}

/** Where others answer, what we need there is looked for until it is there. */
async function expect({ tx }: Scope, row: ZoneRow, held: readonly RecordRow[], wanted: ManagedRecords) {
  const { owner, reason, records } = wanted;
  const own = held.filter((record) => record.owner === owner);
  const { removes, adds } = difference(own.map(plain), records);
  const going = new Set(removes.map(recordKey));
  const ids = own.filter((record) => going.has(recordKey(record))).map(({ id }) => id);
  if (ids.length > 0) await tx.delete(zoneRecord).where(inArray(zoneRecord.id, ids));
  if (adds.length === 0) return [];
  await tx.insert(zoneRecord).values(
    adds.map((record) => ({
      ...plain(record),
      ...{ id: newId("zoneRecord"), zoneId: row.id, accountId: row.accountId, owner, reason },
    })),
  );
  return [zoneDue(row.id)];
}

const adopt = (tx: Tx, records: readonly RecordRow[], owner: string, reason: string) =>
  tx
    .update(zoneRecord)
    .set({ owner, reason })
    .where(
      inArray(
        zoneRecord.id,
        records.map(({ id }) => id),
      ),
    );

function obstructed(foreign: readonly RecordRow[], inTheWay: readonly RecordRow[]): DomainError {
  const [other] = foreign;
  if (other) {
    const message = `${named(other)} is there for something else: ${other.reason ?? ""}`;
    return new DomainError("conflict", "zone.managed", message);
  }
  const some = inTheWay.slice(0, 3).map(named).join("; ");
  return new DomainError(
    "conflict",
    "zone.in_the_way",
    `These records are in the way: ${some}. They have to go first.`,
  );
}

export type ManagedState =
  /** Every name server answers with it, or soon will: the provider has taken it. */
  | { state: "applied" }
  | { state: "pending" }
  /** The provider said no, and the records are out of the zone again. */
  | { state: "failed"; code: string; message: string };

/** How far the records of an owner are. */
export async function managedState(
  tx: Tx,
  { zoneId, owner }: Pick<ManagedRecords, "zoneId" | "owner">,
): Promise<ManagedState> {
  const [last] = await tx
    .select()
    .from(zoneChange)
    .where(and(eq(zoneChange.zoneId, zoneId), eq(zoneChange.owner, owner)))
    .orderBy(desc(zoneChange.id))
    .limit(1);
  if (last?.state === "failed")
    return { state: "failed", code: last.failureCode ?? "zone.refused", message: last.failureMessage ?? "" };
  if (last?.state === "pending") return { state: "pending" };
  const records = await tx
    .select({ seenAt: zoneRecord.seenAt, hosted: zone.hosted })
    .from(zoneRecord)
    .innerJoin(zone, eq(zone.id, zoneRecord.zoneId))
    .where(and(eq(zoneRecord.zoneId, zoneId), eq(zoneRecord.owner, owner)));
  const missing = records.some(({ hosted, seenAt }) => hosted === "external" && seenAt === null);
  return { state: missing ? "pending" : "applied" };
}
