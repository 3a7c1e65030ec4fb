import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CheckoutRequest, PaymentProvider } from "#core/billing/ports.ts";
import { stripePayments } from "#core/billing/stripe-payments.ts";
import { DomainError } from "#core/kernel/errors.ts";
import { money } from "#core/kernel/money.ts";
import { Secret } from "#core/kernel/secret.ts";
import { payCheckout } from "./pay-checkout.ts";
import { type StripeUnderTest, secretKey, stripeUnderTest } from "./stripe-under-test.ts";

let under: StripeUnderTest;
let payments: PaymentProvider;
beforeEach(async () => {
  under = await stripeUnderTest();
  payments = stripePayments({ secretKey: new Secret(secretKey), apiBase: under.local.url });
});
afterEach(() => under.close());

const request = async (more: Partial<CheckoutRequest> = {}): Promise<CheckoutRequest> => ({
  orderId: "ord_1",
  customerId: (await payments.createCustomer({ accountId: "acc_1", name: "Studio North" })).id,
  description: "Static hosting Plus",
  price: money(1400),
  successUrl: "http://localhost:4100/orders/ord_1?checkout=done",
  cancelUrl: "http://localhost:4100/orders/ord_1?checkout=cancelled",
  saveCard: false,
  idempotencyKey: "checkout:ord_1",
  ...more,
});

const open = async () => payments.createCheckout(await request());
const pay = async () => {
  const checkout = await open();
  await payCheckout(checkout.url ?? "", { card: "visa" });
  return payments.checkout(checkout.id);
};
const refusal = async (call: Promise<unknown>) => {
  const error: unknown = await call.catch((reason: unknown) => reason);
  if (!(error instanceof DomainError)) throw new Error(`expected a DomainError, got ${String(error)}`);
  return { kind: error.kind, code: error.code, cause: String(error.cause) };
};

test("one account has one customer, however often it is made", async () => {
  const made = await Promise.all(
    [1, 2, 3].map(() => payments.createCustomer({ accountId: "acc_1", name: "Studio North", email: "a@example.com" })),
  );
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  expect((await under.stripe.customers.list()).data).toMatchObject([
    { name: "Studio North", metadata: { account_id: "acc_1" } },
  ]);
});

describe("a checkout", () => {
  test("is open for its order and its sum, once per key", async () => {
    const checkout = await open();
    expect(checkout).toMatchObject({
      state: "open",
      paid: false,
      orderId: "ord_1",
      paymentId: null,
      total: money(1400),
    });
    expect(checkout.expiresAt.getTime()).toBeGreaterThan(under.local.clock.now().getTime());
    expect((await open()).id).toBe(checkout.id);
    expect((await under.stripe.checkout.sessions.list()).data).toHaveLength(1);
  });

  test("names its payment once it is paid", async () => {
    const paid = await pay();
    expect(paid).toMatchObject({ state: "complete", paid: true, url: null, paymentId: expect.stringMatching(/^pi_/) });
    const intent = await under.stripe.paymentIntents.retrieve(paid.paymentId ?? "");
    expect(intent).toMatchObject({ amount: 1400, currency: "eur", metadata: { order_id: "ord_1" } });
  });

  test("is ended, and ending it again changes nothing", async () => {
    const { id } = await open();
    expect(await payments.expireCheckout(id)).toMatchObject({ state: "expired", paid: false, url: null });
    expect(await payments.expireCheckout(id)).toMatchObject({ state: "expired" });
  });

  test("that was paid meanwhile is not ended but told as paid", async () => {
    const { id } = await pay();
    expect(await payments.expireCheckout(id)).toMatchObject({ state: "complete", paid: true });
  });
});

describe("a refund", () => {
  test("is made once per key", async () => {
    const { paymentId } = await pay();
    const order = { paymentId: paymentId ?? "", idempotencyKey: "refund:ord_1" };
    const first = await payments.createRefund(order);
    expect(first.state).toBe("succeeded");
    expect(await payments.createRefund(order)).toEqual(first);
    expect((await under.stripe.refunds.list()).data).toHaveLength(1);
  });

  test.each([
    ["pending", "pending", "succeeded"],
    ["fails", "succeeded", "failed"],
  ] as const)("that %s is %s at first and %s in the end", async (outcome, first, last) => {
    const { paymentId } = await pay();
    under.local.failures.add({ kind: "refund", outcome });
    const refund = await payments.createRefund({ paymentId: paymentId ?? "", idempotencyKey: "refund:ord_1" });
    expect(refund.state).toBe(first);
    await under.local.clock.advance(5_000);
    expect(await payments.refund(refund.id)).toMatchObject({ state: last });
  });
});

test("what a webhook announced is read again by its id", async () => {
  const paid = await pay();
  await under.local.webhooks.settled();
  const announced = under.hooks.received.find(({ type }) => type === "checkout.session.completed");
  expect(await payments.event(announced?.id ?? "")).toEqual({ type: "checkout.session.completed", objectId: paid.id });
});

describe("when the provider fails", () => {
  test.each([
    ["error", 1],
    ["close", 1],
  ] as const)("a call that took effect though its answer was lost (%s) happens once", async (kind, times) => {
    const { paymentId } = await pay();
    const failure = { path: "/v1/refunds", executed: true, times };
    under.local.failures.add(kind === "error" ? { kind, status: 500, ...failure } : { kind, ...failure });
    const order = { paymentId: paymentId ?? "", idempotencyKey: "refund:ord_1" };
    const refund = await payments.createRefund(order);
    expect((await under.stripe.refunds.list()).data).toMatchObject([{ id: refund.id, amount: 1400 }]);
  });

  test.each([500, 503, 429, 409] as const)("for good with %i, it is worth trying again", async (status) => {
    under.local.failures.add({ kind: "error", path: "/v1/customers", status, times: 10 });
    expect(await refusal(payments.createCustomer({ accountId: "acc_1", name: "x" }))).toMatchObject({
      kind: "unavailable",
      code: "payments.unavailable",
    });
  });

  test("or is not there at all, it is worth trying again", async () => {
    const nobody = stripePayments({ secretKey: new Secret(secretKey), apiBase: "http://127.0.0.1:9" });
    expect(await refusal(nobody.refund("re_1"))).toMatchObject({ kind: "unavailable", code: "payments.unavailable" });
  });
});

describe("what is refused for good", () => {
  const refusedForGood = { kind: "conflict", code: "payments.refused" };

  test("is a refund of what is not there", async () => {
    expect(await refusal(payments.createRefund({ paymentId: "pi_none", idempotencyKey: "k" }))).toMatchObject({
      ...refusedForGood,
      cause: expect.stringContaining("No such payment_intent"),
    });
  });

  test("is a second refund under another key", async () => {
    const { paymentId } = await pay();
    await payments.createRefund({ paymentId: paymentId ?? "", idempotencyKey: "a" });
    expect(await refusal(payments.createRefund({ paymentId: paymentId ?? "", idempotencyKey: "b" }))).toMatchObject(
      refusedForGood,
    );
  });

  test("is a key that is not ours, and no error shows it", async () => {
    const stranger = stripePayments({ secretKey: new Secret("sk_test_stranger_key"), apiBase: under.local.url });
    const refused = await refusal(stranger.refund("re_1"));
    expect(refused).toMatchObject(refusedForGood);
    expect(JSON.stringify(refused)).not.toContain("stranger_key");
  });

  test("is another order under a key that was used", async () => {
    await open();
    expect(await refusal(payments.createCheckout(await request({ price: money(2000) })))).toMatchObject(refusedForGood);
  });
});
