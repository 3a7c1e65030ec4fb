import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import { staffMember } from "../kernel/test-context.ts";
import * as Orders from "../orders/index.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import { compose, recordSent } from "./index.ts";

let platform: TestPlatform;
let owner: Ctx;
beforeAll(async () => {
  platform = await testPlatform();
  await platform.readyNode();
  ({ owner } = await platform.customer());
});
afterAll(() => platform.close());

const personId = () => (owner.actor.type === "member" ? owner.actor.personId : "");

test("a live site, a refund and a registration are told to the person whose they are", async () => {
  const live = await platform.paidOrder(owner, "live-site");
  await platform.deliver();
  const refunded = await platform.paidOrder(owner, "gone-site");
  await Orders.cancel(owner, { orderId: refunded.id });
  await platform.deliver();
  const to = `${personId()}@example.com`;

  const about = (type: "order.fulfilled" | "order.refunded" | "person.registered", subject: string) =>
    compose(platform.asSystem, { eventId: newId("event"), type, subject });
  expect(await about("order.fulfilled", live.id)).toMatchObject({
    to,
    subject: "live-site.sites.example is live",
    text: expect.stringContaining(`https://portal.example/services/${live.serviceId}`),
  });
  expect(await about("order.refunded", refunded.id)).toMatchObject({
    to,
    subject: `Order ${refunded.number} was refunded`,
    text: expect.stringContaining("5.00 EUR"),
  });
  expect(await about("person.registered", personId())).toMatchObject({ to, id: expect.stringMatching(/^evt_/) });
});

test("what was sent is not composed again, and is recorded once", async () => {
  const event = { eventId: newId("event"), type: "person.registered" as const, subject: personId() };
  expect(await compose(platform.asSystem, event)).toMatchObject({ id: event.eventId });
  expect(await compose(platform.asSystem, event)).toMatchObject({ id: event.eventId });
  await recordSent(platform.asSystem, event);
  await recordSent(platform.asSystem, event);
  expect(await compose(platform.asSystem, event)).toBeNull();
});

test("about what does not exist nobody is told, and only the platform writes", async () => {
  const nobody = { eventId: newId("event"), type: "order.fulfilled" as const, subject: newId("order") };
  expect(await compose(platform.asSystem, nobody)).toBeNull();
  await expect(compose({ ...owner }, nobody)).rejects.toMatchObject({ kind: "forbidden" });
  await expect(compose({ ...owner, actor: staffMember() }, nobody)).rejects.toMatchObject({ kind: "forbidden" });
});
