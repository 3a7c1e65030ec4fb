import Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { payCheckout } from "./pay-checkout.ts";
import { signatureHeader } from "./signature.ts";
import { checkoutOf, paidIntent, type StripeUnderTest, stripeUnderTest } from "./stripe-under-test.ts";
import { startWebhookReceiver } from "./webhook-receiver.ts";

const HOUR = 3_600_000;

let under: StripeUnderTest;
beforeEach(async () => {
  under = await stripeUnderTest();
});
afterEach(() => under.close());

const created = async () => {
  const { id } = await under.stripe.customers.create();
  return id;
};

test("a signature is the documented one, and the SDK accepts it", () => {
  const body = '{"id":"evt_1","object":"event","type":"invoice.paid"}';
  expect(signatureHeader(body, "whsec_test_secret", new Date(1_750_000_000_000))).toBe(
    "t=1750000000,v1=a92a94de7605f1793d7639e96c8b9d3d32d45b47ca1f0d018f1394d129db5614",
  );
  const header = signatureHeader(body, "whsec_test_secret");
  expect(Stripe.webhooks.constructEvent(body, header, "whsec_test_secret").id).toBe("evt_1");
});

describe("what is sent", () => {
  test("a payment on the page tells of intent, charge and session", async () => {
    const session = await checkoutOf(under.stripe, { customer_creation: "always" });
    await payCheckout(session.url ?? "", { card: "visa" });
    await under.local.webhooks.settled();
    expect(under.hooks.types()).toEqual([
      "product.created",
      "price.created",
      "payment_intent.created",
      "charge.succeeded",
      "payment_intent.succeeded",
      "customer.created",
      "checkout.session.completed",
    ]);
    expect(under.hooks.received.every(({ verified }) => verified)).toBe(true);
    expect(under.hooks.received.at(-1)?.object).toMatchObject({
      id: session.id,
      payment_status: "paid",
      status: "complete",
    });
  });

  test("a decline tells of intent and charge", async () => {
    await paidIntent(under.stripe, "pm_card_visa_chargeDeclined").catch(() => undefined);
    await under.local.webhooks.settled();
    expect(under.hooks.types()).toEqual(["payment_intent.created", "charge.failed", "payment_intent.payment_failed"]);
  });

  test("a change tells what was there before", async () => {
    const id = await created();
    await under.stripe.customers.update(id, { name: "Ada" });
    await under.stripe.customers.del(id);
    await under.local.webhooks.settled();
    expect(under.hooks.types()).toEqual(["customer.created", "customer.updated", "customer.deleted"]);
    expect(under.hooks.received[1]?.previous).toEqual({ name: null });
  });

  test("a call that changes nothing sends nothing", async () => {
    const id = await created();
    await under.stripe.customers.update(id, {});
    await under.local.webhooks.settled();
    expect(under.hooks.types()).toEqual(["customer.created"]);
  });

  test("an endpoint made over the API gets only what it asked for, signed with its own secret", async () => {
    const made = await under.stripe.webhookEndpoints.create({
      url: "http://127.0.0.1:9/x",
      enabled_events: ["charge.succeeded"],
    });
    const own = await startWebhookReceiver(made.secret ?? "");
    await under.stripe.webhookEndpoints.update(made.id, { url: own.url });
    await created();
    await paidIntent(under.stripe);
    await under.local.webhooks.settled();
    expect(own.received).toMatchObject([{ type: "charge.succeeded", verified: true }]);
    await own.close();
  });
});

