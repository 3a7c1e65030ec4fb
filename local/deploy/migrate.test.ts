import { resolve } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { migrationsIn } from "#functions/deploy/release.ts";
import { asSuperuser, urlOf } from "../postgres/bootstrap.ts";
import {
  type Deploying,
  type NewDatabase,
  ownerPassword,
  rowsOf,
  type TestDeployment,
  testDeployment,
} from "./test-deployment.ts";

const real = resolve(import.meta.dirname, "../../migrations");

let world: TestDeployment;
beforeAll(async () => {
  world = await testDeployment();
});
afterAll(() => world.close());
let logged: string;
beforeEach(() => {
  world.answers.length = 0;
  world.statuses.length = 0;
  logged = "";
  vi.spyOn(console, "error").mockImplementation((line: string) => {
    logged += line;
  });
});

const applied = async ({ superuserUrl }: NewDatabase) =>
  (await rowsOf(superuserUrl, "select name from rookery.schema_migration order by name")).map(({ name }) => name);

test("an empty database gets its login and its tables, and CloudFormation hears of it", async () => {
  const database = await world.newDatabase();
  expect(await world.deploy(database, real, { type: "Create" })).toEqual({
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
  const database = await world.newDatabase();
  await world.deploy(database, real);
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
  const database = await world.newDatabase();
  const counting = await world.migrationsOf({
    "0000_count": "create table deployed (n int); insert into deployed values (1)",
  });
  await Promise.all([world.deploy(database, counting), world.deploy(database, counting)]);
  await world.deploy(database, counting);
  expect(world.answers.map(({ Status }) => Status)).toEqual(["SUCCESS", "SUCCESS", "SUCCESS"]);
  expect(await rowsOf(database.superuserUrl, "select n from deployed")).toEqual([{ n: 1 }]);
});

test("a password that was changed in the secret is the login's with the next deployment", async () => {
  const database = await world.newDatabase();
  const empty = await world.migrationsOf({});
  await world.deploy(database, empty);
  const appUrl = urlOf(database.appUrl, { password: "another one" });
  await world.deploy({ ...database, appUrl }, empty);
  await expect(rowsOf(database.appUrl, "select 1")).rejects.toMatchObject({ code: "28P01" });
  expect(await rowsOf(appUrl, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a migration that fails leaves nothing half done, and its reason goes where the deployment is watched", async () => {
  const database = await world.newDatabase();
  const good = { "0000_good": "create table whole ()" };
  const bad = await world.migrationsOf({
    ...good,
    "0001_bad": "create table half ();\n--> statement-breakpoint\nselect 1 / 0",
  });
  expect(await world.deploy(database, bad)).toMatchObject({
    Status: "FAILED",
    Reason: "Migration 0001_bad failed and was rolled back: division by zero",
  });
  const tables = "select to_regclass('whole')::text as whole, to_regclass('half')::text as half";
  expect(await rowsOf(database.superuserUrl, tables)).toEqual([{ whole: "whole", half: null }]);
  const repaired = await world.migrationsOf({ ...good, "0001_bad": "create table half ()" });
  expect(await world.deploy(database, repaired)).toMatchObject({ Status: "SUCCESS" });
});

test("a reason that quotes a password goes without it", async () => {
  const database = await world.newDatabase();
  const telling = await world.migrationsOf({
    "0000_tell": `do $$ begin raise exception 'it is ${ownerPassword}'; end $$`,
  });
  expect(await world.deploy(database, telling)).toMatchObject({
    Reason: "Migration 0000_tell failed and was rolled back: it is [redacted]",
  });
});

test("a database that differs from what was deployed is refused before anything is changed", async () => {
  const database = await world.newDatabase();
  const first = { "0000_first": "create table first ()" };
  const second = { "0001_second": "create table second ()" };
  await world.deploy(database, await world.migrationsOf({ ...first, ...second }));

  const edited = await world.migrationsOf({
    "0000_first": "create table first (n int)",
    "0002_third": "create table third ()",
  });
  expect(await world.deploy(database, edited)).toMatchObject({
    Status: "FAILED",
    Reason: expect.stringContaining("0000_first was changed after it was applied"),
  });
  const older = await world.migrationsOf({ ...first, "0002_third": "create table third ()" });
  expect(await world.deploy(database, older)).toMatchObject({
    Status: "FAILED",
    Reason: "The database is ahead of this version, which does not know 0001_second.",
  });
  expect(await rowsOf(database.superuserUrl, "select to_regclass('third')::text as third")).toEqual([{ third: null }]);
});

test("a deployment that is rolled back leaves the database as it is, ahead by what the one given up had brought", async () => {
  const database = await world.newDatabase();
  const first = { "0000_first": "create table first ()" };
  const [old, given] = [
    await world.migrationsOf(first),
    await world.migrationsOf({ ...first, "0001_second": "create table second ()" }),
  ];
  await world.deploy(database, old, { type: "Create" });
  await world.deploy(database, given, { before: migrationsIn(old) });
  expect(await world.deploy(database, old, { before: migrationsIn(given) })).toMatchObject({ Status: "SUCCESS" });
  expect(await applied(database)).toEqual(["0000_first", "0001_second"]);
});

test("what takes longer than the function may run is ended, undone and told before that", async () => {
  const database = await world.newDatabase();
  const slow = await world.migrationsOf({
    "0000_slow": "create table slow ();\n--> statement-breakpoint\nselect pg_sleep(60)",
  });
  const started = performance.now();
  // The step keeps twenty seconds of these for itself.
  const answer = await world.deploy(database, slow, { seconds: 22 });
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(answer).toMatchObject({ Status: "FAILED", Reason: expect.stringContaining("takes longer") });
  const remains = `select to_regclass('slow')::text as made,
    (select count(*)::int from pg_stat_activity where usename = '${database.owner}') as sessions`;
  expect(await rowsOf(database.superuserUrl, remains)).toEqual([{ made: null, sessions: 0 }]);
});

test("a stack that is deleted leaves the database alone", async () => {
  const database = await world.newDatabase();
  const unreachable = { ...database, ownerUrl: "postgres://nobody:x@127.0.0.1:1/none" };
  expect(await world.deploy(unreachable, real, { type: "Delete" })).toMatchObject({ Status: "SUCCESS" });
});

test("what is missing, wrong or out of reach is told, and no secret with it", async () => {
  const database = await world.newDatabase();
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
    const answer = await world.deploy(database, real, deploying);
    expect(answer).toMatchObject({ Status: "FAILED", Reason: expect.stringMatching(reason) });
    expect(`${JSON.stringify(answer)}${logged}`).not.toContain("hunter2");
  }
});

test("a login that was given more than it should have stops the deployment", async () => {
  const database = await world.newDatabase();
  await asSuperuser(world.superuserUrl, (client) => client.query(`create role ${database.login} bypassrls`));
  await asSuperuser(world.superuserUrl, (client) =>
    client.query(`grant ${database.login} to ${database.owner} with admin option`),
  );
  expect(await world.deploy(database, real)).toMatchObject({
    Status: "FAILED",
    Reason: expect.stringContaining(`${database.login} may do more than the application should`),
  });
});

test("an answer that CloudFormation did not take is sent again", async () => {
  const database = await world.newDatabase();
  world.statuses.push(500, 503);
  expect(await world.deploy(database, await world.migrationsOf({}))).toMatchObject({ Status: "SUCCESS" });
  world.statuses.push(500, 500, 500);
  await expect(world.deploy(database, await world.migrationsOf({}))).rejects.toThrow("answered 500");
});
