import Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type StripeUnderTest, stripeUnderTest } from "./stripe-under-test.ts";

const DAY = 86_400_000;

let under: StripeUnderTest;
beforeEach(async () => {
  under = await stripeUnderTest();
});
afterEach(() => under.close());

const errorOf = async (call: Promise<unknown>) => {
  const error: unknown = await call.catch((reason: unknown) => reason);
  if (!(error instanceof Stripe.errors.StripeError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
};

const key = { idempotencyKey: "order-1" };
const charge = (payment_method = "pm_card_visa") => ({ amount: 1400, currency: "eur", confirm: true, payment_method });

test("one key pays once, also after a restart", async () => {
  const first = await under.stripe.paymentIntents.create(charge(), key);
  await under.restart();
  const again = await under.stripe.paymentIntents.create(charge(), key);
  expect(again.id).toBe(first.id);
  expect((await under.stripe.charges.list()).data).toHaveLength(1);
});

test("a decline is the answer that is kept", async () => {
  const first = await errorOf(under.stripe.paymentIntents.create(charge("pm_card_visa_chargeDeclined"), key));
  const again = await errorOf(under.stripe.paymentIntents.create(charge("pm_card_visa_chargeDeclined"), key));
  expect(again).toMatchObject({ statusCode: 402, code: "card_declined", charge: first.charge });
  expect((await under.stripe.charges.list()).data).toHaveLength(1);
});

test("a refusal is not kept: the same key may be used for the corrected call", async () => {
  const refused = await errorOf(under.stripe.paymentIntents.create({ ...charge(), amount: 1 }, key));
  expect(refused.code).toBe("amount_too_small");
  expect(await under.stripe.paymentIntents.create(charge(), key)).toMatchObject({ status: "succeeded" });
});

test("the same key on another call is refused", async () => {
  await under.stripe.customers.create({ name: "Ada" }, key);
  const error = await errorOf(under.stripe.products.create({ name: "Ada" }, key));
  expect(error).toMatchObject({ statusCode: 400, rawType: "idempotency_error" });
  expect(error.message).toContain("order-1");
});

test("two calls under one key at the same time have one winner", async () => {
  under.local.failures.add({ kind: "slow", path: "/v1/payment_intents", ms: 300 });
  const calls = await Promise.allSettled([
    under.stripe.paymentIntents.create(charge(), key),
    under.stripe.paymentIntents.create(charge(), key),
    under.stripe.paymentIntents.create(charge(), key),
  ]);
  const refused = calls.flatMap((call) => (call.status === "rejected" ? [call.reason] : []));
  expect(refused).toMatchObject([
    { statusCode: 409, code: "idempotency_key_in_use" },
    { statusCode: 409, code: "idempotency_key_in_use" },
  ]);
  expect((await under.stripe.charges.list()).data).toHaveLength(1);
});

test("a client that retries gets through to the winner's answer", async () => {
  under.local.failures.add({ kind: "slow", path: "/v1/payment_intents", ms: 200 });
  const patient = { ...key, maxNetworkRetries: 5 };
  const ids = await Promise.all(
    [1, 2].map(async () => (await under.stripe.paymentIntents.create(charge(), patient)).id),
  );
  expect(new Set(ids).size).toBe(1);
});

test("a key is forgotten after a day", async () => {
  const first = await under.stripe.customers.create({ name: "Ada" }, key);
  await under.local.clock.advance(DAY + 60_000);
  const later = await under.stripe.customers.create({ name: "Bob" }, key);
  expect(later.id).not.toBe(first.id);
});
