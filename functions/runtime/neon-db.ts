import { Pool, type PoolClient } from "@neondatabase/serverless";
import { drizzle } from "drizzle-orm/neon-serverless";
import { type Db, poolDb, type Tx } from "#core/kernel/db.ts";
import { preparing } from "#core/kernel/prepared-statement.ts";
import type { Secret } from "#core/kernel/secret.ts";
import type { Config } from "./config.ts";
import { log } from "./log.ts";
import { throughProxy } from "./neon-proxy.ts";

/**
 * The database of one sandbox. A sandbox works on one event at a time, but that event may read in parallel and write a
 * log meanwhile. Sockets rarely survive a freeze, so idle ones are given up early.
 */
export function neonDb(
  config: Pick<Config, "NEON_PROXY"> & { DATABASE_URL: Secret<string> },
): Db & { end(): Promise<void> } {
  throughProxy(config.NEON_PROXY);
  const pool = new Pool({
    connectionString: config.DATABASE_URL.reveal(),
    max: 4,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 15_000,
  });
  // While a connection is lent the pool does not listen for its loss; what it is lent for finds out by itself.
  pool.on("connect", (connection: PoolClient) => connection.on("error", () => {}));
  pool.on("error", () => log("warn", "an idle database connection was lost"));
  return {
    ...poolDb<PoolClient>(pool, (connection) => drizzle(preparing(connection)) as unknown as Tx),
    end: () => pool.end(),
  };
}
