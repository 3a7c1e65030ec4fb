import { desc, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { StaffRole } from "../kernel/actor.ts";
import { newId } from "../kernel/id.ts";
import { auditLog } from "../kernel/kernel.sql.ts";
import type { Ctx } from "../kernel/operation.ts";
import { member, staffMember, type TestWorld, testWorld } from "../kernel/test-context.ts";
import { type FakeQueues, fakeQueues } from "./fake-queues.ts";
import * as Queues from "./index.ts";

let world: TestWorld;
let queues: FakeQueues;
let operator: Ctx;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  queues = fakeQueues(() => world.clock.now);
  operator = asStaff("operator");
});

const asStaff = (role: StaffRole) => world.as(staffMember(role), { queues });
const queue = "payments";
const reason = "The bank is back";

const body = (subject: string = newId("order")) =>
  JSON.stringify({ id: newId("event"), type: "order.refund_due", subject });
const bury = (count: number) => Array.from({ length: count }, () => queues.bury(queue, body()));
const sendBack = (more: { messageIds?: string[] } = {}, as = operator) =>
  Queues.sendBack(as, { queue, reason, ...more });
const discard = (more: { messageIds?: string[] } = {}) => Queues.discard(operator, { queue, reason, ...more });
const back = () => queues.waiting.get(queue) ?? [];
/** What somebody else would get now: what is still held is not among it. */
const atHand = async () => (await queues.peek(queue)).map(({ messageId }) => messageId).toSorted();

const audits = (...actions: string[]) =>
  world.db.transaction({ role: "platform" }, (tx) =>
    tx.select().from(auditLog).where(inArray(auditLog.action, actions)).orderBy(desc(auditLog.id)).limit(2),
  );
const nothing = { done: 0, remaining: 0, refused: 0, missing: 0, unfinished: false };

describe("sending back", () => {
  test("puts every dead message into its queue, more than are handed out at once, and leaves none dead", async () => {
    bury(23);
    expect(await sendBack()).toEqual({ ...nothing, done: 23 });
    expect(new Set(back()).size).toBe(23);
    expect(queues.buried(queue)).toEqual([]);
  });

  test("takes one by its id, and everybody gets the others again at once", async () => {
    const [one = "", ...others] = bury(14);
    expect(await sendBack({ messageIds: [one] })).toEqual({ ...nothing, done: 1 });
    expect(back()).toHaveLength(1);
    expect(queues.buried(queue).toSorted()).toEqual(others.toSorted());
    expect(await atHand()).toHaveLength(10);
  });

  test("says of one that was not handed out that it is missing", async () => {
    const [held = ""] = bury(1);
    await queues.take(queue, 60);
    expect(await sendBack({ messageIds: [held, "gone-long-ago"] })).toEqual({ ...nothing, missing: 2 });
  });

  test("by two at once loses nothing and doubles nothing", async () => {
    bury(45);
    const results = await Promise.all([sendBack(), sendBack({}, asStaff("administrator"))]);
    expect(results.reduce((sum, { done }) => sum + done, 0)).toBe(45);
    expect(back()).toHaveLength(45);
    expect(new Set(back()).size).toBe(45);
  });

  test("is on record before and after: who, which queue, how many, which and why", async () => {
    const subject = newId("order");
    queues.bury(queue, body(subject));
    await sendBack();
    const [after, before] = await audits("queue.send_back", "queue.send_back_begun");
    expect(before).toMatchObject({
      action: "queue.send_back_begun",
      target: queue,
      after: { reason, messageIds: "all" },
    });
    expect(after).toMatchObject({
      action: "queue.send_back",
      actor: operator.actor,
      byStaff: true,
      target: queue,
      after: { reason, done: 1, messages: [{ type: "order.refund_due", subject }] },
    });
  });
});

test("what was sent back is not given back as well, and a search among thousands ends", async () => {
  bury(230);
  const given: string[] = [];
  const desk: FakeQueues = {
    ...queues,
    giveBack: async (name, letters) => {
      given.push(...letters.map(({ messageId }) => messageId));
      return queues.giveBack(name, letters);
    },
  };
  const as = world.as(staffMember("operator"), { queues: desk });
  expect(await sendBack({ messageIds: ["not-there"] }, as)).toEqual({ ...nothing, missing: 1, unfinished: true });
  expect(given).toHaveLength(200);
  given.length = 0;
  expect(await sendBack({}, as)).toEqual({ ...nothing, done: 230 });
  expect(given).toEqual([]);
});

