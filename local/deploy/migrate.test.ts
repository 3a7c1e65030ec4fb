import { once } from "node:events";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { migrationStep } from "#functions/deploy/migrate.ts";
import { migrationsIn } from "#functions/deploy/release.ts";
import { type NeonProxy, startNeonProxy } from "../neon/neon-proxy.ts";
import { asSuperuser, urlOf } from "../postgres/bootstrap.ts";
import { discardCluster } from "../postgres/cluster.ts";
import { type Postgres, startPostgres } from "../postgres/postgres.ts";

const real = resolve(import.meta.dirname, "../../migrations");
const appPassword = "hunter2'of-the-app";
const ownerPassword = "hunter2-of-the-owner";

let dir: string;
let postgres: Postgres;
let neon: NeonProxy;
/** CloudFormation's side: what was put to the address that it gave, and how it answers. */
let answers: { Status: string; Reason?: string; PhysicalResourceId: string; contentType: string | undefined }[];
let statuses: number[];
const cloudFormation = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const status = statuses.shift() ?? 200;
  const contentType = request.headers["content-type"];
  if (status === 200) answers.push({ ...JSON.parse(Buffer.concat(chunks).toString()), contentType });
  response.writeHead(status).end();
});

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "rookery-migrate-"));
  postgres = await startPostgres({ dir: join(dir, "postgres"), durability: "test" });
  neon = await startNeonProxy({ postgres });
  await once(cloudFormation.listen(0, "127.0.0.1"), "listening");
});
afterAll(async () => {
  cloudFormation.close();
  await neon.stop();
  await postgres.stop();
  await discardCluster(join(dir, "postgres"));
  await rm(dir, { recursive: true });
});
let logged: string;
beforeEach(() => {
  answers = [];
  statuses = [];
  logged = "";
  vi.spyOn(console, "error").mockImplementation((line: string) => {
    logged += line;
  });
});

let made = 0;

/** A database as Neon gives one: its owner may make roles and is no superuser. */
async function newDatabase() {
  made += 1;
  const [name, owner, login] = [`deployed_${made}`, `owner_${made}`, `app_${made}`];
  await asSuperuser(postgres.superuserUrl, async (client) => {
    await client.query(`create role ${owner} login createrole createdb bypassrls password '${ownerPassword}'`);
    await client.query(`create database ${name} owner ${owner}`);
    // The roles that transactions act as belong to the whole server: the owner in another test may have made them.
    const { rows } = await client.query(
      "select rolname from pg_roles where rolname in ('tenant', 'visitor', 'platform')",
    );
    for (const { rolname } of rows) await client.query(`grant ${rolname} to ${owner} with admin option`);
  });
  const ownerUrl = urlOf(postgres.superuserUrl, { database: name, user: owner, password: ownerPassword });
  const appUrl = urlOf(postgres.superuserUrl, { database: name, user: login, password: appPassword });
  return { name, owner, login, ownerUrl, appUrl, superuserUrl: urlOf(postgres.superuserUrl, { database: name }) };
}
type Made = Awaited<ReturnType<typeof newDatabase>>;

async function rowsOf(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

/** Migrations of a test, each one file. */
async function migrationsOf(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(dir, "migrations-"));
  await cp(join(real, "meta/_journal.json"), join(folder, "meta/_journal.json"));
  const entries = Object.keys(files).map((tag, idx) => ({ idx, tag }));
  await writeFile(join(folder, "meta/_journal.json"), JSON.stringify({ entries }));
  for (const [tag, text] of Object.entries(files)) await writeFile(join(folder, `${tag}.sql`), text);
  return folder;
}

interface Deploying {
  type?: "Create" | "Update" | "Delete";
  /** Of the version that was there before. */
  before?: string[];
  seconds?: number;
  environment?: Record<string, string>;
}

async function deploy({ ownerUrl, appUrl }: Made, migrations: string, deploying: Deploying = {}) {
  const { type = "Update", before = [], seconds = 60, environment = {} } = deploying;
  const step = migrationStep({
    migrations,
    environment: {
      ROOKERY_STAGE: "test",
      PUBLIC_URL: "https://portal.example",
      APPS_DOMAIN: "sites.example",
      DATABASE_URL: appUrl,
      DATABASE_OWNER_URL: ownerUrl,
      NEON_PROXY: neon.address,
      ...environment,
    },
  });
  const request = {
    RequestType: type,
    ResponseURL: `http://127.0.0.1:${(cloudFormation.address() as AddressInfo).port}/answer`,
    StackId: "stack",
    RequestId: "request",
    LogicalResourceId: "Migrations",
    ResourceProperties: { ServiceToken: "arn", Migrations: migrationsIn(migrations) },
    ...(type !== "Create" && { PhysicalResourceId: "database", OldResourceProperties: { Migrations: before } }),
  };
  const deadline = Date.now() + seconds * 1000;
  await step(request, { getRemainingTimeInMillis: () => deadline - Date.now() });
  return answers.at(-1);
}

