import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "@neondatabase/serverless";
import type { MigrationClient } from "#core/kernel/migrate.ts";
import type { Secret } from "#core/kernel/secret.ts";
import { throughProxy } from "../runtime/neon-proxy.ts";

const connectTimeoutMs = 10_000;
const goodbyeMs = 2_000;

export interface OwnerDatabase {
  DATABASE_OWNER_URL: Secret<string>;
  NEON_PROXY?: string | undefined;
}

interface Connected {
  client: Client;
  pid: unknown;
}

/** One session as the owner of the database. When the signal ends it, Postgres has undone what was not committed. */
export async function asOwner<T>(
  database: OwnerDatabase,
  signal: AbortSignal,
  run: (session: MigrationClient) => Promise<T>,
): Promise<T> {
  const { client, pid } = await connected(database);
  const cut = aborted(signal).then(async () => {
    // Closing the connection alone would leave the statement at work, and its locks with it.
    await terminate(database, pid).catch(() => {});
    throw new Error(
      "This takes longer than the function may run. What was under way is undone; what was finished stays.",
    );
  });
  cut.catch(() => {});
  const work = run({ query: (text, values) => client.query(text, values) });
  // A query may never hear that its session was ended.
  const outcome = Promise.race([work, cut]);
  try {
    return await outcome;
  } catch (error) {
    if (signal.aborted) await cut;
    throw error;
  } finally {
    await Promise.race([client.end().catch(() => {}), delay(goodbyeMs)]);
  }
}

const aborted = async (signal: AbortSignal) => signal.aborted || once(signal, "abort");

async function terminate(database: OwnerDatabase, pid: unknown): Promise<void> {
  const { client } = await connected(database);
  await client.query("select pg_terminate_backend($1, 5000)", [pid]);
  await client.end();
}

async function connected({ DATABASE_OWNER_URL, NEON_PROXY }: OwnerDatabase): Promise<Connected> {
  throughProxy(NEON_PROXY);
  const connectionString = DATABASE_OWNER_URL.reveal();
  const client = new Client({ connectionString, connectionTimeoutMillis: connectTimeoutMs });
  // What is under way hears of it by itself.
  client.on("error", () => {});
  try {
    await client.connect();
    // The driver sends the password along with the first question: only its answer says that it was right.
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    return { client, pid: rows[0]?.pid };
  } catch (cause) {
    throw new Error(`The database cannot be reached as its owner: ${said(cause)}`, { cause });
  }
}

/** The driver fails with events of a socket as well as with errors. */
const said = (cause: unknown): string => String((cause as { message?: unknown } | null)?.message || "no answer");
