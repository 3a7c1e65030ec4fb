import { z } from "zod";
import type { DnsRecord } from "../../dns/record.state.ts";
import { isRecordType, readData } from "../../dns/record-type.state.ts";

export const ResourceRecord = z.object({
  name: z.string().nullish(),
  ttl: z.number().nullish(),
  type: z.string(),
  value: z.string(),
  pref: z.number().nullish(),
});
export type ResourceRecord = z.output<typeof ResourceRecord>;

/** Their lists keep the first number of these apart from the rest. */
const withPreference = new Set(["MX", "SRV"]);

/** A record of theirs as we keep it, or undefined for what we do not know. Without a TTL of its own it has the zone's. */
export function recordOf(given: ResourceRecord, origin: string, zoneTtl: number): DnsRecord | undefined {
  const type = given.type.toUpperCase();
  if (!isRecordType(type)) return undefined;
  const { pref, value } = given;
  const written = withPreference.has(type) && typeof pref === "number" ? `${pref} ${value}` : value;
  // Texts come without their quotes; with them they are read as they are. Names come whole, with or without a dot.
  const read = readData(type, written, { origin, by: "person" });
  if ("problem" in read) return undefined;
  const name = given.name === "@" ? "" : (given.name ?? "");
  return { name, type, ttl: given.ttl || zoneTtl, data: read.text };
}

/** In the notation of zone files, which leaves no question open. */
export const rawOf = ({ name, ttl, type, data }: DnsRecord, origin: string): string =>
  `${name === "" ? "" : `${name}.`}${origin}. ${ttl} IN ${type} ${data}`;
