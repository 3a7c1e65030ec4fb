import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Id, newId } from "../kernel/id.ts";
import { record } from "../kernel/operation.ts";
import { staffMember, system, type TestWorld, testWorld } from "../kernel/test-context.ts";
import * as Audit from "./index.ts";

let world: TestWorld;
let root: pg.Client;
let account: Id<"account">;
beforeAll(async () => {
  world = await testWorld();
  root = new pg.Client({ connectionString: world.ownerUrl });
  await root.connect();
  await root.query("alter table audit_log no force row level security");
});
afterAll(async () => {
  await root.end();
  await world.close();
});
beforeEach(async () => {
  await root.query("truncate audit_log, audit_chain, audit_verified, audit_check");
  account = newId("account");
  for (let n = 1; n <= 5; n++) await write();
});

const write = () =>
  world.db.transaction({ role: "platform" }, (tx) =>
    record({ tx, ctx: world.as(system) }, "thing.changed", { target: "thing", accountId: account }, []),
  );
const hours = (count: number) => world.clock.advance(count * 3600);
const seconds = (count: number) => new Date(world.clock.now.getTime() + count * 1000);
const now = () => world.clock.now;
const run = () => Audit.check({ db: world.db, now, until: seconds(40) });
const shown = () => Audit.verification(world.as(staffMember("support")), {});
const found = async () => (await shown()).places.map(({ chain, seq, problem }) => `${chain} ${seq} ${problem}`);
const at = (seq: number) => `chain = '${account}' and seq = ${seq}`;

test("everything is read once, then what is new alone, and everything again within a day", async () => {
  expect(await shown()).toEqual({ verifiedAt: null, readAgainAt: null, brokenSince: null, places: [] });
  expect(await run()).toMatchObject({ upToDate: true, finished: true, chains: 1, breaks: 0, rows: 10 });
  const whole = now();
  hours(1);
  await write();
  expect(await run()).toMatchObject({ upToDate: true, finished: false, breaks: 0, rows: 1 });
  expect(await run()).toMatchObject({ rows: 0 });
  expect(await shown()).toEqual({ verifiedAt: now(), readAgainAt: whole, brokenSince: null, places: [] });
  hours(24);
  expect(await run()).toMatchObject({ finished: true, rows: 6 });
});

test("a run ends in time, and the next goes on where it stopped", async () => {
  await root.query(
    `insert into audit_log (id, account_id, action, actor, target, request_id, at, by_staff)
     select 'aud_' || n, 'acc_' || n % 3, 'thing.changed', '{}', 'thing', 'r', now(), false from generate_series(1, 1100) n`,
  );
  const total = 1105;
  // Each look at the clock takes a second.
  const ticking = () => {
    world.clock.advance(1);
    return world.clock.now;
  };
  let rows = 0;
  let runs = 0;
  for (let done = false; !done; runs++) {
    const each = await Audit.check({ db: world.db, now: ticking, until: seconds(4) });
    expect(each.breaks).toBe(0);
    expect(each.milliseconds).toBeLessThan(10_000);
    rows += each.rows;
    done = each.finished;
  }
  expect(runs).toBeGreaterThan(1);
  expect(rows).toBe(2 * total);
  expect(await shown()).toMatchObject({ brokenSince: null, places: [] });
});

test.each([
  ["changed", `update audit_log set actor = '{"type": "anonymous"}' where`, 3, ["3 altered"]],
  ["removed", "delete from audit_log where", 3, ["3 removed"]],
])("an old row that was %s is found when everything is read again", async (_what, statement, seq, places) => {
  await run();
  await root.query(`${statement} ${at(seq)}`);
  hours(1);
  expect(await run()).toMatchObject({ breaks: 0 });
  hours(24);
  await run();
  expect(await found()).toEqual(places.map((place) => `${account} ${place}`));
  expect(await shown()).toMatchObject({ brokenSince: now() });
});

test("rows that changed places are found", async () => {
  await run();
  await root.query(`update audit_log set seq = -2 where ${at(2)}`);
  await root.query(`update audit_log set seq = 2 where ${at(3)}`);
  await root.query(`update audit_log set seq = 3 where ${at(-2)}`);
  hours(24);
  await run();
  expect(await found()).toEqual([`${account} 2 altered`, `${account} 3 altered`, `${account} 4 unlinked`]);
});

test("a new row that was changed is found at once, told by every run, and no more when it is as it was", async () => {
  await run();
  const since = seconds(3600);
  hours(1);
  await write();
  await root.query(`update audit_log set target = 'other' where ${at(6)}`);
  for (let n = 0; n < 2; n++)
    expect(await run()).toMatchObject({ breaks: 1, places: [{ seq: 6, problem: "altered" }] });
  expect(await shown()).toMatchObject({ brokenSince: since, places: [{ chain: account, seq: 6, problem: "altered" }] });
  await root.query(`update audit_log set target = 'thing' where ${at(6)}`);
  hours(24);
  await run();
  expect(await shown()).toMatchObject({ verifiedAt: now(), readAgainAt: now(), brokenSince: null, places: [] });
});

test("what was read once is missed, even where the end of its chain was moved with it", async () => {
  await run();
  await root.query(`delete from audit_log where chain = '${account}' and seq > 3`);
  await root.query(
    `update audit_chain c set seq = 3, hash = (select hash from audit_log where ${at(3)}) where chain = '${account}'`,
  );
  await run();
  expect(await found()).toEqual([`${account} 4 removed`, `${account} 5 removed`]);
});

test("a chain that was written anew, every hash of it, is not the one that was read", async () => {
  await run();
  await root.query(`update audit_log set target = 'other' where ${at(2)}`);
  for (let seq = 2; seq <= 5; seq++) {
    await root.query(
      `update audit_log set previous_hash = (select hash from audit_log where ${at(seq - 1)}) where ${at(seq)}`,
    );
    await root.query(`update audit_log l set hash = audit_hash(l) where ${at(seq)}`);
  }
  await root.query(
    `update audit_chain set hash = (select hash from audit_log where ${at(5)}) where chain = '${account}'`,
  );
  await run();
  expect(await found()).toEqual([`${account} 5 altered`]);
});

test("a chain that is gone as a whole, its end too, is missed", async () => {
  await run();
  await root.query(`delete from audit_log where chain = '${account}'`);
  await root.query("delete from audit_chain");
  hours(24);
  await run();
  expect(await found()).toHaveLength(5);
});
