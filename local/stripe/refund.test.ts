import { afterEach, beforeEach, expect, test } from "vitest";
import { paidIntent, type StripeUnderTest, stripeUnderTest } from "./stripe-under-test.ts";

let under: StripeUnderTest;
beforeEach(async () => {
  under = await stripeUnderTest();
});
afterEach(() => under.close());

const refunded = async (card: string, amount?: number) => {
  const { id } = await paidIntent(under.stripe, card);
  await under.local.webhooks.settled();
  under.hooks.received.length = 0;
  return under.stripe.refunds.create({ payment_intent: id, ...(amount && { amount }), metadata: { order: "ord_1" } });
};

const chargeOf = async (refund: { charge: unknown }) => under.stripe.charges.retrieve(String(refund.charge));

test("a plain refund is done at once and told of", async () => {
  const refund = await refunded("pm_card_visa", 500);
  expect(refund).toMatchObject({ status: "succeeded", metadata: { order: "ord_1" } });
  expect(await chargeOf(refund)).toMatchObject({ amount_refunded: 500, refunded: false });
  await under.local.webhooks.settled();
  expect(under.hooks.types()).toEqual(["refund.created", "charge.refunded"]);
  expect(under.hooks.received[1]?.previous).toEqual({ amount_refunded: 0 });
});

test("a pending refund succeeds later", async () => {
  const refund = await refunded("pm_card_pendingRefund");
  expect(refund).toMatchObject({ status: "pending", pending_reason: "processing" });
  await under.local.clock.advance(5_000);
  const after = await under.stripe.refunds.retrieve(refund.id);
  expect(after.status).toBe("succeeded");
  expect(after).not.toHaveProperty("pending_reason");
  expect(under.hooks.types()).toEqual(["refund.created", "charge.refunded", "refund.updated"]);
});

test("a refund that looked good fails later, and the money counts as kept again", async () => {
  const refund = await refunded("pm_card_refundFail");
  expect(refund.status).toBe("succeeded");
  expect(await chargeOf(refund)).toMatchObject({ amount_refunded: 2000, refunded: true });
  await under.local.clock.advance(5_000);
  expect(await under.stripe.refunds.retrieve(refund.id)).toMatchObject({
    status: "failed",
    failure_reason: "expired_or_canceled_card",
  });
  expect(await chargeOf(refund)).toMatchObject({ amount_refunded: 0, refunded: false });
  expect(under.hooks.types()).toEqual([
    "refund.created",
    "charge.refunded",
    "charge.updated",
    "refund.updated",
    "refund.failed",
  ]);
});

test("the bank's answer comes also when the stand-in was down at that time", async () => {
  const refund = await refunded("pm_card_pendingRefund");
  await under.restart();
  await under.local.clock.advance(5_000);
  expect(await under.stripe.refunds.retrieve(refund.id)).toMatchObject({ status: "succeeded" });
});

test("only money that was taken can be paid back", async () => {
  const intent = await under.stripe.paymentIntents.create({ amount: 2000, currency: "eur" });
  await expect(under.stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
    statusCode: 400,
    param: "payment_intent",
  });
  await expect(under.stripe.refunds.create({})).rejects.toMatchObject({ code: "parameter_missing" });
});
