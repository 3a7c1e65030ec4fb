import { type NeonProxy, startNeonProxy } from "../neon/neon-proxy.ts";
import { bootstrapDatabase, urlOf } from "../postgres/bootstrap.ts";
import { migrate } from "../postgres/migrate.ts";
import { startPostgres } from "../postgres/postgres.ts";
import { runningParts } from "./running-parts.ts";

export interface DatabaseOptions {
  dir: string;
  migrations: string;
  appPassword: string;
  ownerPassword: string;
}

export interface Database {
  /** As the login of the functions. */
  appUrl: string;
  neonProxy: NeonProxy["address"];
  stop(): Promise<void>;
}

const database = "rookery";

/** Postgres with its logins made and every migration applied, behind the protocols that Neon speaks. */
export async function startDatabase({
  dir,
  migrations,
  appPassword,
  ownerPassword,
}: DatabaseOptions): Promise<Database> {
  const parts = runningParts();
  try {
    const postgres = parts.add(await startPostgres({ dir, durability: "development" }), (server) => server.stop());
    const { superuserUrl } = postgres;
    await bootstrapDatabase({ superuserUrl, database, appPassword, ownerPassword });
    const ownerUrl = urlOf(superuserUrl, { database, user: "rookery_owner", password: ownerPassword });
    await migrate({ ownerUrl, dir: migrations });
    const neon = parts.add(await startNeonProxy({ postgres }), (proxy) => proxy.stop());
    const appUrl = urlOf(superuserUrl, { database, user: "app", password: appPassword });
    return { appUrl, neonProxy: neon.address, stop: parts.stop };
  } catch (error) {
    await parts.stop();
    throw error;
  }
}
