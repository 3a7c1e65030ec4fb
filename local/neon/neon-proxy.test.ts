import { once } from "node:events";
import { neon, neonConfig, Pool } from "@neondatabase/serverless";
import { eq, sql } from "drizzle-orm";
import { drizzle as drizzleHttp } from "drizzle-orm/neon-http";
import { drizzle as drizzleWebSocket } from "drizzle-orm/neon-serverless";
import { bigint, integer, jsonb, numeric, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import WebSocket from "ws";
import { type TestDatabase, testDatabase } from "#core/kernel/test-db.ts";
import { type NeonProxy, startNeonProxy } from "./neon-proxy.ts";

const probe = pgTable("probe", {
  id: text("id").primaryKey(),
  cents: integer("cents"),
  large: bigint("large", { mode: "bigint" }),
  exact: numeric("exact"),
  data: jsonb("data"),
  at: timestamp("at", { withTimezone: true }),
  tags: text("tags").array(),
});

let database: TestDatabase;
let proxy: NeonProxy;
let pool: Pool;

beforeAll(async () => {
  database = await testDatabase();
  const { hostname, port } = new URL(database.url);
  proxy = await startNeonProxy({ postgres: { host: hostname, port: Number(port) } });
  neonConfig.fetchEndpoint = () => `http://${proxy.address}/sql`;
  neonConfig.wsProxy = () => `${proxy.address}/v2`;
  neonConfig.useSecureWebSocket = false;
  neonConfig.pipelineTLS = false;
  pool = webSocketPool(database.ownerUrl);
  await pool.query(
    `create table probe (id text primary key, cents int, large bigint, exact numeric, data jsonb, at timestamptz, tags text[])`,
  );
});
afterAll(async () => {
  await pool.end();
  await proxy.stop();
  await database.close();
});

function webSocketPool(connectionString: string): Pool {
  const made = new Pool({ connectionString });
  made.on("error", () => {});
  return made;
}

const overHttp = () => drizzleHttp(neon(database.ownerUrl));
const overWebSocket = () => drizzleWebSocket(pool);

describe.each([
  ["SQL over HTTP", overHttp],
  ["the WebSocket pool", overWebSocket],
])("%s", (way, connect) => {
  test("carries every kind of value unchanged", async () => {
    const row = {
      id: `values ${way}`,
      cents: -7,
      large: 9_007_199_254_740_993n,
      exact: "12.3400",
      data: { list: [1, "ü", null] },
      at: new Date("2026-11-22T09:00:00.123Z"),
      tags: ['a,"b', "c\\d", "{}"],
    };
    expect(await connect().insert(probe).values(row).returning()).toEqual([row]);
  });

  test("names the constraint that a statement violated", async () => {
    const twice = () =>
      connect()
        .insert(probe)
        .values({ id: `unique ${way}` });
    await twice();
    await expect(twice()).rejects.toMatchObject({
      cause: {
        code: "23505",
        constraint: "probe_pkey",
        table: "probe",
        detail: expect.stringContaining("already exists"),
      },
    });
  });

  test("carries a row of 5 MB", async () => {
    const { rows } = await connect().execute<{ long: string }>(sql`select repeat('x', 5000000) as long`);
    expect(rows[0]?.long.length).toBe(5_000_000);
  });
});

test("a wrong password is refused with Postgres' own code on both ways", async () => {
  const wrong = new URL(database.url);
  wrong.password = "wrong";
  await expect(neon(wrong.href)`select 1`).rejects.toMatchObject({ code: "28P01" });
  const refused = webSocketPool(wrong.href);
  await expect(refused.query("select 1")).rejects.toMatchObject({ code: "28P01" });
  await refused.end();
});

test("an interactive transaction rolls back whole, its savepoint alone", async () => {
  const db = overWebSocket();
  await db.insert(probe).values({ id: "savepoint", cents: 0 });
  await db.transaction(async (tx) => {
    await tx.update(probe).set({ cents: 1 }).where(eq(probe.id, "savepoint"));
    await tx
      .transaction(async (inner) => {
        await inner.update(probe).set({ cents: 2 }).where(eq(probe.id, "savepoint"));
        inner.rollback();
      })
      .catch(() => {});
  });
  await db
    .transaction(async (tx) => {
      await tx.update(probe).set({ cents: 3 }).where(eq(probe.id, "savepoint"));
      tx.rollback();
    })
    .catch(() => {});
  expect(await db.select({ cents: probe.cents }).from(probe).where(eq(probe.id, "savepoint"))).toEqual([{ cents: 1 }]);
});

test("FOR UPDATE makes transactions on the same row take turns", async () => {
  const db = overWebSocket();
  await db.insert(probe).values({ id: "counter", cents: 0 });
  const add = () =>
    db.transaction(async (tx) => {
      const [row] = await tx.select().from(probe).where(eq(probe.id, "counter")).for("update");
      await tx
        .update(probe)
        .set({ cents: (row?.cents ?? 0) + 1 })
        .where(eq(probe.id, "counter"));
    });
  await Promise.all(Array.from({ length: 16 }, add));
  expect(await db.select({ cents: probe.cents }).from(probe).where(eq(probe.id, "counter"))).toEqual([{ cents: 16 }]);
});

describe("a batch over HTTP", () => {
  test("is one transaction: a failing statement undoes those before it", async () => {
    const query = neon(database.ownerUrl);
    await expect(
      query.transaction([query`insert into probe (id) values ('batch')`, query`select 1 / 0`]),
    ).rejects.toMatchObject({ code: "22012" });
    expect(await query`select id from probe where id = 'batch'`).toEqual([]);
  });

  test("obeys isolation level and read only", async () => {
    const query = neon(database.ownerUrl);
    const serializable = { isolationLevel: "Serializable", readOnly: true } as const;
    expect(
      await query.transaction([query`select current_setting('transaction_isolation') as level`], serializable),
    ).toEqual([[{ level: "serializable" }]]);
    await expect(query.transaction([query`insert into probe (id) values ('r')`], serializable)).rejects.toMatchObject({
      code: "25006",
    });
  });

  test("takes one statement per query, so that nothing can be smuggled in behind it", async () => {
    await expect(neon(database.ownerUrl).query("select 1; select 2")).rejects.toMatchObject({ code: "42601" });
  });
});

test("a role, a setting or a temporary table never reaches the next HTTP request", async () => {
  const query = neon(database.url);
  for (const leftover of ["set role tenant", "set app.account_id = 'acc_1'", "create temporary table leaked ()"]) {
    await query.query(leftover).catch(() => {});
    const session = await query`
      select current_user, coalesce(current_setting('app.account_id', true), '') as account, to_regclass('leaked') as leaked`;
    expect(session).toEqual([{ current_user: "app", account: "", leaked: null }]);
  }
});

test("a transaction that a request leaves open does not swallow what the next one writes", async () => {
  const query = neon(database.ownerUrl);
  await query`begin`;
  await query`insert into probe (id) values ('committed')`;
  const { rows } = await pool.query("select id from probe where id = 'committed'");
  expect(rows).toEqual([{ id: "committed" }]);
});

test("a web page is refused on both ways", async () => {
  const headers = { origin: "http://localhost:4100", "neon-connection-string": database.url };
  const page = await fetch(`http://${proxy.address}/sql`, { method: "POST", headers, body: '{"query":"select 1"}' });
  expect(page.status).toBe(403);
  const socket = new WebSocket(`ws://${proxy.address}/v2`, { origin: "http://localhost:4100" });
  const [error] = await once(socket, "error");
  expect(String(error)).toContain("403");
});

test("whatever host the connection string names, only the given Postgres is asked", async () => {
  const elsewhere = new URL(database.url);
  elsewhere.host = "ep-example.eu-central-1.aws.neon.tech";
  expect(await neon(elsewhere.href)`select current_user`).toEqual([{ current_user: "app" }]);
});

test("a client that goes away leaves no connection behind", async () => {
  const observer = new pg.Client(database.ownerUrl);
  await observer.connect();
  const leaving = webSocketPool(`${database.url}?application_name=leaving`);
  await leaving.query("select 1");
  await leaving.end();
  const connections = async () =>
    (await observer.query("select count(*)::int as n from pg_stat_activity where application_name = 'leaving'")).rows[0]
      .n;
  await vi.waitFor(async () => expect(await connections()).toBe(0), { timeout: 5_000 });
  await observer.end();
});

test("it stops while a query is running", async () => {
  const { hostname, port } = new URL(database.url);
  const own = await startNeonProxy({ postgres: { host: hostname, port: Number(port) } });
  const answer = fetch(`http://${own.address}/sql`, {
    method: "POST",
    headers: { "neon-connection-string": database.ownerUrl },
    body: '{"query":"select pg_sleep(60)"}',
  }).catch((error: Error) => error);
  const observer = new pg.Client(database.ownerUrl);
  await observer.connect();
  const running = async () =>
    (await observer.query("select count(*)::int as n from pg_stat_activity where query = 'select pg_sleep(60)'"))
      .rows[0].n;
  await vi.waitFor(async () => expect(await running()).toBe(1), { timeout: 5_000 });
  await own.stop();
  expect(await answer).toBeInstanceOf(Error);
  await observer.end();
});