describe("when a queue fails", () => {
  test("what was sent and not deleted is told as such, and lies there for the next time", async () => {
    bury(3);
    queues.fail("remove", "before");
    expect(await sendBack()).toEqual({ ...nothing, done: 3, remaining: 3, unfinished: true });
    expect(back()).toHaveLength(3);
    expect(await atHand()).toHaveLength(3);
    expect(await sendBack()).toEqual({ ...nothing, done: 3 });
    expect(queues.buried(queue)).toEqual([]);
  });

  test("what was done before is told and recorded", async () => {
    bury(15);
    queues.fail("send", "before");
    await expect(sendBack()).rejects.toMatchObject({ kind: "unavailable", code: "queues.unavailable" });
    expect(await atHand()).toHaveLength(10);
    const desk = { ...queues, take: failingFrom(2) };
    const result = await Queues.sendBack(world.as(staffMember("operator"), { queues: desk }), { queue, reason });
    expect(result).toEqual({ ...nothing, done: 10, unfinished: true });
    expect([back().length, queues.buried(queue).length]).toEqual([10, 5]);
    const [after] = await audits("queue.send_back");
    expect(after?.after).toMatchObject({ done: 10, unfinished: true });
  });

  test("an answer that was lost leaves every message somewhere: twice perhaps, never nowhere", async () => {
    const bodies = ["a", "b", "c"].map((subject) => body(subject));
    for (const call of ["take", "send", "remove", "giveBack"] as const) {
      for (const one of bodies) queues.bury(queue, one);
      queues.fail(call, "after");
      await sendBack().catch(() => undefined);
      world.clock.advance(61);
      await sendBack();
      expect(new Set(back()), call).toEqual(new Set(bodies));
      expect(queues.buried(queue), call).toEqual([]);
    }
  });

  test("a message that the queue refuses stays where it is, and keeps no other back", async () => {
    const [bad = ""] = bury(3);
    queues.refuse(bad);
    expect(await sendBack()).toEqual({ ...nothing, done: 2, refused: 1 });
    expect(await atHand()).toEqual([bad]);
  });

  const failingFrom = (nth: number): FakeQueues["take"] => {
    let calls = 0;
    return async (...args) => {
      calls += 1;
      if (calls === nth) queues.fail("take", "before");
      return queues.take(...args);
    };
  };
});

test("a call ends within the function's time and says that there is more", async () => {
  bury(60);
  const slow = {
    ...queues,
    take: async (...args: Parameters<FakeQueues["take"]>) => {
      world.clock.advance(5);
      return queues.take(...args);
    },
  };
  const result = await Queues.sendBack(world.as(staffMember("operator"), { queues: slow }), { queue, reason });
  expect(result).toEqual({ ...nothing, done: 30, unfinished: true });
  expect([back().length, queues.buried(queue).length]).toEqual([30, 30]);
});

describe("discarding", () => {
  test("deletes what was named, sends nothing, and keeps on record what the message said", async () => {
    const subject = newId("order");
    const doomed = queues.bury(queue, body(subject));
    const other = queues.bury(queue, body());
    expect(await discard({ messageIds: [doomed] })).toEqual({ ...nothing, done: 1 });
    expect(queues.buried(queue)).toEqual([other]);
    expect(back()).toEqual([]);
    const [after] = await audits("queue.discard");
    expect(after?.after).toMatchObject({ reason, messages: [{ type: "order.refund_due", subject }] });
  });

  test("takes what is no message of ours, too", async () => {
    for (const hostile of ["", "{", "null", '{"id":1}', "x".repeat(10_000)]) queues.bury(queue, hostile);
    expect(await discard()).toEqual({ ...nothing, done: 5 });
    const [after] = await audits("queue.discard");
    expect(JSON.stringify(after?.after).length).toBeLessThan(2000);
  });
});

describe("who may not, or names what is not, moves nothing and leaves no trace", () => {
  const recorded = async () =>
    (
      await world.db.transaction({ role: "platform" }, (tx) =>
        tx.select().from(auditLog).where(eq(auditLog.target, queue)),
      )
    ).length;

  test("members, and staff who do not run the machines", async () => {
    bury(1);
    const before = await recorded();
    const callers = [
      world.as(member(newId("account")), { queues }),
      asStaff("support"),
      asStaff("billing"),
      world.as({ type: "anonymous" }, { queues }),
    ];
    for (const ctx of callers) {
      await expect(Queues.sendBack(ctx, { queue, reason })).rejects.toMatchObject({
        code: expect.stringMatching(/^auth\./),
      });
      await expect(Queues.discard(ctx, { queue, reason })).rejects.toMatchObject({
        code: expect.stringMatching(/^auth\./),
      });
    }
    expect(await recorded()).toBe(before);
    expect(queues.buried(queue)).toHaveLength(1);
  });

  test("queues and messages that cannot be, and no reason", async () => {
    bury(1);
    for (const name of ["payments-dead", "nowhere", "__proto__", "constructor"]) {
      await expect(Queues.sendBack(operator, { queue: name, reason }), name).rejects.toThrow();
    }
    await expect(Queues.sendBack(operator, { queue: "payments-dead", reason })).rejects.toMatchObject({
      kind: "not_found",
    });
    for (const messageIds of [[], ["' or 1=1"], ["../x"], Array.from({ length: 51 }, () => "a")]) {
      await expect(Queues.sendBack(operator, { queue, reason, messageIds })).rejects.toThrow();
    }
    await expect(Queues.discard(operator, { queue, reason: "  " })).rejects.toThrow("Say why");
    expect(queues.buried(queue)).toHaveLength(1);
  });
});
