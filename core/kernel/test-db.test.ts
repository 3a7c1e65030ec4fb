import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "./test-db.ts";

let database: TestDatabase;
let owner: pg.Client;
let app: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  owner = new pg.Client(database.ownerUrl);
  app = new pg.Client(database.url);
  await Promise.all([owner.connect(), app.connect()]);
});
afterAll(async () => {
  await Promise.all([owner.end(), app.end()]);
  await database.close();
});

test("the login owns nothing, passes no row policy and has no right before SET ROLE", async () => {
  await owner.query("create table scratch (text text)");
  await owner.query("grant select on scratch to tenant");
  await expect(app.query("select * from scratch")).rejects.toMatchObject({ code: "42501" });
  await app.query("set role tenant");
  expect((await app.query("select * from scratch")).rows).toEqual([]);
  await app.query("reset role");
  const { rows } = await owner.query(
    `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, (select count(*)::int from pg_class where relowner = r.oid) as owned
     from pg_roles r where rolname = 'app'`,
  );
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, owned: 0 }]);
});

test("the owner of the tables is no superuser and passes no row policy", async () => {
  const { rows } = await owner.query("select rolsuper, rolbypassrls from pg_roles where rolname = current_user");
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false }]);
});

test("two test databases share nothing", async () => {
  const other = await testDatabase();
  const client = new pg.Client(other.ownerUrl);
  await client.connect();
  await client.query("create table scratch (other text)");
  await client.end();
  await other.close();
  await expect(new pg.Client(other.ownerUrl).connect()).rejects.toMatchObject({ code: "3D000" });
});
