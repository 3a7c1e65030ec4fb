import { afterAll, beforeAll, expect, test } from "vitest";
import type { Tx } from "./db.ts";
import { newId } from "./id.ts";
import { inbox, outbox } from "./kernel.sql.ts";
import { forgetDelivered } from "./retention.ts";
import { type TestWorld, testWorld } from "./test-context.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const now = new Date("2026-06-01T12:00:00.000Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const platform = <T>(run: (tx: Tx) => Promise<T>): Promise<T> => world.db.transaction({ role: "platform" }, run);

const event = (createdAt: Date, sentAt: Date | null) => ({
  id: newId("event"),
  type: "operation.due",
  subject: "op",
  createdAt,
  dueAt: createdAt,
  sentAt,
});

test("what was delivered long ago goes, in batches; what was not delivered stays however old", async () => {
  const kept = [event(daysAgo(200), null), event(daysAgo(200), daysAgo(29)), event(daysAgo(1), daysAgo(1))];
  const old = Array.from({ length: 5 }, () => event(daysAgo(31), daysAgo(31)));
  await platform((tx) => tx.insert(outbox).values([...kept, ...old]));
  const batches: number[] = [];
  for (let gone = 1; gone > 0; batches.push(gone)) gone = await platform((tx) => forgetDelivered(tx, now, 2));
  expect(batches).toEqual([2, 2, 1, 0]);
  const left = await platform((tx) => tx.select({ id: outbox.id }).from(outbox));
  expect(left.map(({ id }) => id).sort()).toEqual(kept.map(({ id }) => id).sort());
});

test("the key of what came in is kept for as long as it can come again", async () => {
  const keys = { "stripe:old": daysAgo(91), "stripe:resent": daysAgo(40), "stripe:new": daysAgo(1) };
  const values = Object.entries(keys).map(([key, seenAt]) => ({ key, seenAt }));
  await platform((tx) => tx.insert(inbox).values(values));
  expect(await platform((tx) => forgetDelivered(tx, now, 100))).toBe(1);
  const left = await platform((tx) => tx.select({ key: inbox.key }).from(inbox));
  expect(left.map(({ key }) => key).sort()).toEqual(["stripe:new", "stripe:resent"]);
});
