import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

/** One session of any Postgres driver, as the owner of the schema; never a pool. */
export interface MigrationClient {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
}

export interface Migration {
  name: string;
  sha256: string;
  statements: string[];
}

const Journal = z.object({ entries: z.array(z.object({ idx: z.number(), tag: z.string().regex(/^[\w-]+$/) })) });

/** drizzle-kit's files in the order of its journal; none when there is no journal yet. */
export async function readMigrations(dir: string): Promise<Migration[]> {
  const journal = await readFile(path.join(dir, "meta", "_journal.json"), "utf8").catch(noneYet);
  if (journal === undefined) return [];
  const entries = Journal.parse(JSON.parse(journal)).entries.toSorted((a, b) => a.idx - b.idx);
  return Promise.all(
    entries.map(async ({ tag }) => {
      const text = await readFile(path.join(dir, `${tag}.sql`), "utf8");
      const statements = text.split("--> statement-breakpoint").filter((statement) => statement.trim() !== "");
      return { name: tag, sha256: createHash("sha256").update(text).digest("hex"), statements };
    }),
  );
}

export interface MigrateOptions {
  /**
   * Refuse a database that has migrations beyond ours and these, by name. A version that is gone back to knows less than
   * the one that it replaces.
   */
  knownElsewhere?: readonly string[];
}

/**
 * Applies what is missing, each migration in its own transaction, and returns the names applied.
 * Refuses to touch anything when a file that was applied before has changed since.
 */
export async function migrate(
  client: MigrationClient,
  migrations: readonly Migration[],
  { knownElsewhere }: MigrateOptions = {},
): Promise<string[]> {
  await exclusively(client, async () => {
    await client.query("create schema if not exists rookery");
    await client.query(
      `create table if not exists rookery.schema_migration (
        name text primary key,
        sha256 text not null,
        applied_at timestamptz not null default now()
      )`,
    );
  });
  const applied = await appliedHashes(client);
  for (const { name, sha256 } of migrations) {
    const before = applied.get(name);
    if (before !== undefined && before !== sha256) {
      throw new Error(`Migration ${name} was changed after it was applied; add a new migration instead.`);
    }
  }
  if (knownElsewhere !== undefined) {
    const known = new Set([...migrations.map(({ name }) => name), ...knownElsewhere]);
    const unknown = [...applied.keys()].filter((name) => !known.has(name));
    if (unknown.length > 0) {
      throw new Error(`The database is ahead of this version, which does not know ${unknown.join(", ")}.`);
    }
  }
  const names: string[] = [];
  for (const migration of migrations.filter(({ name }) => !applied.has(name))) {
    if (await apply(client, migration)) names.push(migration.name);
  }
  return names;
}

/** False when another process was faster while this one waited for the lock. */
async function apply(client: MigrationClient, { name, sha256, statements }: Migration): Promise<boolean> {
  try {
    return await exclusively(client, async () => {
      if ((await appliedHashes(client)).has(name)) return false;
      for (const statement of statements) await client.query(statement);
      await client.query("insert into rookery.schema_migration (name, sha256) values ($1, $2)", [name, sha256]);
      return true;
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Migration ${name} failed and was rolled back: ${reason}`, { cause });
  }
}

async function appliedHashes(client: MigrationClient): Promise<Map<string, string>> {
  const { rows } = await client.query("select name, sha256 from rookery.schema_migration");
  return new Map(rows.map((row) => [String(row.name), String(row.sha256)]));
}

/** A transaction that no other migration overlaps. The lock ends with it, so a pooler or a crash cannot keep it. */
export async function exclusively<T>(client: MigrationClient, run: () => Promise<T>): Promise<T> {
  await client.query("begin");
  try {
    await client.query("select pg_advisory_xact_lock(hashtextextended('rookery.schema_migration', 0))");
    const value = await run();
    await client.query("commit");
    return value;
  } catch (error) {
    // Where the connection is gone the transaction is too, and why is what counts.
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

function noneYet(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
