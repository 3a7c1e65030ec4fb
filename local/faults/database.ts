import { join } from "node:path";
import pg from "pg";
import { runningDatabase } from "../postgres/running-database.ts";

/** A superuser's connections to the database of a platform that runs on this data directory. */
export async function databaseOf(dataDir: string): Promise<pg.Pool> {
  const connectionString = await runningDatabase(join(dataDir, "postgres"));
  if (connectionString === undefined) throw new Error(`No Postgres runs on ${dataDir}.`);
  return new pg.Pool({ connectionString, max: 4 });
}
