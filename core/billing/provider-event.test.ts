import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../kernel/id.ts";
import { outbox } from "../kernel/kernel.sql.ts";
import { anonymous, member, staffMember, system, type TestWorld, testWorld } from "../kernel/test-context.ts";
import * as Billing from "./index.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const asProvider = () => world.as({ type: "webhook", source: "stripe" });
const eventsOf = (subject: string) =>
  world.db.transaction({ role: "platform" }, (tx) => tx.select().from(outbox).where(eq(outbox.subject, subject)));

test("an event is handed on once, however often and at once it comes", async () => {
  const event = { eventId: "evt_1", type: "checkout.session.completed" };
  await Promise.all(Array.from({ length: 6 }, () => Billing.receive(asProvider(), event)));
  await Billing.receive(asProvider(), event);
  expect(await eventsOf("evt_1")).toMatchObject([{ type: "payment_event.received" }]);
});

test("an event that changes no order goes no further", async () => {
  await Billing.receive(asProvider(), { eventId: "evt_3", type: "charge.succeeded" });
  expect(await eventsOf("evt_3")).toEqual([]);
});

test("only a webhook that was verified brings events", async () => {
  for (const actor of [anonymous, member(newId("account")), staffMember("administrator"), system]) {
    await expect(Billing.receive(world.as(actor), { eventId: "evt_2", type: "x" })).rejects.toThrow();
  }
  expect(await eventsOf("evt_2")).toEqual([]);
});

test("what is not an event's id is refused", async () => {
  for (const eventId of ["", "evt_", "cs_1", "evt_1'; drop table outbox", `evt_${"x".repeat(101)}`, "evt_1\n"]) {
    await expect(Billing.receive(asProvider(), { eventId, type: "x" }), eventId).rejects.toThrow();
  }
});
