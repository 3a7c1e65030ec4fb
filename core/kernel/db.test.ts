import { randomBytes } from "node:crypto";
import { drizzle } from "drizzle-orm/node-postgres";
import { Pool, type PoolClient } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Db, poolDb, type Tx, type Viewer } from "./db.ts";
import { newId } from "./id.ts";
import { inbox } from "./kernel.sql.ts";
import { operation } from "./long-operation/long-operation.sql.ts";
import { preparing } from "./prepared-statement.ts";
import { type TestDatabase, testDatabase } from "./test-db.ts";

let database: TestDatabase;
/** One connection, so that whatever one transaction leaves on it meets the next. */
let pool: Pool;
/** Who changes the schema. */
let owner: Pool;
let db: Db;

beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url, max: 1 });
  owner = new Pool({ connectionString: database.ownerUrl, max: 1 });
  db = poolDb<PoolClient>(pool, (connection) => drizzle(preparing(connection)) as unknown as Tx);
});
afterAll(async () => {
  await pool.end();
  await owner.end();
  await database.close();
});

const tenant: Viewer = { role: "tenant", accountId: newId("account"), personId: newId("person") };
const platform: Viewer = { role: "platform" };

async function leftOnTheConnection() {
  const { rows } = await pool.query<Record<string, string>>(
    `select current_user as who, coalesce(current_setting('app.account_id', true), '') as account,
       current_setting('transaction_read_only') as read_only, now() = statement_timestamp() as fresh`,
  );
  return rows;
}
const nothing = [{ who: "app", account: "", read_only: "off", fresh: true }];

test("no transaction leaves its role, its account or itself on its connection", async () => {
  const failing = async () => {
    throw new Error("enough");
  };
  for (const readOnly of [true, false]) {
    await db.transaction(tenant, async () => 1, { readOnly });
    expect(await leftOnTheConnection()).toEqual(nothing);
    await expect(db.transaction(tenant, failing, { readOnly })).rejects.toThrow("enough");
    expect(await leftOnTheConnection()).toEqual(nothing);
    await expect(db.transaction(tenant, (tx) => tx.select().from(inbox), { readOnly })).rejects.toThrow();
    expect(await leftOnTheConnection()).toEqual(nothing);
  }
  await db.byDigest(tenant, "select $digest as given", randomBytes(32));
  expect(await leftOnTheConnection()).toEqual(nothing);
  await expect(db.byDigest(tenant, "select no_such_column where $digest is null", randomBytes(32))).rejects.toThrow();
  expect(await leftOnTheConnection()).toEqual(nothing);
});

test("a transaction that only reads cannot write, whoever it acts for", async () => {
  const write = (tx: Tx) => tx.insert(inbox).values({ key: "sneaked", seenAt: new Date() });
  await expect(db.transaction(platform, write, { readOnly: true })).rejects.toMatchObject({ cause: { code: "25006" } });
  const insert = "insert into inbox (key, seen_at) values (encode($digest, 'hex'), now()) returning key";
  await expect(db.byDigest(platform, insert, randomBytes(4))).rejects.toMatchObject({ code: "25006" });
  expect(await db.transaction(platform, (tx) => tx.select().from(inbox))).toEqual([]);
});

test("a digest reaches its statement byte by byte, whatever it looks like", async () => {
  const looks = [
    Buffer.alloc(0),
    Buffer.from("'; drop table session; --"),
    Buffer.from([0, 39, 92, 255]),
    randomBytes(32),
  ];
  for (const digest of looks) {
    expect(await db.byDigest(platform, "select $digest as given", digest)).toEqual([{ given: digest }]);
  }
});

test("an id that is none reaches no statement", async () => {
  const forged = { ...tenant, accountId: "acc_x'; set role platform; --" } as unknown as Viewer;
  await expect(db.transaction(forged, async () => 1)).rejects.toThrow();
  await expect(db.transaction(forged, async () => 1, { readOnly: true })).rejects.toThrow();
  await expect(db.byDigest(forged, "select 1", randomBytes(4))).rejects.toThrow();
  expect(await leftOnTheConnection()).toEqual(nothing);
});

test("a transaction that swallows a failed statement is not taken for a committed one", async () => {
  const twice = { key: `swallowed:${randomBytes(8).toString("hex")}`, seenAt: new Date() };
  const swallowing = db.transaction(platform, async (tx) => {
    await tx.insert(inbox).values(twice);
    await tx
      .insert(inbox)
      .values(twice)
      .catch(() => {});
    return "done";
  });
  await expect(swallowing).rejects.toThrow("nothing is kept");
});

describe("a read that is kept prepared", () => {
  const read = (viewer: Viewer) =>
    db.transaction(viewer, (tx) => tx.select({ account: operation.accountId }).from(operation), { readOnly: true });

  test("shows every account and role what is theirs, however often it ran for others on that connection", async () => {
    const accounts = [newId("account"), newId("account")] as const;
    const at = new Date();
    await db.transaction(platform, (tx) =>
      tx.insert(operation).values(
        accounts.map((accountId) => ({
          ...{ id: newId("operation"), subject: accountId, accountId, kind: "test", title: "Test" },
          requestedBy: { type: "system" as const, job: "test" },
          ...{
            state: "queued" as const,
            position: 0,
            attempt: 0,
            undoing: false,
            nextAt: at,
            giveUpAt: at,
            createdAt: at,
          },
        })),
      ),
    );
    for (let round = 0; round < 10; round++) {
      for (const accountId of accounts)
        expect(await read({ role: "tenant", accountId })).toEqual([{ account: accountId }]);
      expect(await read(tenant)).toEqual([]);
      expect(await read(platform)).toHaveLength(2);
      await expect(read({ role: "visitor" })).rejects.toMatchObject({ cause: { code: "42501" } });
    }
    const { rows } = await pool.query("select from pg_prepared_statements where statement like '%from \"operation\"%'");
    expect(rows).toHaveLength(1);
  });

  test("is made anew when its table has changed", async () => {
    const keys = (readOnly: boolean) =>
      db.transaction(platform, (tx) => tx.select({ key: inbox.key }).from(inbox), { readOnly });
    for (const readOnly of [true, false]) {
      await db.transaction(platform, (tx) => tx.insert(inbox).values({ key: `kept ${readOnly}`, seenAt: new Date() }));
      const before = await keys(readOnly);
      expect(before).toContainEqual({ key: `kept ${readOnly}` });
      await owner.query(`alter table inbox alter column key type ${readOnly ? "varchar(900)" : "text"}`);
      expect(await keys(readOnly)).toEqual(before);
    }
  });
});
