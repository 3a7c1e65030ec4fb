import { join } from "node:path";
import { urlOf } from "./bootstrap.ts";
import { startPostgres } from "./postgres.ts";
import { runningDatabase } from "./running-database.ts";

/**
 * A way to a platform's database for a command: that of DATABASE_URL when it is set. A platform that runs on this machine
 * is used while it runs; for one that does not, its Postgres is started meanwhile.
 */
export async function platformDatabase(dataDir: string): Promise<{ url: string; close(): Promise<void> }> {
  const given = process.env.DATABASE_URL;
  if (given) return { url: given, close: async () => {} };
  const dir = join(dataDir, "postgres");
  const running = await runningDatabase(dir);
  if (running) return { url: running, close: async () => {} };
  const { superuserUrl, stop } = await startPostgres({ dir, durability: "development" });
  return { url: urlOf(superuserUrl, { database: "rookery" }), close: stop };
}
