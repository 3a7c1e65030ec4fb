import { byPlace, type DnsRecord } from "./record.state.ts";

const ttlUsual = 3600;

/** A zone as a file that any name server reads. ALIAS is nobody's standard: servers that do not know it say so. */
export function exportZone(records: readonly DnsRecord[], origin: string): string {
  const lines = records.toSorted(byPlace).map(({ name, ttl, type, data }) => {
    const owner = name === "" ? "@" : name;
    return [owner, ttl === ttlUsual ? "" : String(ttl), "IN", type, data].join("\t");
  });
  return [`$ORIGIN ${origin}.`, `$TTL ${ttlUsual}`, ...lines, ""].join("\n");
}
