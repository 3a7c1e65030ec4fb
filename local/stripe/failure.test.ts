import Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { payCheckout } from "./pay-checkout.ts";
import { checkoutOf, clientOf, paidIntent, type StripeUnderTest, stripeUnderTest } from "./stripe-under-test.ts";

let under: StripeUnderTest;
beforeEach(async () => {
  under = await stripeUnderTest();
});
afterEach(() => under.close());

const { errors } = Stripe;
const customers = async () => (await under.stripe.customers.list()).data.length;

describe("a call", () => {
  test.each([
    [409, errors.StripeAPIError],
    [429, errors.StripeRateLimitError],
    [500, errors.StripeAPIError],
    [503, errors.StripeAPIError],
  ] as const)("fails with %i as often as asked, and then works", async (status, kind) => {
    under.local.failures.add({ kind: "error", method: "POST", path: "/v1/customers", status, times: 2 });
    for (const _ of [1, 2]) {
      const error = await under.stripe.customers.create().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(kind);
      expect(error).toMatchObject({ statusCode: status });
    }
    expect(await customers()).toBe(0);
    await under.stripe.customers.create();
    expect(await customers()).toBe(1);
  });

  test("that fails is retried by the SDK under the same key, and happens once", async () => {
    const patient = clientOf(under.local.port, { maxNetworkRetries: 2 });
    under.local.failures.add({ kind: "error", path: "/v1/customers", status: 500, times: 2 });
    await patient.customers.create();
    expect(await customers()).toBe(1);
  });

  test.each(["error", "close", "hang"] as const)(
    "can take effect though its answer is lost (%s): repeated, it happens once",
    async (kind) => {
      const hasty = clientOf(under.local.port, { maxNetworkRetries: 1, timeout: 500 });
      const failure = { path: "/v1/payment_intents", method: "POST", executed: true } as const;
      under.local.failures.add(kind === "error" ? { kind, status: 500, ...failure } : { kind, ...failure });
      expect(await paidIntent(hasty)).toMatchObject({ status: "succeeded" });
      expect((await under.stripe.charges.list()).data).toHaveLength(1);
    },
  );

  test.each([true, false])("leaves its effect behind exactly when asked to (%s)", async (executed) => {
    under.local.failures.add({ kind: "error", path: "/v1/customers", status: 500, executed });
    await expect(under.stripe.customers.create()).rejects.toMatchObject({ statusCode: 500 });
    expect(await customers()).toBe(executed ? 1 : 0);
  });

  test("is cut off before it takes effect", async () => {
    // The SDK itself repeats a closed connection once.
    under.local.failures.add({ kind: "close", path: "/v1/customers", times: 2 });
    await expect(under.stripe.customers.create()).rejects.toBeInstanceOf(errors.StripeConnectionError);
    expect(await customers()).toBe(0);
  });

  test("is left without an answer", async () => {
    under.local.failures.add({ kind: "hang", path: "/v1/customers" });
    await expect(under.stripe.customers.create({}, { timeout: 200 })).rejects.toThrow(/timed out|timeout|aborted/i);
    expect(await customers()).toBe(0);
  });

  test("is picked by its method and path, and all of them can be switched off again", async () => {
    under.local.failures.add({ kind: "error", method: "POST", path: "/v1/checkout/*", status: 500, times: 9 });
    await expect(checkoutOf(under.stripe)).rejects.toMatchObject({ statusCode: 500 });
    await under.stripe.checkout.sessions.list();
    await under.stripe.customers.create();
    expect(under.local.failures.list()).toMatchObject([{ kind: "error", times: 8 }]);
    under.local.failures.clear();
    expect(await checkoutOf(under.stripe)).toMatchObject({ status: "open" });
  });
});

describe("the bank", () => {
  test("declines a good card", async () => {
    under.local.failures.add({ kind: "decline", decline: "insufficient_funds" });
    await expect(paidIntent(under.stripe)).rejects.toMatchObject({
      statusCode: 402,
      decline_code: "insufficient_funds",
    });
    expect(await paidIntent(under.stripe)).toMatchObject({ status: "succeeded" });
  });

  test("declines off session only, and leaves the page alone", async () => {
    under.local.failures.add({ kind: "decline", decline: "expired_card", offSessionOnly: true });
    const session = await checkoutOf(under.stripe);
    expect(await payCheckout(session.url ?? "", { card: "visa" })).toMatchObject({ kind: "left" });
    const call = under.stripe.paymentIntents.create({
      amount: 1400,
      currency: "eur",
      confirm: true,
      off_session: true,
      payment_method: "pm_card_visa",
    });
    await expect(call).rejects.toMatchObject({ statusCode: 402, code: "expired_card" });
  });

  test("lets a refund of a good card fail later", async () => {
    const { id } = await paidIntent(under.stripe);
    under.local.failures.add({ kind: "refund", outcome: "fails" });
    const refund = await under.stripe.refunds.create({ payment_intent: id });
    expect(refund.status).toBe("succeeded");
    await under.local.clock.advance(5_000);
    expect(await under.stripe.refunds.retrieve(refund.id)).toMatchObject({ status: "failed" });
  });
});
