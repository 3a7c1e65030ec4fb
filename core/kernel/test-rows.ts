import { sql } from "drizzle-orm";
import type { Db, RawTx, Tx } from "./db.ts";

type Rows<T> = { rows: T[] };

/** These change with every request, whatever it does. */
const always = ["rate_limit", "idempotency"];

let tables: Promise<string[]> | undefined;
/** They are the same in every database of a run. */
const tablesIn = (tx: RawTx): Promise<string[]> => (tables ??= readTables(tx));

async function readTables(tx: RawTx): Promise<string[]> {
  const { rows } = (await tx.execute(sql`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname not like '\\_\\_%'
      and has_table_privilege('platform', oid, 'select') order by 1`)) as unknown as Rows<{ name: string }>;
  return rows.map(({ name }) => name);
}

/** A digest of every table's rows, to see what a request has changed. */
export function fingerprints(db: Db): Promise<Record<string, string>> {
  return db.transaction({ role: "platform" }, async (tx) => {
    const raw = tx as RawTx;
    const names = (await tablesIn(raw)).filter((name) => !always.includes(name));
    const each = names.map(
      (name) =>
        sql`select ${name}::text as name, md5(coalesce(string_agg(t::text, ';' order by t::text), '')) as digest from ${sql.identifier(name)} t`,
    );
    const { rows } = (await raw.execute(sql.join(each, sql` union all `))) as unknown as Rows<{
      name: string;
      digest: string;
    }>;
    return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
  });
}

/** The names of the tables that differ. */
export const changedIn = (before: Record<string, string>, after: Record<string, string>): string[] =>
  Object.keys(after).filter((name) => before[name] !== after[name]);

/** The tables with a row that holds this text anywhere, as the platform sees them. Within the transaction that wrote it. */
export async function tablesHolding(tx: Tx, text: string): Promise<string[]> {
  const raw = tx as RawTx;
  await raw.execute(sql`set local role platform`);
  const names = await tablesIn(raw);
  const each = names.map(
    (name) =>
      sql`select ${name}::text as name where exists (select from ${sql.identifier(name)} t where strpos(t::text, ${text}) > 0)`,
  );
  const { rows } = (await raw.execute(sql.join(each, sql` union all `))) as unknown as Rows<{ name: string }>;
  return rows.map(({ name }) => name);
}

/** Every column that there is. */
export function columnNames(db: Db): Promise<string[]> {
  return db.transaction({ role: "platform" }, async (tx) => {
    const { rows } = (await (tx as RawTx).execute(
      sql`select distinct column_name as name from information_schema.columns where table_schema = 'public' order by 1`,
    )) as unknown as Rows<{ name: string }>;
    return rows.map(({ name }) => name);
  });
}
