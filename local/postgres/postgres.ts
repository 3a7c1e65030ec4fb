import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { freePort } from "../platform/free-port.ts";
import { refuseProduction } from "../platform/refuse-production.ts";
import { installedBinaries } from "./binaries.ts";
import { openCluster } from "./cluster.ts";
import { type Postmaster, removeStaleLock, runningPostmaster, stopPostmaster } from "./postmaster.ts";
import { spawnServer } from "./server-process.ts";
import { serverUser } from "./server-user.ts";

const ATTEMPTS_AT_A_FREE_PORT = 5;

/** What survives: `development` any crash of a process, `test` only a clean stop. Neither survives a power cut. */
const DURABILITY = {
  development: { fsync: "off", synchronous_commit: "on", full_page_writes: "on" },
  test: { fsync: "off", synchronous_commit: "off", full_page_writes: "off" },
} as const;

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  timezone: "UTC",
  log_timezone: "UTC",
  jit: "off",
  io_method: "sync",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_logical_replication_workers: "0",
  max_wal_size: "256MB",
  log_checkpoints: "off",
  // A failed statement reaches the caller; written to a log, it would put customers' data there.
  log_min_messages: "log",
  log_min_error_statement: "panic",
};

export interface PostgresOptions {
  dir: string;
  port?: number;
  durability: keyof typeof DURABILITY;
}

export interface Postgres {
  host: string;
  port: number;
  superuserUrl: string;
  stop(): Promise<void>;
}

/**
 * Postgres 18 on 127.0.0.1, kept under `dir`. One that a killed parent left running is taken over.
 * With LOCAL_DATABASE_URL set, that server is used as it is and never stopped.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  refuseProduction("Postgres");
  const foreign = process.env.LOCAL_DATABASE_URL;
  if (foreign) {
    const { hostname, port } = new URL(foreign);
    return { host: hostname, port: Number(port || 5432), superuserUrl: foreign, stop: async () => {} };
  }
  const user = await serverUser();
  const native = await installedBinaries(user);
  const cluster = await openCluster(path.resolve(options.dir), native, user);
  const url = (port: number) => `postgres://postgres:${cluster.superuserPassword}@127.0.0.1:${port}/postgres`;
  const settings = { ...SETTINGS, ...DURABILITY[options.durability] };

  const postmaster =
    (await takeOver(cluster, options, url)) ??
    (await atFreePort(options.port, async (port) => {
      await removeStaleLock(cluster.data);
      const pid = await spawnServer({ native, user, settings, port, data: cluster.data, log: cluster.log });
      return { pid, port };
    }));
  await writeFile(cluster.parent, String(process.pid));
  return {
    host: "127.0.0.1",
    port: postmaster.port,
    superuserUrl: url(postmaster.port),
    stop: () => stopPostmaster(cluster.data, postmaster.pid),
  };
}

async function takeOver(
  cluster: { data: string; parent: string },
  { dir, port, durability }: PostgresOptions,
  url: (port: number) => string,
): Promise<{ pid: number; port: number } | undefined> {
  const running = await runningPostmaster(cluster.data);
  if (!running) return undefined;
  const startedBy = Number(await readFile(cluster.parent, "utf8").catch(() => "0"));
  if (running.parentPid === startedBy) {
    throw new Error(`Postgres in ${dir} is in use by process ${startedBy}; stop that one first.`);
  }
  if ((!port || port === running.port) && (await answers(running, url(running.port), DURABILITY[durability]))) {
    return running;
  }
  await stopPostmaster(cluster.data, running.pid);
  return undefined;
}

async function answers(running: Postmaster, url: string, durability: Record<string, string>): Promise<boolean> {
  if (!running.ready) return false;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string; setting: string }>(
      "select name, setting from pg_settings where name = any($1)",
      [Object.keys(durability)],
    );
    return rows.every(({ name, setting }) => durability[name] === setting);
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Postgres cannot pick a port itself, and a free one may be taken before it binds. */
async function atFreePort<T>(wanted: number | undefined, start: (port: number) => Promise<T>): Promise<T> {
  if (wanted) return start(wanted);
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(await freePort());
    } catch (error) {
      const taken = error instanceof Error && error.message.endsWith("is in use.");
      if (!taken || attempt === ATTEMPTS_AT_A_FREE_PORT) throw error;
    }
  }
}
