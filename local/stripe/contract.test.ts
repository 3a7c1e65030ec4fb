import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { payCheckout } from "./pay-checkout.ts";
import { startStripe } from "./stripe.ts";

interface Target {
  name: string;
  /** Whether the hosted page can be filled in without a browser. */
  clicks: boolean;
  open(): Promise<{ stripe: Stripe; close(): Promise<void> }>;
}

const standIn: Target = {
  name: "the stand-in",
  clicks: true,
  async open() {
    const dir = mkdtempSync(join(tmpdir(), "stripe-"));
    const local = await startStripe({ dir, secretKey: "sk_test_contract" });
    const stripe = new Stripe("sk_test_contract", { host: "127.0.0.1", port: local.port, protocol: "http" });
    return {
      stripe,
      async close() {
        await local.stop();
        rmSync(dir, { recursive: true });
      },
    };
  },
};

const realKey = process.env.STRIPE_SECRET_KEY ?? "";
const real: Target = {
  name: "Stripe",
  clicks: false,
  open: async () => ({ stripe: new Stripe(realKey, { timeout: 20_000 }), close: async () => {} }),
};
const targets = /^sk_test_\w{24,}$/.test(realKey) ? [standIn, real] : [standIn];

const pages = {
  success_url: "https://example.com/done?session={CHECKOUT_SESSION_ID}",
  cancel_url: "https://example.com/back",
};
const oneItem = (unit_amount = 1400) => [
  { quantity: 1, price_data: { currency: "eur", unit_amount, product_data: { name: "Plus" } } },
];

const refused = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Stripe.errors.StripeError)) throw new Error(`expected a refusal, got ${String(error)}`);
  const { type, statusCode, code, param, decline_code } = error;
  return { type, statusCode, code, param, decline_code };
};

