import { exclusively, type MigrationClient } from "./migrate.ts";

/** Roles that the application's login may become with SET ROLE, and whose rights it never has by itself. */
const actorRoles = ["tenant", "visitor", "platform"];

export interface Login {
  name: string;
  password: string;
}

/**
 * Makes the roles that transactions act as, and the login that may become them: one that owns nothing and passes no
 * policy by. Changes nothing twice but the password. For the owner of the database, who may make roles.
 */
export async function ensureLogin(client: MigrationClient, login: Login): Promise<void> {
  await exclusively(client, async () => {
    for (const role of actorRoles) await ensureRole(client, role);
    await ensureRole(client, login.name);
    await run(client, "alter role %I with login noinherit password %L", login.name, login.password);
    await run(client, `grant ${actorRoles.join(", ")} to %I with inherit false, set true, admin false`, login.name);
    await allowConnecting(client, login.name);
    await refusePower(client, [...actorRoles, login.name]);
  });
}

/** Rights on the database itself, which a copy made with TEMPLATE does not inherit. */
export async function allowConnecting(client: MigrationClient, login: string, database?: string): Promise<void> {
  const name = database ?? (await current(client));
  await run(client, "revoke all on database %I from public", name);
  await run(client, "grant connect on database %I to %I", name, login);
}

async function ensureRole(client: MigrationClient, role: string): Promise<void> {
  const { rows } = await client.query("select from pg_roles where rolname = $1", [role]);
  if (rows.length === 0) await run(client, "create role %I nologin", role);
}

/** A role that somebody made before, by hand or in a console, may hold more than row-level security can bear. */
async function refusePower(client: MigrationClient, roles: readonly string[]): Promise<void> {
  const { rows } = await client.query(
    `select rolname from pg_roles
      where rolname = any($1) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
    [roles],
  );
  const names = rows.map(({ rolname }) => String(rolname)).join(", ");
  if (names !== "") throw new Error(`${names} may do more than the application should: drop it and deploy again.`);
  const { rows: beyond } = await client.query(
    `select roleid::regrole::text as role from pg_auth_members
      where member = (select oid from pg_roles where rolname = $1) and roleid::regrole::text <> all($2)`,
    [roles.at(-1), actorRoles],
  );
  const others = beyond.map(({ role }) => String(role)).join(", ");
  if (others !== "") throw new Error(`The application's login belongs to ${others}, which is more than it should.`);
}

async function current(client: MigrationClient): Promise<string> {
  const { rows } = await client.query("select current_database() as name");
  return String(rows[0]?.name);
}

/** Statements about roles take no parameters: Postgres itself puts the names and the password into the text. */
async function run(client: MigrationClient, statement: string, ...values: string[]): Promise<void> {
  const places = values.map((_, at) => `$${at + 2}::text`).join(", ");
  const { rows } = await client.query(`select format($1, ${places}) as text`, [statement, ...values]);
  await client.query(String(rows[0]?.text));
}