describe("when the endpoint does not answer 2xx", () => {
  test("it is asked again, later and later, until it does", async () => {
    under.hooks.answers.push(500, 302, 404, 500, 500, 500);
    await created();
    for (const seconds of [0, 1, 5, 15, 60, 300]) await under.local.clock.advance(seconds * 1000);
    expect(under.hooks.types()).toHaveLength(6);
    await under.local.clock.advance(HOUR / 2 - 60_000);
    expect(under.hooks.types()).toHaveLength(6);
    await under.local.clock.advance(60_000);
    expect(under.hooks.types()).toHaveLength(7);
    await under.local.clock.advance(80 * HOUR);
    expect(under.hooks.types()).toHaveLength(7);
    const [delivery] = under.local.webhooks.deliveries();
    expect(delivery?.state).toBe("delivered");
    expect(delivery?.attempts.map(({ status }) => status)).toEqual([500, 302, 404, 500, 500, 500, 200]);
    expect(new Set(under.hooks.received.map(({ id }) => id)).size).toBe(1);
  });

  test("it is given up after three days, and can still be asked for", async () => {
    under.hooks.answers.push(...Array.from({ length: 30 }, () => 503));
    await created();
    for (let day = 0; day < 8; day += 1) await under.local.clock.advance(12 * HOUR);
    const [delivery] = under.local.webhooks.deliveries();
    expect(delivery?.state).toBe("given_up");
    under.hooks.answers.length = 0;
    await under.local.webhooks.redeliver(delivery?.eventId ?? "");
    expect(under.local.webhooks.deliveries().map(({ state }) => state)).toEqual(["delivered", "given_up"]);
  });

  test("an endpoint that is not there yet is found once it is", async () => {
    const { port } = under.hooks;
    await under.hooks.close();
    await created();
    await under.local.webhooks.settled();
    expect(under.local.webhooks.deliveries()).toMatchObject([
      { state: "waiting", attempts: [{ status: null, error: "ECONNREFUSED" }] },
    ]);
    under.hooks = await startWebhookReceiver("whsec_under_test", port);
    await under.local.clock.advance(1_000);
    expect(under.hooks.types()).toEqual(["customer.created"]);
  });

  test("what waits is still sent after a restart", async () => {
    under.hooks.answers.push(500);
    await created();
    await under.local.webhooks.settled();
    await under.restart();
    await under.local.clock.advance(1_000);
    expect(under.local.webhooks.deliveries()).toMatchObject([
      { state: "delivered", attempts: [{ status: 500 }, { status: 200 }] },
    ]);
  });

  test("without any call to the clock it is asked again by itself", async () => {
    under.hooks.answers.push(500);
    await created();
    await expect.poll(() => under.local.webhooks.deliveries()[0]?.state, { timeout: 10_000 }).toBe("delivered");
  });
});

describe("on demand a webhook", () => {
  test("comes twice", async () => {
    under.local.webhooks.disturb({ kind: "duplicate" });
    await created();
    await created();
    await under.local.webhooks.settled();
    const ids = under.hooks.received.map(({ id }) => id);
    expect(ids).toHaveLength(3);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test("comes late", async () => {
    under.local.webhooks.disturb({ kind: "delay", ms: HOUR });
    await created();
    await under.local.clock.advance(HOUR - 60_000);
    expect(under.hooks.types()).toEqual([]);
    await under.local.clock.advance(60_000);
    expect(under.hooks.types()).toEqual(["customer.created"]);
  });

  test("overtakes the ones before it", async () => {
    under.local.webhooks.disturb({ kind: "reverse", times: 3 });
    await paidIntent(under.stripe);
    await under.local.webhooks.settled();
    expect(under.hooks.types()).toEqual(["payment_intent.succeeded", "charge.succeeded", "payment_intent.created"]);
  });

  test("that is held back for reordering is sent after a restart", async () => {
    under.local.webhooks.disturb({ kind: "reverse", times: 2 });
    await created();
    await under.local.webhooks.settled();
    expect(under.hooks.types()).toEqual([]);
    await under.restart();
    await under.local.webhooks.settled();
    expect(under.hooks.types()).toEqual(["customer.created"]);
  });

  test("is lost, until it is asked for", async () => {
    under.local.webhooks.disturb({ kind: "lose", type: "payment_intent.*" });
    await paidIntent(under.stripe);
    await under.local.clock.advance(80 * HOUR);
    expect(under.hooks.types()).toEqual(["charge.succeeded", "payment_intent.succeeded"]);
    const [lost] = under.local.webhooks.deliveries({ type: "payment_intent.created" });
    await under.local.webhooks.redeliver(lost?.eventId ?? "");
    expect(under.hooks.types().at(-1)).toBe("payment_intent.created");
  });

  test("carries a wrong signature, and the right one when it is repeated", async () => {
    under.local.webhooks.disturb({ kind: "wrong_signature" });
    await created();
    await under.local.webhooks.settled();
    await under.local.clock.advance(1_000);
    expect(under.hooks.received.map(({ verified }) => verified)).toEqual([false, true]);
  });

  test("is sent again as it was then, though its object has changed since", async () => {
    const id = await created();
    await under.stripe.customers.update(id, { name: "Ada" });
    await under.local.webhooks.settled();
    const [first] = under.local.webhooks.deliveries({ type: "customer.created" });
    await under.local.webhooks.redeliver(first?.eventId ?? "");
    expect(under.hooks.received.at(-1)).toMatchObject({ id: first?.eventId, verified: true, object: { name: null } });
    await expect(under.local.webhooks.redeliver("evt_none")).rejects.toThrow("There is no event evt_none.");
  });
});
