import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DomainError } from "../kernel/errors.ts";
import { noteFailure } from "../kernel/event-failure.ts";
import { type Id, newId } from "../kernel/id.ts";
import { outbox } from "../kernel/kernel.sql.ts";
import type { Ctx } from "../kernel/operation.ts";
import type { FakeNode } from "../nodes/fake-nodes.ts";
import { recordSent } from "../notify/index.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Reports from "./index.ts";

let platform: TestPlatform;
let node: FakeNode;
let owner: Ctx;
let site = 0;
beforeAll(async () => {
  platform = await testPlatform();
  node = await platform.readyNode();
  ({ owner } = await platform.customer());
});
afterAll(() => platform.close());
beforeEach(() => {
  site += 1;
});

const staff = () => platform.asStaff("support");
const committed = async (type: string, subject: string) => {
  const event = { id: newId("event"), type, subject };
  const at = platform.world.clock.now;
  await platform.world.db.transaction({ role: "platform" }, (tx) =>
    tx.insert(outbox).values({ ...event, createdAt: at, dueAt: at, sentAt: at }),
  );
  return event;
};
/** Of a message with this event that has just died in a queue. */
async function shown(queue: string, event: { id: string; type: string; subject: string }) {
  const messageId = platform.queues.bury(queue, JSON.stringify(event));
  const { messages } = await Reports.queue(staff(), { queue });
  return messages.find(({ id }) => id === messageId);
}

describe("a dead message", () => {
  test("about an operation shows what that is, what stopped it, and whether it has ended since", async () => {
    node.fail("route-put", "before", 1, () => new DomainError("conflict", "ingress.rejected", "The node said no."));
    const order = await platform.paidOrder(owner, `shop-${site}`);
    const [due] = platform.world.announced.filter(({ type }) => type === "operation.due").slice(-1);
    const operationId = due?.subject as Id<"operation">;
    const event = await committed("operation.due", operationId);
    const title = `Set up shop-${site}`;
    expect(await shown("operations", event)).toMatchObject({
      event,
      about: { kind: "operation", id: operationId, title, done: false },
      failure: null,
    });
    await platform.deliver();
    expect(order.state).toBe("paid");
    expect(await shown("operations", event)).toMatchObject({
      about: { title, done: true },
      failure: { code: "ingress.rejected", message: "The node said no." },
    });
  });

  test("about money shows the order, and whether it was sent back since", async () => {
    const order = await platform.paidOrder(owner, `shop-${site}`);
    const event = await committed("order.refund_due", order.id);
    const about = { kind: "order", id: order.id, title: `Order ${order.number}` };
    expect((await shown("payments", event))?.about).toEqual({ ...about, done: false });
    await noteFailure(platform.asSystem, event.id, new DomainError("unavailable", "payments.unavailable", "Not now."));
    expect((await shown("payments", event))?.failure).toEqual({
      code: "payments.unavailable",
      message: "Not now.",
      at: platform.world.clock.now,
    });
  });

  test("about a mail shows for whom it is, and whether it was sent since", async () => {
    const personId = owner.actor.type === "member" ? owner.actor.personId : newId("person");
    const event = await committed("person.registered", personId);
    const about = { kind: "person", id: personId, title: "Ada" };
    expect((await shown("mail", event))?.about).toEqual({ ...about, done: false });
    await recordSent(platform.asSystem, { eventId: event.id, type: event.type });
    expect((await shown("mail", event))?.about).toEqual({ ...about, done: true });
  });

  test("about what we do not know, and one that is none of ours, are shown as they are", async () => {
    const unknown = { id: newId("event"), type: "payment_event.received", subject: "evt_1ABC" };
    expect(await shown("payments", unknown)).toMatchObject({ event: unknown, about: null, failure: null });
    const messageId = platform.queues.bury("payments", "<script>alert(1)</script>");
    const { messages } = await Reports.queue(staff(), { queue: "payments" });
    expect(messages.find(({ id }) => id === messageId)).toMatchObject({ event: null, about: null });
  });
});

test("the list shows every queue, and of the dead ones the oldest", async () => {
  for (const subject of ["old", "new"]) {
    platform.queues.bury("mail", JSON.stringify({ id: newId("event"), type: "x.y", subject }));
    platform.world.clock.advance(60);
  }
  const queues = await Reports.queues(staff(), {});
  expect(queues.map(({ name }) => name)).toEqual(["operations", "payments", "mail"]);
  const mail = queues.find(({ name }) => name === "mail");
  expect(mail).toMatchObject({ waiting: 0, inWork: 0, dead: platform.queues.buried("mail").length });
  const dead = (await Reports.queue(staff(), { queue: "mail" })).messages;
  expect(mail?.oldest).toEqual(dead[0]);
  expect(dead.map(({ sentAt }) => sentAt.getTime())).toEqual(
    dead.map(({ sentAt }) => sentAt.getTime()).toSorted((a, b) => a - b),
  );
});

test("queues are for staff, and one that is not there does not exist", async () => {
  await expect(Reports.queues(owner, {})).rejects.toMatchObject({ kind: "forbidden" });
  await expect(Reports.queue(owner, { queue: "mail" })).rejects.toMatchObject({ kind: "forbidden" });
  await expect(Reports.queue(staff(), { queue: "mail-dead" })).rejects.toMatchObject({ kind: "not_found" });
});
