import { createHash } from "node:crypto";
import type { MigrationClient } from "./migrate.ts";

export interface Break {
  chain: string;
  seq: number;
  /** Of the row at that place; null where there is none. */
  id: string | null;
  problem: "altered" | "removed" | "unlinked" | "added";
}

export interface Verdict {
  chains: number;
  rows: number;
  breaks: Break[];
}

interface Entry {
  chain: string;
  seq: number;
  previous_hash: string;
  hash: string;
  id: string;
  fields: (string | null)[];
}

interface End {
  seq: number;
  hash: string;
}

const batch = 1_000;
const breaksMax = 1_000;

const read = `
  select chain, seq::text as place, previous_hash, hash, id, json_build_array(
    previous_hash, chain, seq::text, id, account_id, action, actor::text, target, before::text, after::text, request_id,
    to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), by_staff::text
  ) as fields
  from audit_log where (chain, seq) > ($1, $2) order by chain, seq limit ${batch}`;

/**
 * Reads the whole audit log and computes every link anew, by itself and not by the database's function. Finds rows that
 * were altered, removed, moved or added by hand. For a session that sees every row.
 */
export async function verifyAuditChains(client: MigrationClient): Promise<Verdict> {
  const ends = new Map<string, End>();
  for (const { chain, seq, hash } of (await client.query("select chain, seq::text, hash from audit_chain")).rows) {
    ends.set(String(chain), { seq: Number(seq), hash: String(hash) });
  }
  const breaks: Break[] = [];
  const found = (one: Break) => breaks.length < breaksMax && breaks.push(one);
  const seen = new Map<string, End>();
  let rows = 0;
  for (let after: [string, number] = ["", 0]; ; ) {
    const entries = (await client.query(read, after)).rows.map(entryOf);
    for (const entry of entries) {
      const { chain, seq, id } = entry;
      const previous = seen.get(chain) ?? { seq: 0, hash: "" };
      for (let gone = previous.seq + 1; gone < seq && breaks.length < breaksMax; gone++) {
        found({ chain, seq: gone, id: null, problem: "removed" });
      }
      if (hashOf(entry) !== entry.hash) found({ chain, seq, id, problem: "altered" });
      else if (seq === previous.seq + 1 && entry.previous_hash !== previous.hash) {
        found({ chain, seq, id, problem: "unlinked" });
      }
      seen.set(chain, entry);
      after = [chain, seq];
    }
    rows += entries.length;
    if (entries.length < batch) break;
  }
  for (const [chain, end] of ends) {
    const last = seen.get(chain) ?? { seq: 0, hash: "" };
    for (let gone = last.seq + 1; gone <= end.seq && breaks.length < breaksMax; gone++) {
      found({ chain, seq: gone, id: null, problem: "removed" });
    }
    if (last.seq > end.seq) found({ chain, seq: last.seq, id: null, problem: "added" });
    else if (last.seq === end.seq && last.hash !== end.hash) {
      found({ chain, seq: last.seq, id: null, problem: "unlinked" });
    }
  }
  for (const [chain, { seq }] of seen) if (!ends.has(chain)) found({ chain, seq, id: null, problem: "added" });
  return { chains: ends.size, rows, breaks };
}

function entryOf(row: Record<string, unknown>): Entry {
  const { place, ...entry } = row as unknown as Entry & { place: string };
  return { ...entry, seq: Number(place) };
}

/** As `audit_hash` of the migrations. */
const hashOf = ({ fields }: Entry): string =>
  createHash("sha256")
    .update(["v1", ...fields.map((field) => (field === null ? "-" : `${Buffer.byteLength(field)}:${field}`))].join(";"))
    .digest("hex");