const applied = async (database: Made) =>
  (await rowsOf(database.superuserUrl, "select name from rookery.schema_migration order by name")).map(
    ({ name }) => name,
  );

test("an empty database gets its login and its tables, and CloudFormation hears of it", async () => {
  const database = await newDatabase();
  expect(await deploy(database, real, { type: "Create" })).toEqual({
    Status: "SUCCESS",
    PhysicalResourceId: "database",
    StackId: "stack",
    RequestId: "request",
    LogicalResourceId: "Migrations",
    contentType: undefined,
  });
  expect((await applied(database)).length).toBe(migrationsIn(real).length);
  // As the functions do it: a role first, and rows only then.
  const one = "begin; set local role platform; select count(*)::int as count from person";
  const client = new pg.Client({ connectionString: database.appUrl });
  await client.connect();
  const results = (await client.query(one)) as unknown as { rows: unknown[] }[];
  expect(results.at(-1)?.rows).toEqual([{ count: 0 }]);
  await client.end();
});

test("the login owns nothing, passes no policy by, and may do nothing before it has taken a role", async () => {
  const database = await newDatabase();
  await deploy(database, real);
  const { login, superuserUrl, appUrl } = database;
  expect(
    await rowsOf(
      superuserUrl,
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit,
        (select count(*)::int from pg_class where relowner = pg_roles.oid) as owned from pg_roles where rolname = '${login}'`,
    ),
  ).toEqual([
    { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolinherit: false, owned: 0 },
  ]);
  for (const statement of ["select from person", "create table mine ()", "select from rookery.schema_migration"]) {
    await expect(rowsOf(appUrl, statement), statement).rejects.toMatchObject({ code: "42501" });
  }
});

test("a request that comes twice, also at the same time, is answered twice and done once", async () => {
  const database = await newDatabase();
  const counting = await migrationsOf({
    "0000_count": "create table deployed (n int); insert into deployed values (1)",
  });
  await Promise.all([deploy(database, counting), deploy(database, counting)]);
  await deploy(database, counting);
  expect(answers.map(({ Status }) => Status)).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
  expect(await rowsOf(database.superuserUrl, "select n from deployed")).toEqual([{ n: 1 }]);
});

test("a password that was changed in the secret is the login's with the next deployment", async () => {
  const database = await newDatabase();
  const empty = await migrationsOf({});
  await deploy(database, empty);
  const appUrl = urlOf(database.appUrl, { password: "another one" });
  await deploy({ ...database, appUrl }, empty);
  await expect(rowsOf(database.appUrl, "select 1")).rejects.toMatchObject({ code: "28P01" });
  expect(await rowsOf(appUrl, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a migration that fails leaves nothing half done, and its reason goes where the deployment is watched", async () => {
  const database = await newDatabase();
  const good = { "0000_good": "create table whole ()" };
  const bad = await migrationsOf({
    ...good,
    "0001_bad": "create table half ();\n--> statement-breakpoint\nselect 1 / 0",
  });
  expect(await deploy(database, bad)).toMatchObject({
    Status: "FAILED",
    Reason: "Migration 0001_bad failed and was rolled back: division by zero",
  });
  const tables = "select to_regclass('whole')::text as whole, to_regclass('half')::text as half";
  expect(await rowsOf(database.superuserUrl, tables)).toEqual([{ whole: "whole", half: null }]);
  const repaired = await migrationsOf({ ...good, "0001_bad": "create table half ()" });
  expect(await deploy(database, repaired)).toMatchObject({ Status: "SUCCESS" });
});

test("a reason that quotes a password goes without it", async () => {
  const database = await newDatabase();
  const telling = await migrationsOf({ "0000_tell": `do $$ begin raise exception 'it is ${ownerPassword}'; end $$` });
  expect(await deploy(database, telling)).toMatchObject({
    Reason: "Migration 0000_tell failed and was rolled back: it is [redacted]",
  });
});

test("a database that differs from what was deployed is refused before anything is changed", async () => {
  const database = await newDatabase();
  const first = { "0000_first": "create table first ()" };
  const second = { "0001_second": "create table second ()" };
  await deploy(database, await migrationsOf({ ...first, ...second }));

  const edited = await migrationsOf({
    "0000_first": "create table first (n int)",
    "0002_third": "create table third ()",
  });
  expect(await deploy(database, edited)).toMatchObject({
    Status: "FAILED",
    Reason: expect.stringContaining("0000_first was changed after it was applied"),
  });
  const older = await migrationsOf({ ...first, "0002_third": "create table third ()" });
  expect(await deploy(database, older)).toMatchObject({
    Status: "FAILED",
    Reason: "The database is ahead of this version, which does not know 0001_second.",
  });
  expect(await rowsOf(database.superuserUrl, "select to_regclass('third')::text as third")).toEqual([{ third: null }]);
});

test("a deployment that is rolled back leaves the database as it is, ahead by what the one given up had brought", async () => {
  const database = await newDatabase();
  const first = { "0000_first": "create table first ()" };
  const [old, given] = [
    await migrationsOf(first),
    await migrationsOf({ ...first, "0001_second": "create table second ()" }),
  ];
  await deploy(database, old, { type: "Create" });
  await deploy(database, given, { before: migrationsIn(old) });
  expect(await deploy(database, old, { before: migrationsIn(given) })).toMatchObject({ Status: "SUCCESS" });
  expect(await applied(database)).toEqual(["0000_first", "0001_second"]);
});

test("what takes longer than the function may run is ended, undone and told before that", async () => {
  const database = await newDatabase();
  const slow = await migrationsOf({
    "0000_slow": "create table slow ();\n--> statement-breakpoint\nselect pg_sleep(60)",
  });
  const started = performance.now();
  // The step keeps twenty seconds of these for itself.
  const answer = await deploy(database, slow, { seconds: 22 });
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(answer).toMatchObject({ Status: "FAILED", Reason: expect.stringContaining("takes longer") });
  const remains = `select to_regclass('slow')::text as made,
    (select count(*)::int from pg_stat_activity where usename = '${database.owner}') as sessions`;
  expect(await rowsOf(database.superuserUrl, remains)).toEqual([{ made: null, sessions: 0 }]);
});

test("a stack that is deleted leaves the database alone", async () => {
  const database = await newDatabase();
  const unreachable = { ...database, ownerUrl: "postgres://nobody:x@127.0.0.1:1/none" };
  expect(await deploy(unreachable, real, { type: "Delete" })).toMatchObject({ Status: "SUCCESS" });
});

test("what is missing, wrong or out of reach is told, and no secret with it", async () => {
  const database = await newDatabase();
  const cases: [Deploying, RegExp][] = [
    [{ environment: { DATABASE_OWNER_URL: "" } }, /DATABASE_OWNER_URL/],
    [{ environment: { DATABASE_OWNER_URL: "hunter2" } }, /secret database-owner has to be/],
    [{ environment: { DATABASE_URL: "postgres://db.example/x" } }, /names its login and its password/],
    [
      { environment: { DATABASE_OWNER_URL: urlOf(database.ownerUrl, { password: "hunter2-wrong" }) } },
      /cannot be reached/,
    ],
    [{ environment: { NEON_PROXY: "127.0.0.1:1" } }, /cannot be reached/],
  ];
  for (const [deploying, reason] of cases) {
    const answer = await deploy(database, real, deploying);
    expect(answer).toMatchObject({ Status: "FAILED", Reason: expect.stringMatching(reason) });
    expect(`${JSON.stringify(answer)}${logged}`).not.toContain("hunter2");
  }
});

test("a login that was given more than it should have stops the deployment", async () => {
  const database = await newDatabase();
  await asSuperuser(postgres.superuserUrl, (client) => client.query(`create role ${database.login} bypassrls`));
  await asSuperuser(postgres.superuserUrl, (client) =>
    client.query(`grant ${database.login} to ${database.owner} with admin option`),
  );
  expect(await deploy(database, real)).toMatchObject({
    Status: "FAILED",
    Reason: expect.stringContaining(`${database.login} may do more than the application should`),
  });
});

test("an answer that CloudFormation did not take is sent again", async () => {
  const database = await newDatabase();
  statuses = [500, 503];
  expect(await deploy(database, await migrationsOf({}))).toMatchObject({ Status: "SUCCESS" });
  statuses = [500, 500, 500];
  await expect(deploy(database, await migrationsOf({}))).rejects.toThrow("answered 500");
});
