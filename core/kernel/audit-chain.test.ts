import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { verifyAuditChains } from "./audit-chain.ts";
import { newId } from "./id.ts";
import { type Audit, record } from "./operation.ts";
import { system, type TestWorld, testWorld } from "./test-context.ts";

let world: TestWorld;
let root: pg.Client;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

beforeEach(async () => {
  root = new pg.Client({ connectionString: world.ownerUrl });
  await root.connect();
});
afterEach(() => root.end());

/** What the chains look like after somebody who took the whole database did this to them. Undone afterwards. */
async function verdictAfter(...statements: string[]) {
  await root.query("begin");
  try {
    await root.query("alter table audit_log no force row level security");
    for (const statement of statements) await root.query(statement);
    return await verifyAuditChains(root);
  } finally {
    await root.query("rollback");
  }
}

const accounts = [newId("account"), newId("account")] as const;
const write = (audit: Audit, ctx = world.as(system)) =>
  world.db.transaction({ role: "platform" }, (tx) => record({ tx, ctx }, "thing.changed", audit, []));
const tenth = async (n: number) =>
  write({ target: `thing_${n}`, accountId: accounts[n % 2], before: { n, "": null }, after: ["ä", n / 3] });

async function breaksAfter(...statements: string[]) {
  const { breaks } = await verdictAfter(...statements);
  return breaks.map(({ chain, seq, problem }) => `${chain === "platform" ? "platform" : "account"} ${seq} ${problem}`);
}
const at = (seq: number) => `chain = '${accounts[0]}' and seq = ${seq}`;

beforeAll(async () => {
  for (let n = 0; n < 10; n++) await tenth(n);
  await write({ target: "platform" });
});

test("what commands wrote is linked, row by row, in a chain for each account and one for the platform", async () => {
  expect(await verdictAfter()).toEqual({ chains: 3, rows: 11, breaks: [] });
});

test.each([
  ["the words of a row", `update audit_log set after = '{"n": 7}' where ${at(2)}`, ["account 2 altered"]],
  ["who did it", `update audit_log set actor = '{"type": "anonymous"}' where ${at(5)}`, ["account 5 altered"]],
  ["when", `update audit_log set at = at + interval '1 millisecond' where ${at(1)}`, ["account 1 altered"]],
  ["a row that is gone", `delete from audit_log where ${at(3)}`, ["account 3 removed"]],
  ["the first row gone", `delete from audit_log where ${at(1)}`, ["account 1 removed"]],
  ["the last row gone", `delete from audit_log where ${at(5)}`, ["account 5 removed"]],
  ["a whole chain gone", "delete from audit_log where chain = 'platform'", ["platform 1 removed"]],
  [
    "an end moved back with the last row",
    `delete from audit_log where ${at(5)}; update audit_chain set seq = 4 where chain = '${accounts[0]}'`,
    ["account 4 unlinked"],
  ],
  ["an end that was forgotten", `delete from audit_chain where chain = '${accounts[0]}'`, ["account 5 added"]],
])("finds %s", async (_what, statement, breaks) => {
  expect(await breaksAfter(statement)).toEqual(breaks);
});

test("finds rows that changed places, although each keeps its words", async () => {
  const swap = `update audit_log set seq = case seq when 2 then 3 else 2 end where chain = '${accounts[0]}' and seq in (2, 3)`;
  expect(await breaksAfter("drop index audit_log_chain", swap)).toEqual([
    "account 2 altered",
    "account 3 altered",
    "account 4 unlinked",
  ]);
});

test("finds a row that was altered and given a hash that fits it: the next one does not fit", async () => {
  const forge = `update audit_log l set hash = audit_hash(l) where ${at(2)}`;
  expect(await breaksAfter(`update audit_log set target = 'other' where ${at(2)}`, forge)).toEqual([
    "account 3 unlinked",
  ]);
});

test("a hundred commands at once make one chain without a gap", async () => {
  const account = newId("account");
  await Promise.all(Array.from({ length: 100 }, () => write({ target: "thing", accountId: account })));
  expect(await verdictAfter()).toMatchObject({ breaks: [] });
  const { rows } = await root.query("select seq::int from audit_chain where chain = $1", [account]);
  expect(rows).toEqual([{ seq: 100 }]);
});

test("a change that is undone leaves no gap", async () => {
  const account = newId("account");
  const undone = world.db.transaction({ role: "platform" }, async (tx) => {
    await record({ tx, ctx: world.as(system) }, "thing.changed", { target: "thing", accountId: account }, []);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  await write({ target: "thing", accountId: account });
  expect(await verdictAfter()).toMatchObject({ breaks: [] });
});

test("whoever writes a row cannot say where it stands, nor touch the end of a chain", async () => {
  const account = newId("account");
  const app = new pg.Client({ connectionString: world.url });
  await app.connect();
  try {
    await app.query("begin");
    await app.query("select set_config('app.account_id', $1, true)", [account]);
    await app.query("set local role tenant");
    await app.query(
      `insert into audit_log (id, account_id, action, actor, target, request_id, at, by_staff, chain, seq, previous_hash, hash)
       values ($1, $2, 'forged', '{}', 'x', 'r', now(), false, 'platform', 99, 'a', 'b')`,
      [newId("audit"), account],
    );
    await app.query("commit");
    for (const statement of ["update audit_chain set seq = 0", "delete from audit_chain", "select audit_link()"]) {
      await app.query("begin");
      await app.query("set local role tenant");
      await expect(app.query(statement)).rejects.toThrow(/permission denied|trigger functions/);
      await app.query("rollback");
    }
  } finally {
    await app.end();
  }
  expect(await verdictAfter()).toMatchObject({ breaks: [] });
  const { rows } = await root.query("select seq::int from audit_chain where chain = $1", [account]);
  expect(rows).toEqual([{ seq: 1 }]);
});
