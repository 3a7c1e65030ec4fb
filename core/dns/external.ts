import { and, eq, inArray, isNull } from "drizzle-orm";
import * as Domains from "../domains/index.ts";
import type { DomainEvent, Ports, Scope } from "../kernel/operation.ts";
import type { Held } from "./claim.ts";
import { wholeName } from "./domain-name.state.ts";
import { wordsOf } from "./octets.state.ts";
import type { AskedType } from "./ports.ts";
import type { RecordType } from "./record-type.state.ts";
import { zone, zoneRecord } from "./zone.sql.ts";
import { type RecordRow, zoneDue } from "./zone-rows.ts";

/** What the servers of others say of what we need there. */
export interface Look {
  servers: readonly string[];
  seen: RecordRow["id"][];
}

const minute = 60;
/** Most records are set while somebody watches; who sets one next week is told by mail. */
const waits = [
  { until: 20, seconds: 15 },
  { until: 60, seconds: minute },
  { until: 200, seconds: 10 * minute },
] as const;
const longestWait = 60 * minute;

const asked: ReadonlySet<RecordType> = new Set(["A", "AAAA", "CAA", "CNAME", "MX", "NS", "TXT"]);
const isAsked = (type: RecordType): type is RecordType & AskedType => asked.has(type);

/** Asks every server that answers for the zone for each record that was not seen yet. */
export async function lookElsewhere({ authoritativeDns }: Ports, { zone: { name }, records }: Held): Promise<Look> {
  const found = await authoritativeDns.zoneOf(name);
  const seen: Look["seen"] = [];
  for (const record of records) {
    if (record.seenAt !== null || !isAsked(record.type)) continue;
    const answers = await authoritativeDns.ask(wholeName(record.name, name), record.type);
    const answering = answers.filter(({ values }) => values !== null);
    const value = asAnswered(record);
    if (answering.length > 0 && answering.every(({ values }) => values?.includes(value))) seen.push(record.id);
  }
  return { servers: found?.servers ?? [], seen };
}

/** A record's data as servers are heard to answer: without the ends of names, and texts whole. */
function asAnswered({ type, data }: RecordRow): string {
  if (type === "TXT") return (wordsOf(data) ?? []).map(({ octets }) => octets).join("");
  return data.replace(/\.$/, "");
}

export async function noteLook(
  { tx, ctx }: Scope,
  { zone: row }: Held,
  { servers, seen }: Look,
): Promise<DomainEvent[]> {
  const now = ctx.now();
  if (seen.length > 0) await tx.update(zoneRecord).set({ seenAt: now }).where(inArray(zoneRecord.id, seen));
  const missing = await tx.$count(zoneRecord, and(eq(zoneRecord.zoneId, row.id), isNull(zoneRecord.seenAt)));
  const attempt = missing === 0 || seen.length > 0 ? 0 : row.attempt + 1;
  await Domains.noteNameServers(tx, row.domainId, servers);
  await tx.update(zone).set({ checkedAt: now, attempt, leaseToken: null, leaseUntil: null }).where(eq(zone.id, row.id));
  if (missing > 0) {
    const seconds = waits.find(({ until }) => attempt < until)?.seconds ?? longestWait;
    return [zoneDue(row.id, new Date(now.getTime() + seconds * 1000))];
  }
  return seen.length > 0 ? [{ type: "zone.records_seen", subject: row.id }] : [];
}