describe.each(targets)("what the platform relies on, against $name", ({ open, clicks }) => {
  let stripe: Stripe;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ stripe, close } = await open());
  });
  afterAll(() => close());

  describe("customers", () => {
    test("are created, changed, found and deleted", async () => {
      const email = `c${Date.now()}@example.com`;
      const made = await stripe.customers.create({ email, name: "Ada", metadata: { account: "acc_1", plan: "x" } });
      expect(made).toMatchObject({
        object: "customer",
        livemode: false,
        email,
        metadata: { account: "acc_1", plan: "x" },
      });
      expect(made.id).toMatch(/^cus_/);

      const changed = await stripe.customers.update(made.id, {
        name: "",
        metadata: { plan: "" },
        address: { city: "Bern" },
      });
      expect(changed).toMatchObject({
        name: null,
        metadata: { account: "acc_1" },
        address: { city: "Bern", line1: null },
      });
      expect(changed.metadata).not.toHaveProperty("plan");

      const found = await stripe.customers.list({ email });
      expect(found.data.map(({ id }) => id)).toEqual([made.id]);

      expect(await stripe.customers.del(made.id)).toMatchObject({ id: made.id, deleted: true });
      expect(await stripe.customers.retrieve(made.id)).toMatchObject({ id: made.id, deleted: true });
      expect(await refused(stripe.customers.update(made.id, { name: "B" }))).toMatchObject({
        statusCode: 404,
        code: "resource_missing",
      });
    });

    test("are listed newest first, page by page in both directions", async () => {
      const email = `page${Date.now()}@example.com`;
      const ids: string[] = [];
      for (let n = 0; n < 5; n += 1) ids.unshift((await stripe.customers.create({ email })).id);
      const first = await stripe.customers.list({ email, limit: 2 });
      expect(first).toMatchObject({ object: "list", has_more: true, url: "/v1/customers" });
      expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
      const next = await stripe.customers.list({ email, limit: 3, starting_after: ids[1] ?? "" });
      expect(next.data.map(({ id }) => id)).toEqual(ids.slice(2));
      expect(next.has_more).toBe(false);
      const back = await stripe.customers.list({ email, limit: 2, ending_before: ids[3] ?? "" });
      expect(back.data.map(({ id }) => id)).toEqual(ids.slice(1, 3));
      const all: string[] = [];
      for await (const { id } of stripe.customers.list({ email, limit: 2 })) all.push(id);
      expect(all).toEqual(ids);
    });
  });

  describe("products and prices", () => {
    test("a price belongs to a product, keeps its amount, and hands over its lookup key", async () => {
      const key = `plus-${Date.now()}`;
      const product = await stripe.products.create({ name: "Plus", metadata: { plan: "plus" } });
      const first = await stripe.prices.create({
        product: product.id,
        currency: "EUR",
        unit_amount: 1400,
        lookup_key: key,
      });
      expect(first).toMatchObject({
        object: "price",
        currency: "eur",
        type: "one_time",
        unit_amount: 1400,
        product: product.id,
      });
      expect(String(first.unit_amount_decimal)).toBe("1400");
      expect(
        await refused(
          stripe.prices.create({ product: product.id, currency: "eur", unit_amount: 1500, lookup_key: key }),
        ),
      ).toMatchObject({
        statusCode: 400,
      });
      const second = await stripe.prices.create({
        product: product.id,
        currency: "eur",
        unit_amount: 1500,
        lookup_key: key,
        transfer_lookup_key: true,
        expand: ["product"],
      });
      expect(second.product).toMatchObject({ id: product.id, name: "Plus" });
      const found = await stripe.prices.list({ lookup_keys: [key] });
      expect(found.data.map(({ id }) => id)).toEqual([second.id]);
      expect(await stripe.prices.update(first.id, { active: false, nickname: "old" })).toMatchObject({
        active: false,
        nickname: "old",
      });
      expect(await stripe.products.update(product.id, { active: false })).toMatchObject({ active: false });
    });

    test("a monthly price is recurring", async () => {
      const price = await stripe.prices.create({
        currency: "eur",
        unit_amount: 600,
        recurring: { interval: "month" },
        product_data: { name: "Start" },
      });
      expect(price).toMatchObject({
        type: "recurring",
        recurring: { interval: "month", interval_count: 1, usage_type: "licensed" },
      });
    });
  });

  describe("checkout sessions", () => {
    test("open with a page, the sum and the items", async () => {
      const session = await stripe.checkout.sessions.create({
        ...pages,
        mode: "payment",
        client_reference_id: "ord_1",
        line_items: [
          ...oneItem(),
          { quantity: 3, price_data: { currency: "eur", unit_amount: 250, product_data: { name: "Extra" } } },
        ],
        metadata: { order: "ord_1" },
        expand: ["line_items"],
      });
      expect(session).toMatchObject({
        object: "checkout.session",
        mode: "payment",
        status: "open",
        payment_status: "unpaid",
        payment_intent: null,
        amount_total: 2150,
        currency: "eur",
        client_reference_id: "ord_1",
        metadata: { order: "ord_1" },
        livemode: false,
      });
      expect(session.url).toMatch(/^https?:\/\/.+\/c\/pay\/cs_test_/);
      expect(session.line_items?.data).toHaveLength(2);
      const items = await stripe.checkout.sessions.listLineItems(session.id);
      expect(items.data.map(({ amount_total }) => amount_total).sort()).toEqual([1400, 750]);
    });

    test("expire on request, once", async () => {
      const session = await stripe.checkout.sessions.create({ ...pages, mode: "payment", line_items: oneItem() });
      expect(await stripe.checkout.sessions.expire(session.id)).toMatchObject({ status: "expired", url: null });
      expect(await refused(stripe.checkout.sessions.expire(session.id))).toMatchObject({ statusCode: 400 });
      expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
        status: "expired",
        payment_status: "unpaid",
      });
    });

    test.runIf(clicks)("a paid one names its payment, its charge and its payer", async () => {
      const customer = await stripe.customers.create({ email: "ada@example.com" });
      const session = await stripe.checkout.sessions.create({
        ...pages,
        mode: "payment",
        customer: customer.id,
        line_items: oneItem(),
        payment_intent_data: { metadata: { order: "ord_2" }, description: "Order 2" },
      });
      const paid = await payCheckout(session.url ?? "", { card: "visa" });
      expect(paid).toEqual({ kind: "left", to: `https://example.com/done?session=${session.id}` });
      const after = await stripe.checkout.sessions.retrieve(session.id, {
        expand: ["payment_intent.latest_charge", "customer"],
      });
      expect(after).toMatchObject({
        status: "complete",
        payment_status: "paid",
        url: null,
        customer: { id: customer.id },
        customer_details: { email: "ada@example.com" },
        payment_intent: {
          object: "payment_intent",
          status: "succeeded",
          amount_received: 1400,
          metadata: { order: "ord_2" },
          latest_charge: {
            object: "charge",
            paid: true,
            payment_method_details: { type: "card", card: { brand: "visa", last4: "4242" } },
          },
        },
      });
      expect(await stripe.checkout.sessions.list({ customer: customer.id })).toMatchObject({
        data: [{ id: session.id }],
      });
      expect(await refused(stripe.checkout.sessions.expire(session.id))).toMatchObject({ statusCode: 400 });
    });
  });

  describe("payment intents", () => {
    test("succeed at once with a good card", async () => {
      const intent = await stripe.paymentIntents.create({
        amount: 2000,
        currency: "eur",
        confirm: true,
        payment_method: "pm_card_visa",
        automatic_payment_methods: { enabled: true, allow_redirects: "never" },
        metadata: { order: "ord_3" },
      });
      expect(intent).toMatchObject({ status: "succeeded", amount_received: 2000, metadata: { order: "ord_3" } });
      const charge = await stripe.charges.retrieve(String(intent.latest_charge));
      expect(charge).toMatchObject({
        object: "charge",
        status: "succeeded",
        amount: 2000,
        payment_intent: intent.id,
        refunded: false,
      });
    });

    test.each([
      ["pm_card_visa_chargeDeclined", "card_declined", "generic_decline"],
      ["pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"],
      ["pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card"],
    ])("refuse %s and stay payable", async (payment_method, code, decline_code) => {
      const intent = await stripe.paymentIntents.create({
        amount: 2000,
        currency: "eur",
        automatic_payment_methods: { enabled: true, allow_redirects: "never" },
      });
      expect(await refused(stripe.paymentIntents.confirm(intent.id, { payment_method }))).toMatchObject({
        type: "StripeCardError",
        statusCode: 402,
        code,
        decline_code,
      });
      expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
        status: "requires_payment_method",
        last_payment_error: { type: "card_error", code, decline_code },
      });
      expect(await stripe.paymentIntents.confirm(intent.id, { payment_method: "pm_card_visa" })).toMatchObject({
        status: "succeeded",
      });
    });

    test("off session, a card that needs its owner is refused", async () => {
      const customer = await stripe.customers.create();
      const call = stripe.paymentIntents.create({
        amount: 2000,
        currency: "eur",
        customer: customer.id,
        confirm: true,
        off_session: true,
        payment_method: "pm_card_authenticationRequired",
        automatic_payment_methods: { enabled: true, allow_redirects: "never" },
      });
      expect(await refused(call)).toMatchObject({
        type: "StripeCardError",
        statusCode: 402,
        code: "authentication_required",
      });
    });

    test("change until they are paid, and cancel once", async () => {
      const intent = await stripe.paymentIntents.create({ amount: 2000, currency: "eur", description: "a" });
      expect(await stripe.paymentIntents.update(intent.id, { amount: 2500 })).toMatchObject({
        amount: 2500,
        description: "a",
      });
      expect(await stripe.paymentIntents.cancel(intent.id, { cancellation_reason: "abandoned" })).toMatchObject({
        status: "canceled",
        cancellation_reason: "abandoned",
      });
      expect(await refused(stripe.paymentIntents.cancel(intent.id))).toMatchObject({
        code: "payment_intent_unexpected_state",
      });
    });
  });

  describe("refunds", () => {
    const paid = async (payment_method = "pm_card_visa") => {
      const { id } = await stripe.paymentIntents.create({
        amount: 2000,
        currency: "eur",
        confirm: true,
        payment_method,
        automatic_payment_methods: { enabled: true, allow_redirects: "never" },
      });
      return id;
    };

    test("pay back in parts, never more than was paid", async () => {
      const payment_intent = await paid();
      const first = await stripe.refunds.create({ payment_intent, amount: 500, reason: "requested_by_customer" });
      expect(first).toMatchObject({
        object: "refund",
        amount: 500,
        currency: "eur",
        status: "succeeded",
        payment_intent,
      });
      expect(await refused(stripe.refunds.create({ payment_intent, amount: 1600 }))).toMatchObject({ statusCode: 400 });
      expect(await stripe.refunds.create({ payment_intent })).toMatchObject({ amount: 1500 });
      expect(await refused(stripe.refunds.create({ payment_intent }))).toMatchObject({
        code: "charge_already_refunded",
      });
      const intent = await stripe.paymentIntents.retrieve(payment_intent, { expand: ["latest_charge"] });
      expect(intent.latest_charge).toMatchObject({ amount_refunded: 2000, refunded: true });
      const listed = await stripe.refunds.list({ payment_intent });
      expect(listed.data.map(({ amount }) => amount)).toEqual([1500, 500]);
    });

    test("are listed with what they belong to", async () => {
      const payment_intent = await paid();
      await stripe.refunds.create({ payment_intent });
      const { data } = await stripe.refunds.list({ payment_intent, expand: ["data.charge.payment_intent"] });
      expect(data).toMatchObject([{ charge: { object: "charge", payment_intent: { id: payment_intent } } }]);
    });

    test("may take a while", async () => {
      expect(await stripe.refunds.create({ payment_intent: await paid("pm_card_pendingRefund") })).toMatchObject({
        status: "pending",
      });
    });
  });

  describe("events", () => {
    test("tell of what happened, and say what called for it", async () => {
      const customer = await stripe.customers.create({ name: "Ada" }, { idempotencyKey: `key-${Date.now()}` });
      const find = async () => {
        const { data } = await stripe.events.list({ type: "customer.created", limit: 10 });
        return data.find((one) => (one.data.object as { id?: string }).id === customer.id);
      };
      await expect.poll(find, { timeout: 15_000 }).toBeDefined();
      const event = await find();
      expect(event).toMatchObject({
        object: "event",
        type: "customer.created",
        livemode: false,
        request: { id: customer.lastResponse.requestId },
      });
      expect(await stripe.events.retrieve(event?.id ?? "")).toMatchObject({
        id: event?.id,
        data: { object: { name: "Ada" } },
      });
    });
  });

  describe("webhook endpoints", () => {
    test("show their secret once", async () => {
      const made = await stripe.webhookEndpoints.create({
        url: "https://example.com/hook",
        enabled_events: ["charge.succeeded"],
      });
      expect(made.secret).toMatch(/^whsec_/);
      expect(await stripe.webhookEndpoints.retrieve(made.id)).not.toHaveProperty("secret");
      expect(await stripe.webhookEndpoints.update(made.id, { disabled: true })).toMatchObject({ status: "disabled" });
      expect(await stripe.webhookEndpoints.del(made.id)).toMatchObject({ deleted: true });
    });
  });

  describe("repeating a call under one idempotency key", () => {
    test("gives the first answer again", async () => {
      const idempotencyKey = `same-${Date.now()}`;
      const first = await stripe.customers.create({ name: "Ada" }, { idempotencyKey });
      const again = await stripe.customers.create({ name: "Ada" }, { idempotencyKey });
      expect(again.id).toBe(first.id);
      expect(again.lastResponse.headers["idempotent-replayed"]).toBe("true");
      expect(again.lastResponse.headers["original-request"]).toBe(first.lastResponse.requestId);
    });

    test("with other parameters is refused", async () => {
      const idempotencyKey = `other-${Date.now()}`;
      await stripe.customers.create({ name: "Ada" }, { idempotencyKey });
      expect(await refused(stripe.customers.create({ name: "Bob" }, { idempotencyKey }))).toMatchObject({
        type: "StripeIdempotencyError",
        statusCode: 400,
      });
    });
  });

  describe("bad requests", () => {
    const raw = (path: string, params: Record<string, unknown>) => stripe.rawRequest("POST", path, params);

    test.each<[string, Record<string, unknown>, { code?: string; param: string }]>([
      ["/v1/customers", { emial: "a@example.com" }, { code: "parameter_unknown", param: "emial" }],
      ["/v1/products", {}, { code: "parameter_missing", param: "name" }],
      ["/v1/payment_intents", { currency: "eur" }, { code: "parameter_missing", param: "amount" }],
      [
        "/v1/payment_intents",
        { amount: "1.5", currency: "eur" },
        { code: "parameter_invalid_integer", param: "amount" },
      ],
      ["/v1/payment_intents", { amount: 10, currency: "eur" }, { code: "amount_too_small", param: "amount" }],
      ["/v1/customers", { email: "nobody" }, { code: "email_invalid", param: "email" }],
      ["/v1/products", { name: "" }, { code: "parameter_invalid_empty", param: "name" }],
      ["/v1/refunds", { payment_intent: "pi_none" }, { code: "resource_missing", param: "payment_intent" }],
      ["/v1/refunds", { payment_intent: "pi_none", reason: "spite" }, { param: "reason" }],
      ["/v1/checkout/sessions", { mode: "pay" }, { param: "mode" }],
      [
        "/v1/prices",
        { currency: "eur", unit_amount: 1, product_data: { nome: "x" } },
        { code: "parameter_unknown", param: "product_data[nome]" },
      ],
    ])("%s %j is refused at its parameter", async (path, params, expected) => {
      expect(await refused(raw(path, params))).toMatchObject({
        type: "StripeInvalidRequestError",
        statusCode: 400,
        ...expected,
      });
    });

    test("an unknown address is not found", async () => {
      expect(await refused(raw("/v1/no_such_thing", {}))).toMatchObject({ statusCode: 404 });
    });

    test("an unknown key is refused", async () => {
      const call = stripe.customers.list({}, { apiKey: "sk_test_somebodyelse" });
      expect(await refused(call)).toMatchObject({ type: "StripeAuthenticationError", statusCode: 401 });
    });

    test.each(["name", "object", "customer.name"])("expanding %s is refused", async (path) => {
      expect(await refused(stripe.customers.create({ expand: [path] }))).toMatchObject({ statusCode: 400 });
    });
  });
});
