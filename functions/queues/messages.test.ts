import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { DomainError } from "#core/kernel/errors.ts";
import { newId } from "#core/kernel/id.ts";
import type { Ctx, Ports } from "#core/kernel/operation.ts";
import type { Message as Mail } from "#core/notify/index.ts";
import * as Orders from "#core/orders/index.ts";
import { type TestPlatform, testPlatform } from "#core/provisioning/test-platform.ts";
import { sendMail } from "./mail-message.ts";
import { takePaymentMessage } from "./payment-message.ts";

let platform: TestPlatform;
let owner: Ctx;
beforeAll(async () => {
  platform = await testPlatform();
  ({ owner } = await platform.customer());
});
afterAll(() => platform.close());
beforeEach(() => {
  vi.spyOn(console, "log").mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

let site = 0;
async function inCheckout() {
  site += 1;
  const order = await Orders.place(owner, { planId: platform.plan.id, siteName: `shop-${site}` });
  await Orders.checkout(owner, { orderId: order.id });
  return { orderId: order.id, checkoutId: [...platform.payments.checkouts.keys()].at(-1) ?? "" };
}
const about = (type: string, subject: string) => ({ id: newId("event"), type, subject });
const take = (type: string, subject: string) => takePaymentMessage(platform.asSystem, about(type, subject));

test("what the provider announced is read anew: an old event about a newer state does no harm", async () => {
  const { orderId, checkoutId } = await inCheckout();
  const paid = platform.payments.pay(checkoutId);
  const lapsed = platform.payments.lapse(checkoutId);
  await take("payment_event.received", lapsed);
  await take("payment_event.received", paid);
  await take("payment_event.received", lapsed);
  expect(await Orders.get(owner, { orderId })).toMatchObject({ state: "paid" });
});

test("a refund follows its messages in whatever order and number they come", async () => {
  const { orderId, checkoutId } = await inCheckout();
  await take("payment_event.received", platform.payments.pay(checkoutId));
  await platform.deliverFor(60);
  await Orders.cancel(owner, { orderId });
  await platform.deliver();
  const [refundId] = [...platform.payments.refunds.keys()].slice(-1);
  const settled = platform.payments.settleRefund(refundId ?? "", "succeeded");
  for (const _ of [1, 2]) {
    await take("payment_event.received", settled);
    await take("order.refund_due", orderId);
  }
  expect(await Orders.get(owner, { orderId })).toMatchObject({ state: "refunded" });
  expect(platform.payments.refunds.size).toBe(1);
});

test("an event that the provider does not know, and an order that is none, come back and end with the dead letters", async () => {
  await expect(take("payment_event.received", "evt_unknown")).rejects.toMatchObject({ code: "payments.refused" });
  await expect(take("order.refund_due", "ord_x")).rejects.toThrow();
});

const sending = (send: (mail: Mail) => Promise<void>): Ctx => ({
  ...platform.asSystem,
  ports: { ...platform.asSystem.ports, mailer: { send } } as Ports,
});

test("a mail is sent once, again after an outage, and not again when its address was refused", async () => {
  const personId = owner.actor.type === "member" ? owner.actor.personId : newId("person");
  const sent: string[] = [];
  const outcomes: (Error | undefined)[] = [new DomainError("unavailable", "mail.unavailable", "Not now."), undefined];
  const ctx = sending(async ({ id }) => {
    const problem = outcomes.shift();
    if (problem) throw problem;
    sent.push(id);
  });
  const message = about("person.registered", personId);
  await expect(sendMail(ctx, message)).rejects.toMatchObject({ code: "mail.unavailable" });
  await sendMail(ctx, message);
  await sendMail(ctx, message);
  expect(sent).toEqual([message.id]);

  let refusals = 0;
  const refusing = sending(async () => {
    refusals += 1;
    throw new DomainError("conflict", "mail.refused", "No such mailbox.");
  });
  const other = about("person.registered", personId);
  await sendMail(refusing, other);
  await sendMail(refusing, other);
  expect(refusals).toBe(1);
});
