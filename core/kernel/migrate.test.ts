import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Migration, type MigrationClient, migrate, readMigrations } from "./migrate.ts";
import { type TestDatabase, testDatabase } from "./test-db.ts";

let database: TestDatabase;
const clients: pg.Client[] = [];

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await database.close();
});

async function session(): Promise<MigrationClient> {
  const client = new pg.Client(database.ownerUrl);
  clients.push(client);
  await client.connect();
  return { query: (text, values) => client.query(text, values) };
}

const migration = (name: string, ...statements: string[]): Migration => ({
  name,
  sha256: statements.join(),
  statements,
});

test("drizzle-kit's files are read in the order of the journal, split at its breakpoints", async () => {
  const dir = await mkdtemp(path.join(tmpdir(), "migrations-"));
  await mkdir(path.join(dir, "meta"));
  await writeFile(path.join(dir, "0000_b.sql"), "create table b ();\n--> statement-breakpoint\ncreate table c ();\n");
  await writeFile(path.join(dir, "0001_a.sql"), "create table a ();");
  const entries = [
    { idx: 1, tag: "0001_a" },
    { idx: 0, tag: "0000_b" },
  ];
  await writeFile(path.join(dir, "meta", "_journal.json"), JSON.stringify({ version: "7", entries }));
  const read = await readMigrations(dir);
  expect(read.map(({ name, statements }) => [name, statements.length])).toEqual([
    ["0000_b", 2],
    ["0001_a", 1],
  ]);
  expect(read[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  await rm(dir, { recursive: true });
});

test("a directory without a journal holds no migrations", async () => {
  expect(await readMigrations(path.join(tmpdir(), "no-such-directory"))).toEqual([]);
});

test("each migration is applied once, and later ones join it", async () => {
  const client = await session();
  const first = migration("once_1", "create table once (n int)");
  expect(await migrate(client, [first])).toEqual(["once_1"]);
  expect(await migrate(client, [first, migration("once_2", "insert into once values (1)")])).toEqual(["once_2"]);
  expect((await client.query("select n from once")).rows).toEqual([{ n: 1 }]);
});

test("an applied file that was edited stops everything before anything is applied", async () => {
  const client = await session();
  await migrate(client, [migration("drift_2", "create table drift ()")]);
  const edited = [
    migration("drift_1", "create table too_early ()"),
    migration("drift_2", "create table drift (n int)"),
  ];
  await expect(migrate(client, edited)).rejects.toThrow("Migration drift_2 was changed after it was applied");
  expect((await client.query("select to_regclass('too_early') as made")).rows).toEqual([{ made: null }]);
});

test("a migration that fails halfway leaves nothing of itself, and those before it stay", async () => {
  const client = await session();
  const good = migration("half_1", "create table whole ()");
  const bad = migration("half_2", "create table half ()", "select 1 / 0");
  await expect(migrate(client, [good, bad])).rejects.toThrow(
    "Migration half_2 failed and was rolled back: division by zero",
  );
  const { rows } = await client.query("select to_regclass('whole')::text as whole, to_regclass('half')::text as half");
  expect(rows).toEqual([{ whole: "whole", half: null }]);
  expect(await migrate(client, [good, migration("half_2", "create table half ()")])).toEqual(["half_2"]);
});

test("of several processes that migrate at once, one applies and the others wait for it", async () => {
  const slow = migration("race", "create table race (n int)", "select pg_sleep(0.2)");
  const applied = await Promise.all(
    [session(), session(), session()].map(async (client) => migrate(await client, [slow])),
  );
  expect(applied.flat()).toEqual(["race"]);
});

test("the application's login cannot read or forge the record", async () => {
  const client = new pg.Client(database.url);
  clients.push(client);
  await client.connect();
  await expect(client.query("select * from rookery.schema_migration")).rejects.toMatchObject({ code: "42501" });
});
