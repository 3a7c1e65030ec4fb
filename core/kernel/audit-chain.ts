import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { RawTx, Tx } from "./db.ts";
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

interface Link {
  seq: number;
  hash: string;
}

/** The last row that was read, and what else was known of its chain at that moment. */
export interface Place extends Link {
  chain: string;
  /** Where the chain ends; null when it has no end, which somebody took away then. */
  end: Link | null;
  /** How far an earlier reading came. */
  verified: Link | null;
}

export interface Piece {
  rows: number;
  breaks: Break[];
  last: Place;
  /** There is nothing behind it. */
  finished: boolean;
}

interface Entry extends Place {
  id: string;
  previousHash: string;
  fields: (string | null)[];
}

const batch = 1_000;
export const breaksMax = 1_000;

export const beginningOf = (chain: string): Place => ({ chain, seq: 0, hash: "", end: null, verified: null });
const beforeAll = beginningOf("");

/** One statement, so that rows and ends are those of one moment, whoever writes meanwhile. */
const read = (where: string) => `
  select l.chain, l.seq::text, l.previous_hash, l.hash, l.id, json_build_array(
    l.previous_hash, l.chain, l.seq::text, l.id, l.account_id, l.action, l.actor::text, l.target, l.before::text,
    l.after::text, l.request_id, to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), l.by_staff::text
  ) as fields, c.seq::text as end_seq, c.hash as end_hash, v.seq::text as verified_seq, v.hash as verified_hash
  from audit_log l left join audit_chain c on c.chain = l.chain left join audit_verified v on v.chain = l.chain
  where ${where} order by l.chain, l.seq limit ${batch}`;
const readAll = read("(l.chain, l.seq) > ($1, $2)");
const readChain = read("l.chain = $1 and l.seq > $2");

const chainsWithoutRows = `
  select chain, greatest(c.seq, v.seq)::text as seq from audit_chain c full join audit_verified v using (chain)
  where not exists (select from audit_log l where l.chain = coalesce(c.chain, v.chain)) order by chain`;

/**
 * Reads the whole audit log and computes every link anew, by itself and not by the database's function. Finds rows that
 * were altered, removed, moved or added by hand. For a session that sees every row.
 */
export async function verifyAuditChains(client: MigrationClient): Promise<Verdict> {
  const breaks: Break[] = [];
  let rows = 0;
  for (let from = beforeAll; ; ) {
    const piece = await verifyPiece(client, from);
    breaks.push(...piece.breaks.slice(0, breaksMax - breaks.length));
    rows += piece.rows;
    if (piece.finished) break;
    from = piece.last;
  }
  const [counted] = (await client.query("select count(*)::text as chains from audit_chain")).rows;
  return { chains: Number(counted?.chains), rows, breaks };
}

/** Some rows of the whole log, in the order of chains. */
export async function verifyPiece(client: MigrationClient, from: Place = beforeAll): Promise<Piece> {
  const piece = await verifyNext(client, readAll, from);
  if (!piece.finished) return piece;
  const lost = (await client.query(chainsWithoutRows)).rows.flatMap(({ chain, seq }) =>
    removed(String(chain), 1, Number(seq)),
  );
  return { ...piece, breaks: [...piece.breaks, ...lost] };
}

/** Some rows of one chain. */
export const verifyChain = (client: MigrationClient, from: Place): Promise<Piece> =>
  verifyNext(client, readChain, from);

/** For what runs inside a transaction of the platform. */
export const inside = (tx: Tx): MigrationClient => ({
  async query(text, values = []) {
    const pieces = text
      .split(/\$(\d)/)
      .map((piece, n) => (n % 2 === 0 ? sql.raw(piece) : sql`${values[Number(piece) - 1]}`));
    return (await (tx as RawTx).execute(sql.join(pieces))) as unknown as Awaited<ReturnType<MigrationClient["query"]>>;
  },
});

async function verifyNext(client: MigrationClient, statement: string, from: Place): Promise<Piece> {
  const entries = (await client.query(statement, [from.chain, from.seq])).rows.map(entryOf);
  const breaks: Break[] = [];
  let last = from;
  for (const { id, fields, previousHash, ...place } of entries) {
    const { chain, seq, hash, verified } = place;
    if (chain !== last.chain) {
      breaks.push(...breaksAtEnd(last));
      last = beginningOf(chain);
    }
    breaks.push(...removed(chain, last.seq + 1, seq - 1));
    const rewritten = verified?.seq === seq && verified.hash !== hash;
    if (hashOf(fields) !== hash || rewritten) breaks.push({ chain, seq, id, problem: "altered" });
    else if (seq === last.seq + 1 && previousHash !== last.hash) breaks.push({ chain, seq, id, problem: "unlinked" });
    last = place;
  }
  const finished = entries.length < batch;
  if (finished) breaks.push(...breaksAtEnd(last));
  return { rows: entries.length, breaks, last, finished };
}

function breaksAtEnd({ chain, seq, hash, end, verified }: Place): Break[] {
  if (chain === "") return [];
  if (end === null) return [{ chain, seq, id: null, problem: "added" }];
  const until = Math.max(end.seq, verified?.seq ?? 0);
  if (until > seq) return removed(chain, seq + 1, until);
  if (seq > end.seq) return [{ chain, seq, id: null, problem: "added" }];
  return hash === end.hash ? [] : [{ chain, seq, id: null, problem: "unlinked" }];
}

const removed = (chain: string, first: number, last: number): Break[] =>
  Array.from({ length: Math.max(0, Math.min(last - first + 1, breaksMax)) }, (_, n) => ({
    chain,
    seq: first + n,
    id: null,
    problem: "removed",
  }));

const linkOf = (seq: unknown, hash: unknown): Link | null =>
  seq === null ? null : { seq: Number(seq), hash: String(hash) };

const entryOf = (row: Record<string, unknown>): Entry => ({
  ...{ chain: String(row.chain), seq: Number(row.seq), hash: String(row.hash), id: String(row.id) },
  ...{ previousHash: String(row.previous_hash), fields: row.fields as Entry["fields"] },
  ...{ end: linkOf(row.end_seq, row.end_hash), verified: linkOf(row.verified_seq, row.verified_hash) },
});

/** As `audit_hash` of the migrations. */
const hashOf = (fields: Entry["fields"]): string =>
  createHash("sha256")
    .update(["v1", ...fields.map((field) => (field === null ? "-" : `${Buffer.byteLength(field)}:${field}`))].join(";"))
    .digest("hex");
