import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { runningPostmaster } from "../postgres/postmaster.ts";

/** A superuser's connections to the database of a platform that runs on this data directory. */
export async function databaseOf(dataDir: string): Promise<pg.Pool> {
  const dir = join(dataDir, "postgres");
  const home = await realpath(join(dir, "moved-to")).catch(() => dir);
  const password = await readFile(join(home, "superuser-password"), "utf8");
  const running = await runningPostmaster(join(home, "data"));
  if (!running) throw new Error(`No Postgres runs on ${dataDir}.`);
  const connectionString = `postgres://postgres:${password}@127.0.0.1:${running.port}/rookery`;
  return new pg.Pool({ connectionString, max: 4 });
}
