import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestDatabases } from "./test-databases.ts";

let migrations: string;
let databases: Awaited<ReturnType<typeof startTestDatabases>>;

beforeAll(async () => {
  migrations = await mkdtemp(path.join(tmpdir(), "migrations-"));
  await mkdir(path.join(migrations, "meta"));
  await writeMigrations("create table first ()");
  databases = await startTestDatabases(migrations);
});
afterAll(async () => {
  await databases.stop();
  await rm(migrations, { recursive: true });
});

async function writeMigrations(...files: string[]) {
  const entries = files.map((_, idx) => ({ idx, tag: `m${idx}` }));
  await Promise.all(files.map((text, idx) => writeFile(path.join(migrations, `m${idx}.sql`), text)));
  await writeFile(path.join(migrations, "meta", "_journal.json"), JSON.stringify({ entries }));
}

async function tablesOf(url: string): Promise<string[]> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query("select tablename from pg_tables where schemaname = 'public' order by 1");
  await client.end();
  return rows.map(({ tablename }) => tablename);
}

const make = async (databases: string) =>
  (await (await fetch(databases, { method: "POST" })).json()) as { name: string; url: string };

test("migrations that change between two files give the second one a new template", async () => {
  const before = await make(databases.url);
  await writeMigrations("create table first ()", "create table second ()");
  const after = await make(databases.url);
  expect(await tablesOf(before.url)).toEqual(["first"]);
  expect(await tablesOf(after.url)).toEqual(["first", "second"]);
});

test("a migration that fails is told to the test file that asked", async () => {
  await writeMigrations("create table first (");
  const refused = await fetch(databases.url, { method: "POST" });
  expect(await refused.text()).toContain("Migration m0 failed and was rolled back: syntax error");
  await writeMigrations("create table first ()");
  expect(await tablesOf((await make(databases.url)).url)).toEqual(["first"]);
});

test("only who knows the secret address gets a database", async () => {
  const { origin } = new URL(databases.url);
  expect((await fetch(`${origin}/guessed`, { method: "POST" })).status).toBe(403);
});

test("the server and the directory of a killed run are gone after the next one has started", async () => {
  const script = `
    import { startTestDatabases } from ${JSON.stringify(path.join(import.meta.dirname, "test-databases.ts"))};
    const { url } = await startTestDatabases(${JSON.stringify(migrations)});
    console.log(await (await fetch(url, { method: "POST" })).text());`;
  const run = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const [made] = await Promise.race([once(run.stdout, "data"), once(run, "exit")]);
  const { url } = JSON.parse(String(made));
  const left = async () => (await readdir(tmpdir())).filter((name) => name.startsWith(`rookery-test-${run.pid}-`));
  run.kill("SIGKILL");
  await once(run, "exit");
  expect(await left()).toHaveLength(1);
  expect(await tablesOf(url)).toEqual(["first"]);

  const next = await startTestDatabases(migrations);
  await make(next.url);
  expect(await left()).toEqual([]);
  await expect(new pg.Client(url).connect()).rejects.toMatchObject({ code: "ECONNREFUSED" });
  await next.stop();
});
