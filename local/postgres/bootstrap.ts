import pg from "pg";

const { escapeIdentifier, escapeLiteral } = pg;

/** Roles that the login may become with SET ROLE, and whose rights it never has by itself. */
const ACTOR_ROLES = ["tenant", "visitor", "platform"];

export interface Bootstrap {
  superuserUrl: string;
  database: string;
  appPassword: string;
  ownerPassword: string;
}

/** Makes the logins, the roles and the database that migrations and the application expect; changes nothing twice. */
export async function bootstrapDatabase({
  superuserUrl,
  database,
  appPassword,
  ownerPassword,
}: Bootstrap): Promise<void> {
  await asSuperuser(superuserUrl, async (client) => {
    await makeRole(client, "rookery_owner", `login password ${escapeLiteral(ownerPassword)} noinherit`);
    for (const role of ACTOR_ROLES) await makeRole(client, role, "nologin");
    await makeRole(client, "app", `login password ${escapeLiteral(appPassword)} noinherit`);
    await client.query(`grant ${ACTOR_ROLES.join(", ")} to app with inherit false, set true, admin false`);
    const { rowCount } = await client.query("select from pg_database where datname = $1", [database]);
    if (rowCount === 0) await client.query(`create database ${escapeIdentifier(database)}`);
    await secureDatabase(client, database);
  });
  await asSuperuser(urlOf(superuserUrl, { database }), (client) =>
    client.query("alter schema public owner to rookery_owner"),
  );
}

/** Rights on the database itself, which a copy made with TEMPLATE does not inherit. */
export async function secureDatabase(client: pg.Client, database: string): Promise<void> {
  const name = escapeIdentifier(database);
  await client.query(`alter database ${name} owner to rookery_owner`);
  await client.query(`revoke all on database ${name} from public`);
  await client.query(`grant connect on database ${name} to app`);
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

async function makeRole(client: pg.Client, name: string, attributes: string): Promise<void> {
  const { rowCount } = await client.query("select from pg_roles where rolname = $1", [name]);
  if (rowCount === 0) await client.query(`create role ${name}`);
  await client.query(`alter role ${name} nosuperuser nobypassrls nocreatedb nocreaterole noreplication ${attributes}`);
}
