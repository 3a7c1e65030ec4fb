import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#core/kernel/id.ts";
import { type Database, startDatabase } from "../platform/database.ts";
import { runningDatabase } from "../postgres/running-database.ts";
import { auditCommand } from "./cli.ts";

let dir: string;
let database: Database;
const account = newId("account");
const ids = [newId("audit"), newId("audit"), newId("audit")] as const;
const whole = "Entries: 3. Chains: 1. All fit together.";
const migrations = resolve(import.meta.dirname, "../../migrations");

const start = (from: string) =>
  startDatabase({ dir: join(dir, "postgres"), migrations: from, appPassword: "app", ownerPassword: "owner" });

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "audit-"));
  database = await start(await migrationsBefore("0004_audit_chain"));
  await added(ids[0]);
  await added(ids[1]);
  await database.stop();
  database = await start(migrations);
  await added(ids[2]);
}, 60_000);

/** A folder of migrations as it was before this one. */
async function migrationsBefore(tag: string): Promise<string> {
  const folder = join(dir, "migrations-before");
  await cp(migrations, folder, { recursive: true });
  const file = join(folder, "meta/_journal.json");
  const journal = JSON.parse(await readFile(file, "utf8")) as { entries: { tag: string }[] };
  const index = journal.entries.findIndex((entry) => entry.tag === tag);
  await writeFile(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, index) }));
  return folder;
}

const added = (id: string) =>
  bySql(
    `insert into audit_log (id, account_id, action, actor, target, request_id, at, by_staff)
     values ($1, $2, 'thing.changed', '{"type": "system"}', 'thing', 'request', now(), false)`,
    [id, account],
  );

afterAll(async () => {
  await database.stop();
  await rm(dir, { recursive: true, force: true });
});

async function bySql(statement: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: await runningDatabase(join(dir, "postgres")) });
  await client.connect();
  await client.query(statement, values);
  await client.end();
}

async function verified() {
  const lines: string[] = [];
  return { code: await auditCommand(["--data", dir], (line) => lines.push(line)), lines };
}

test("a log that nobody touched, older than its chains in part, ends with 0, while the platform runs and while it does not", async () => {
  expect(await verified()).toEqual({ code: 0, lines: [whole] });
  await database.stop();
  expect(await verified()).toEqual({ code: 0, lines: [whole] });
  database = await start(migrations);
});

test("a row that was changed by SQL ends with 1, and its place is told", async () => {
  await bySql("update audit_log set target = 'another thing' where id = $1", [ids[1]]);
  expect(await verified()).toEqual({
    code: 1,
    lines: [`${account}, entry 2 (${ids[1]}) was altered.`, "Entries: 3. Chains: 1. Places that do not fit: 1."],
  });
});

test("what cannot be read is neither whole nor broken", async () => {
  const lines: string[] = [];
  expect(await auditCommand(["--date", dir], (line) => lines.push(line))).toBe(2);
  expect(lines).toEqual([expect.stringContaining("--date")]);
});
