import pg from "pg";
import { allowConnecting, ensureLogin } from "#core/kernel/logins.ts";
import type { MigrationClient } from "#core/kernel/migrate.ts";

const { escapeIdentifier, escapeLiteral } = pg;

const owner = "rookery_owner";
const login = "app";

export interface Bootstrap {
  superuserUrl: string;
  database: string;
  appPassword: string;
  ownerPassword: string;
}

/** Makes the database, its owner and what a deployment makes of them; changes nothing twice. */
export async function bootstrapDatabase(options: Bootstrap): Promise<void> {
  const { superuserUrl, database, appPassword, ownerPassword } = options;
  await asSuperuser(superuserUrl, async (client) => {
    await ensureOwner(client, ownerPassword);
    const { rowCount } = await client.query("select from pg_database where datname = $1", [database]);
    if (rowCount === 0) await client.query(`create database ${escapeIdentifier(database)}`);
    await client.query(`alter database ${escapeIdentifier(database)} owner to ${owner}`);
  });
  await asSuperuser(urlOf(superuserUrl, { database }), async (client) => {
    await client.query(`alter schema public owner to ${owner}`);
    await ensureLogin(sessionOf(client), { name: login, password: appPassword });
  });
}

/** Rights on the database itself, which a copy made with TEMPLATE does not inherit. */
export async function secureDatabase(client: pg.Client, database: string): Promise<void> {
  await client.query(`alter database ${escapeIdentifier(database)} owner to ${owner}`);
  await allowConnecting(sessionOf(client), login, database);
}

/** The same server as another login or in another database. */
export function urlOf(url: string, to: { database?: string; user?: string; password?: string }): string {
  const changed = new URL(url);
  if (to.database !== undefined) changed.pathname = `/${encodeURIComponent(to.database)}`;
  if (to.user !== undefined) changed.username = encodeURIComponent(to.user);
  if (to.password !== undefined) changed.password = encodeURIComponent(to.password);
  return changed.href;
}

export async function asSuperuser<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

const sessionOf = (client: pg.Client): MigrationClient => ({ query: (text, values) => client.query(text, values) });

async function ensureOwner(client: pg.Client, password: string): Promise<void> {
  const { rowCount } = await client.query("select from pg_roles where rolname = $1", [owner]);
  if (rowCount === 0) await client.query(`create role ${owner}`);
  const nothing = "nosuperuser nobypassrls nocreatedb nocreaterole noreplication noinherit";
  await client.query(`alter role ${owner} ${nothing} login password ${escapeLiteral(password)}`);
}
