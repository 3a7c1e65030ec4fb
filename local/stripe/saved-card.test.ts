import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ChargeRequest, PaymentProvider } from "#core/billing/ports.ts";
import { stripePayments } from "#core/billing/stripe-payments.ts";
import { money } from "#core/kernel/money.ts";
import { Secret } from "#core/kernel/secret.ts";
import type { CardName } from "./card.ts";
import { payCheckout } from "./pay-checkout.ts";
import { type StripeUnderTest, secretKey, stripeUnderTest } from "./stripe-under-test.ts";

let under: StripeUnderTest;
let payments: PaymentProvider;
let customerId: string;
beforeEach(async () => {
  under = await stripeUnderTest();
  payments = stripePayments({ secretKey: new Secret(secretKey), apiBase: under.local.url });
  customerId = (await payments.createCustomer({ accountId: "acc_1", name: "Studio North" })).id;
});
afterEach(() => under.close());

async function paidWith(card: CardName, saveCard = true) {
  const made = await payments.createCheckout({
    ...{ orderId: "ord_1", customerId, description: "studio.example", price: money(1399), saveCard },
    ...{ successUrl: "http://localhost:4100/?done", cancelUrl: "http://localhost:4100/?cancelled" },
    idempotencyKey: `checkout:${card}:${saveCard}`,
  });
  await payCheckout(made.url ?? "", { card });
  return payments.checkout(made.id);
}
const kept = async (card: CardName = "visa") => (await paidWith(card)).card?.methodId ?? "";
const request = (methodId: string, more: Partial<ChargeRequest> = {}): ChargeRequest => ({
  ...{ orderId: "ord_2", attempt: 1, customerId, methodId, description: "A year more", price: money(1499) },
  ...{ idempotencyKey: "charge:ord_2:1", ...more },
});
const since = () => new Date(under.local.clock.now().getTime() - 3_600_000);
const intents = async () =>
  (await under.stripe.paymentIntents.list({ customer: customerId })).data.filter(
    ({ metadata }) => metadata.charge_attempt,
  );

describe("a card", () => {
  test("is kept where its payer agreed, and only there", async () => {
    const paid = await paidWith("visa");
    expect(paid.card).toEqual({
      ...{ methodId: expect.stringMatching(/^pm_/), brand: "visa", last4: "4242", expMonth: 12, expYear: 2034 },
    });
    expect((await paidWith("mastercard", false)).card).toBeNull();
    expect((await under.stripe.paymentMethods.list({ customer: customerId })).data).toHaveLength(1);
  });

  test("is forgotten once and for all, and of no use to anybody afterwards", async () => {
    const methodId = await kept();
    await payments.forgetCard(methodId);
    await payments.forgetCard(methodId);
    await payments.forgetCard("pm_never_there");
    expect((await under.stripe.paymentMethods.list({ customer: customerId })).data).toEqual([]);
    expect(await payments.chargeSaved(request(methodId))).toMatchObject({
      state: "failed",
      failure: "card_gone",
      id: null,
    });
    await expect(under.stripe.paymentMethods.attach(methodId, { customer: customerId })).rejects.toThrow(
      /may not be used again/,
    );
    expect(await intents()).toEqual([]);
  });

  test("is charged for nobody else", async () => {
    const methodId = await kept();
    const { id } = await payments.createCustomer({ accountId: "acc_2", name: "Somebody else" });
    expect(await payments.chargeSaved(request(methodId, { customerId: id }))).toMatchObject({ failure: "card_gone" });
  });
});

describe("a charge of a kept card", () => {
  test("is made once per key, for its order, and found again", async () => {
    const methodId = await kept();
    expect(await payments.findCharge({ ...request(methodId), since: since() })).toBeNull();
    const charge = await payments.chargeSaved(request(methodId));
    expect(charge).toMatchObject({
      orderId: "ord_2",
      attempt: 1,
      state: "succeeded",
      total: money(1499),
      failure: null,
    });
    expect(await payments.chargeSaved(request(methodId))).toEqual(charge);
    expect(await payments.charge(charge.id ?? "")).toEqual(charge);
    expect(await payments.findCharge({ ...request(methodId), since: since() })).toEqual(charge);
    expect(await payments.findCharge({ ...request(methodId), attempt: 2, since: since() })).toBeNull();
    expect(await intents()).toHaveLength(1);
    const refund = await payments.createRefund({ paymentId: charge.id ?? "", idempotencyKey: "refund:ord_2" });
    expect(refund.state).toBe("succeeded");
  });

  test("of a payment on a page is none", async () => {
    const { paymentId } = await paidWith("visa");
    expect(await payments.charge(paymentId ?? "")).toMatchObject({ orderId: null, attempt: null, state: "succeeded" });
  });

  test.each([
    ["authenticationRequired", "authentication_required"],
    ["authenticationRequiredOnSetup", null],
  ] as const)("with a card that the bank asks about (%s) is refused with %s", async (card, failure) => {
    const charge = await payments.chargeSaved(request(await kept(card)));
    expect(charge).toMatchObject({ state: failure ? "failed" : "succeeded", failure });
    expect(await payments.charge(charge.id ?? "")).toEqual(charge);
  });

  test.each([
    ["generic_decline", "card_declined"],
    ["insufficient_funds", "card_declined"],
    ["expired_card", "card_expired"],
    ["authentication_required", "authentication_required"],
  ] as const)(
    "that the bank refuses (%s) says so (%s), the same each time, and another attempt may succeed",
    async (decline, failure) => {
      const methodId = await kept();
      under.local.failures.add({ kind: "decline", decline, offSessionOnly: true });
      const refused = await payments.chargeSaved(request(methodId));
      expect(refused).toMatchObject({ state: "failed", failure, orderId: "ord_2", id: expect.stringMatching(/^pi_/) });
      expect(await payments.chargeSaved(request(methodId))).toEqual(refused);
      expect(await payments.findCharge({ ...request(methodId), since: since() })).toEqual(refused);
      const second = request(methodId, { attempt: 2, idempotencyKey: "charge:ord_2:2" });
      expect(await payments.chargeSaved(second)).toMatchObject({ state: "succeeded", attempt: 2 });
    },
  );

  test("that Stripe takes in no case is a no, and nothing that is tried for ever", async () => {
    const tiny = request(await kept(), { price: money(10) });
    expect(await payments.chargeSaved(tiny)).toMatchObject({ state: "failed", failure: "charge_refused", id: null });
    expect(await intents()).toEqual([]);
  });

  test("whose answer is lost was made once, and is found", async () => {
    const methodId = await kept();
    under.local.failures.add({ kind: "close", path: "/v1/payment_intents", method: "POST", executed: true, times: 2 });
    await payments.chargeSaved(request(methodId)).catch(() => undefined);
    expect(await payments.findCharge({ ...request(methodId), since: since() })).toMatchObject({ state: "succeeded" });
    expect(await intents()).toHaveLength(1);
  });

  test("is announced, and the announcement says which payment to look at", async () => {
    const charge = await payments.chargeSaved(request(await kept()));
    await under.local.webhooks.settled();
    const told = under.hooks.received.filter(({ type }) => type === "payment_intent.succeeded");
    const about = await Promise.all(told.map(({ id }) => payments.event(id)));
    expect(about.map(({ objectId }) => objectId)).toContain(charge.id);
  });
});
