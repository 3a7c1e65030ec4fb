import type { DnsRecord } from "./record.state.ts";

/** Every type that is kept, in the order in which zones are shown. */
export const typeNames = [
  "A",
  "AAAA",
  "ALIAS",
  "CNAME",
  "MX",
  "TXT",
  "SRV",
  "CAA",
  "NS",
  "PTR",
  "TLSA",
  "SSHFP",
  "HTTPS",
  "SVCB",
] as const;
export type RecordType = (typeof typeNames)[number];

/** What tells one record from another. */
export const recordKey = ({ name, type, ttl, data }: DnsRecord): string => `${name} ${type} ${ttl} ${data}`;

/** From the zone down: a name stands before what is below it. */
const labelsFromTop = (name: string): string => name.split(".").reverse().join("\u0000");

/** The order in which zones are shown and written: by name, then by type, then by data. */
export function byPlace(one: DnsRecord, other: DnsRecord): number {
  const names = [labelsFromTop(one.name), labelsFromTop(other.name)] as const;
  if (names[0] !== names[1]) return names[0] < names[1] ? -1 : 1;
  if (one.type !== other.type) return typeNames.indexOf(one.type) - typeNames.indexOf(other.type);
  return one.data === other.data ? one.ttl - other.ttl : one.data < other.data ? -1 : 1;
}
