import { z } from "zod";
import { importZone } from "#core/dns/zone-import.state.ts";
import { Refusal } from "./answer.ts";
import type { StoredRecord } from "./tables.ts";

export const ResourceRecord = z.strictObject({
  name: z.string().max(255).optional(),
  ttl: z.int().min(0).max(2_147_483_647).optional(),
  type: z.string().optional(),
  value: z.string().max(65_535).optional(),
  pref: z.int().min(0).max(65_535).optional(),
  raw: z.string().max(65_535).optional(),
});

/** Their lists keep the first number of these apart. */
const withPreference = new Set(["MX", "SRV"]);

/** As zone files write it. What a name server would not load is refused. */
export function storedRecord(given: z.output<typeof ResourceRecord>, origin: string): StoredRecord {
  const line = given.raw ?? lineOf(given, origin);
  const { records, leftOut } = importZone(line, origin);
  const [record] = records;
  if (!record || records.length > 1 || leftOut.length > 0)
    throw new Refusal(
      "E0210",
      `The record ${JSON.stringify(line)} is not one: ${leftOut[0]?.why ?? "more than one line"}.`,
    );
  return record;
}

function lineOf({ name = "", ttl, type, value, pref }: z.output<typeof ResourceRecord>, origin: string): string {
  if (type === undefined || value === undefined) throw new Refusal("E0211", "A record has a type and a value.");
  const owner = name === "" || name === "@" ? "" : `${name}.`;
  const preference = withPreference.has(type) && pref !== undefined ? `${pref} ` : "";
  const text = type === "TXT" && !value.startsWith('"') ? `"${value.replaceAll(/["\\]/g, "\\$&")}"` : value;
  return `${owner}${origin}. ${ttl ?? ""} IN ${type} ${preference}${text}`;
}

/** As their lists show it: without quotes around texts, names whole and without a dot at their end. */
export function shownRecord({ name, ttl, type, data }: StoredRecord): object {
  if (type === "TXT") {
    const text =
      data
        .match(/"(?:[^"\\]|\\.)*"/g)
        ?.map((piece) => piece.slice(1, -1))
        .join("") ?? data;
    return { name, ttl, type, value: /\\/.test(text) ? data : text };
  }
  const preference = withPreference.has(type) ? Number(data.slice(0, data.indexOf(" "))) : undefined;
  const value = preference === undefined ? data : data.slice(data.indexOf(" ") + 1);
  return { name, ttl, type, value, ...(preference !== undefined && { pref: preference }) };
}
