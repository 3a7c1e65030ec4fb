import { and, eq } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import type { ManagedRecords } from "./managed.ts";
import type { DnsRecord } from "./record.state.ts";
import { zoneRecord } from "./zone.sql.ts";

/** What an owner has in a zone. */
export const recordsOfOwner = (
  tx: Tx,
  { zoneId, owner }: Pick<ManagedRecords, "zoneId" | "owner">,
): Promise<DnsRecord[]> =>
  tx
    .select({ name: zoneRecord.name, type: zoneRecord.type, ttl: zoneRecord.ttl, data: zoneRecord.data })
    .from(zoneRecord)
    .where(and(eq(zoneRecord.zoneId, zoneId), eq(zoneRecord.owner, owner)));
