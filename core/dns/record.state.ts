import { ownerName, type Writing } from "./domain-name.state.ts";
import type { RecordProblem } from "./record-problem.state.ts";
import { isRecordType, type RecordType, readData } from "./record-type.state.ts";

export { byPlace, recordKey } from "./record-place.state.ts";

/** A record as it is kept. Two that read the same are the same. */
export interface DnsRecord {
  /** Relative to the zone, "" for the zone itself. */
  name: string;
  type: RecordType;
  /** Seconds. */
  ttl: number;
  data: string;
}

/** A record as somebody wrote it. */
export interface WrittenRecord {
  name: string;
  type: string;
  ttl: number;
  data: string;
}

export const ttlRange = { least: 60, most: 604_800 } as const;

export type ReadRecord =
  | { record: DnsRecord }
  /** `field` is what the problem is about. */
  | { problem: RecordProblem; field: keyof WrittenRecord };

export function readRecord(written: WrittenRecord, writing: Writing): ReadRecord {
  const type = written.type.trim().toUpperCase();
  if (!isRecordType(type)) return { problem: "record.type", field: "type" };
  const name = ownerName(written.name, writing);
  if (name === undefined) return { problem: "record.name", field: "name" };
  const { ttl } = written;
  if (!Number.isInteger(ttl) || ttl < ttlRange.least || ttl > ttlRange.most)
    return { problem: "record.ttl", field: "ttl" };
  const data = readData(type, written.data, writing);
  return "problem" in data ? { ...data, field: "data" } : { record: { name, type, ttl, data: data.text } };
}
