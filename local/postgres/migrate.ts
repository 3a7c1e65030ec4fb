import pg from "pg";
import { type MigrationClient, migrate as migrateWith, readMigrations } from "#core/kernel/migrate.ts";

/** Brings the database up to `dir` as its owner, and returns the names of the migrations that were applied. */
export async function migrate({ ownerUrl, dir }: { ownerUrl: string; dir: string }): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on("error", () => {});
  await client.connect();
  const session: MigrationClient = { query: (text, values) => client.query(text, values) };
  try {
    return await migrateWith(session, await readMigrations(dir));
  } finally {
    await client.end();
  }
}
