import { and, eq, inArray, isNull, or } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { wholeName } from "./domain-name.state.ts";
import type { RecordType } from "./record-type.state.ts";
import { zone, zoneRecord } from "./zone.sql.ts";
import type { ZoneRow } from "./zone-rows.ts";

/** What leads visitors somewhere. */
const leading: readonly RecordType[] = ["A", "AAAA", "ALIAS", "CNAME"];

export interface LeadingRecord {
  zone: Pick<ZoneRow, "id" | "domainId" | "name" | "hosted">;
  /** Whole. */
  name: string;
  type: RecordType;
  data: string;
  /** Null: people set it. */
  owner: string | null;
}

/** The records of an account's zones by which one of these names leads somewhere, and those that lead to one of these targets. */
export async function leadingRecords(
  tx: Tx,
  accountId: Id<"account">,
  { names, targets }: { names: readonly string[]; targets: readonly string[] },
): Promise<LeadingRecord[]> {
  const labels = names.flatMap((name) => name.split(".").map((_, from, all) => all.slice(from).join(".")));
  const data = targets.flatMap((target) => [target, `${target}.`]);
  const held = and(eq(zone.accountId, accountId), isNull(zone.endedAt), inArray(zoneRecord.type, [...leading]));
  const rows = await tx
    .select({
      zone: { id: zone.id, domainId: zone.domainId, name: zone.name, hosted: zone.hosted },
      ...{ name: zoneRecord.name, type: zoneRecord.type, data: zoneRecord.data, owner: zoneRecord.owner },
    })
    .from(zoneRecord)
    .innerJoin(zone, eq(zone.id, zoneRecord.zoneId))
    .where(and(held, or(inArray(zoneRecord.data, data), inArray(zone.name, [...new Set(labels)]))))
    .orderBy(zone.name, zoneRecord.name, zoneRecord.type, zoneRecord.data);
  return rows
    .map((row) => ({ ...row, name: wholeName(row.name, row.zone.name) }))
    .filter((row) => names.includes(row.name) || data.includes(row.data));
}

/** Has it looked soon where the records of these zones lead: what they led to has just gone. */
export async function scanSoon(tx: Tx, zoneIds: readonly Id<"zone">[], now: Date): Promise<void> {
  if (zoneIds.length === 0) return;
  const ours = and(inArray(zone.id, [...new Set(zoneIds)]), eq(zone.hosted, "rookery"), isNull(zone.endedAt));
  await tx.update(zone).set({ scanAt: now }).where(ours);
}
