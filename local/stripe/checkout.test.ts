import { readFileSync } from "node:fs";
import { join } from "node:path";
import type Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { payCheckout } from "./pay-checkout.ts";
import { checkoutOf, paidIntent, type StripeUnderTest, stripeUnderTest } from "./stripe-under-test.ts";

const MINUTE = 60_000;

let under: StripeUnderTest;
let session: Stripe.Checkout.Session;
let url: string;
beforeEach(async () => {
  under = await stripeUnderTest();
  session = await checkoutOf(under.stripe);
  url = session.url ?? "";
});
afterEach(() => under.close());

const now = (id = session.id) => under.stripe.checkout.sessions.retrieve(id, { expand: ["payment_intent"] });
const charges = async () => (await under.stripe.charges.list()).data;
const get = (path: string) => fetch(new URL(path, under.local.url), { redirect: "manual" });
const card = {
  email: "ada@example.com",
  number: "4242 4242 4242 4242",
  expiry: "12/34",
  cvc: "123",
  name: "Ada",
  country: "AT",
};
const post = (form: Record<string, string>, to = url) =>
  fetch(to, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
const done = () => `http://localhost:4100/orders/1?checkout=done&session=${session.id}`;

describe("the page", () => {
  test("says what is paid, that no money moves, and where back is", async () => {
    const response = await get(url);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toContain("€14.00");
    expect(page).toContain("Plus");
    expect(page).toContain("Test payments: no money moves.");
    expect(page).toContain('href="http://localhost:4100/orders/1?checkout=cancelled"');
  });

  test("runs no script, loads nothing from elsewhere, and may only lead to the shop", async () => {
    const response = await get(url);
    expect(response.headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'self'; img-src data:; form-action 'self' http://localhost:4100; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.text()).not.toMatch(/<script|<style| style=| on\w+=/);
    expect((await get("/assets/pages.css")).headers.get("content-type")).toContain("text/css");
  });

  test("shows what the shop wrote as text", async () => {
    const name = '<img src=x onerror=alert(1)> & "Söhne"';
    const other = await checkoutOf(under.stripe, {
      line_items: [{ quantity: 1, price_data: { currency: "eur", unit_amount: 500, product_data: { name } } }],
    });
    const page = await (await get(other.url ?? "")).text();
    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;Söhne&quot;");
  });

  test("fills in a test card with one click and keeps what was typed", async () => {
    const page = await (await post({ fill: "visa_chargeDeclined", email: "ada@example.com", name: "" })).text();
    expect(page).toContain('value="4000 0000 0000 0002"');
    expect(page).toContain('value="ada@example.com"');
    expect(page).toContain('value="Test Customer"');
    expect(await charges()).toEqual([]);
  });

  test("knows the customer's email and does not let it be changed", async () => {
    const customer = await under.stripe.customers.create({ email: "known@example.com" });
    const own = await checkoutOf(under.stripe, { customer: customer.id });
    expect(await (await get(own.url ?? "")).text()).toMatch(/value="known@example.com"[^>]*readonly/);
    await post(card, own.url ?? "");
    expect((await now(own.id)).customer_details?.email).toBe("known@example.com");
  });

  test("does not exist for an unknown session", async () => {
    expect((await get("/c/pay/cs_test_none")).status).toBe(404);
    expect((await post(card, `${under.local.url}/c/pay/cs_test_none`)).status).toBe(404);
  });
});

test("an open session is found at the page's new address after a restart", async () => {
  await under.restart();
  const moved = await now();
  expect(moved.url).toBe(`${under.local.url}/c/pay/${session.id}`);
  expect(await payCheckout(moved.url ?? "", { card: "visa" })).toEqual({ kind: "left", to: done() });
});

describe("a good card", () => {
  test("pays and leads back to the shop", async () => {
    const response = await post(card);
    expect([response.status, response.headers.get("location")]).toEqual([303, done()]);
    const paid = await now();
    expect(paid).toMatchObject({
      status: "complete",
      payment_status: "paid",
      customer: null,
      customer_details: { email: "ada@example.com", name: "Ada", address: { country: "AT" } },
      payment_intent: { status: "succeeded", amount: 1400, currency: "eur" },
    });
  });

  test("pays once, however often and however fast the form is sent", async () => {
    const responses = await Promise.all([post(card), post(card), post(card)]);
    expect(responses.map((response) => response.headers.get("location"))).toEqual([done(), done(), done()]);
    expect((await post(card)).headers.get("location")).toBe(done());
    expect(await charges()).toHaveLength(1);
    await under.local.webhooks.settled();
    expect(under.hooks.types().filter((type) => type === "checkout.session.completed")).toHaveLength(1);
  });

  test("leaves neither number nor security code on disk or in an answer", async () => {
    const typed = { ...card, number: "4000056655665556", cvc: "867" };
    await post(typed);
    await under.local.webhooks.settled();
    const disk = readFileSync(join(under.dir, "journal.jsonl"), "utf8");
    expect(disk).toContain("5556");
    expect(disk).not.toContain("4000056655665556");
    expect(disk).not.toMatch(/"cvc":|867"/);
    const [charge] = await charges();
    expect(charge?.payment_method_details?.card).toMatchObject({
      brand: "visa",
      funding: "debit",
      last4: "5556",
      exp_month: 12,
      exp_year: 2034,
    });
  });

  test("of a customer who wants to come back is kept for payments off session", async () => {
    const customer = await under.stripe.customers.create({ email: "ada@example.com" });
    const saving = await checkoutOf(under.stripe, {
      customer: customer.id,
      payment_intent_data: { setup_future_usage: "off_session" },
    });
    await payCheckout(saving.url ?? "", { card: "authenticationRequiredOnSetup" });
    const { data } = await under.stripe.paymentMethods.list({ customer: customer.id });
    expect(data).toMatchObject([{ card: { last4: "3155" }, customer: customer.id }]);
    const renewal = await under.stripe.paymentIntents.create({
      amount: 1400,
      currency: "eur",
      customer: customer.id,
      payment_method: data[0]?.id ?? "",
      off_session: true,
      confirm: true,
    });
    expect(renewal.status).toBe("succeeded");
  });
});

describe("a bad card", () => {
  test.each([
    ["visa_chargeDeclined", "Your card was declined.", "generic_decline"],
    ["visa_chargeDeclinedInsufficientFunds", "Your card has insufficient funds.", "insufficient_funds"],
    ["chargeDeclinedExpiredCard", "Your card has expired.", "expired_card"],
  ] as const)(
    "%s stays on the page with the reason, and another card may follow",
    async (name, message, decline_code) => {
      const result = await payCheckout(url, { card: name });
      expect(result).toMatchObject({ kind: "stayed", status: 402 });
      expect(result).toHaveProperty("page", expect.stringContaining(`role="alert" id="problem">${message}`));
      const declined = await now();
      expect(declined).toMatchObject({
        status: "open",
        payment_status: "unpaid",
        payment_intent: { status: "requires_payment_method", last_payment_error: { decline_code } },
      });
      expect(await payCheckout(url, { card: "visa" })).toEqual({ kind: "left", to: done() });
      expect(await now()).toMatchObject({
        payment_status: "paid",
        payment_intent: { id: (declined.payment_intent as Stripe.PaymentIntent).id },
      });
      expect((await charges()).map(({ status }) => status)).toEqual(["succeeded", "failed"]);
    },
  );

  test.each([
    [{ number: "4242424242424241" }, "Your card number is incorrect.", "number"],
    [{ number: "12" }, "Your card number is incorrect.", "number"],
    [{ expiry: "13/34" }, "Your card&#39;s expiration month is invalid.", "expiry"],
    [{ expiry: "01/20" }, "Your card&#39;s expiration date is in the past.", "expiry"],
    [{ expiry: "soon" }, "Your card&#39;s expiration month is invalid.", "expiry"],
    [{ cvc: "12" }, "Your card&#39;s security code is incomplete.", "cvc"],
    [{ email: "" }, "Enter your email.", "email"],
  ])("%j is refused at its field before any bank is asked", async (typo, message, field) => {
    const response = await post({ ...card, ...typo });
    const page = await response.text();
    expect(response.status).toBe(422);
    expect(page).toContain(message);
    expect(page).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid="true"`));
    expect(await charges()).toEqual([]);
  });

  test("that is no test card is declined and does not travel back", async () => {
    const response = await post({ ...card, number: "4111 1111 1111 1111" });
    expect(response.status).toBe(402);
    expect(await response.text()).not.toMatch(/4111/);
    expect(await now()).toMatchObject({
      payment_intent: { last_payment_error: { decline_code: "test_mode_live_card" } },
    });
    expect(readFileSync(join(under.dir, "journal.jsonl"), "utf8")).not.toContain("4111");
  });
});

describe("3-D Secure", () => {
  test("asks on a page of the bank and pays once the customer agrees", async () => {
    const bank = (await post({ ...card, number: "4000002500003155" })).headers.get("location") ?? "";
    expect(bank).toContain("/c/authenticate/pi_");
    expect(await now()).toMatchObject({
      status: "open",
      payment_intent: { status: "requires_action", next_action: { type: "redirect_to_url" } },
    });
    expect(await (await get(bank)).text()).toContain("€14.00");
    expect((await post({ answer: "complete" }, bank)).headers.get("location")).toBe(done());
    const [charge] = await charges();
    expect(charge?.payment_method_details?.card?.three_d_secure).toMatchObject({ result: "authenticated" });
    expect((await post({ answer: "complete" }, bank)).headers.get("location")).toBe(`/c/pay/${session.id}`);
    expect(await charges()).toHaveLength(1);
  });

  test("leads back to the form when the customer refuses", async () => {
    const result = await payCheckout(url, { card: "authenticationRequiredOnSetup", bank: "fail" });
    expect(result).toMatchObject({
      kind: "stayed",
      status: 402,
      page: expect.stringContaining("We are unable to authenticate"),
    });
    expect(await now()).toMatchObject({
      status: "open",
      payment_intent: {
        status: "requires_payment_method",
        last_payment_error: { code: "payment_intent_authentication_failure" },
      },
    });
    expect(await charges()).toEqual([]);
    expect(await payCheckout(url, { card: "visa" })).toMatchObject({ kind: "left" });
  });

  test("survives a restart between question and answer", async () => {
    const bank = new URL((await post({ ...card, number: "4000002500003155" })).headers.get("location") ?? "");
    await under.restart();
    const answer = await post({ answer: "complete" }, `${under.local.url}${bank.pathname}`);
    expect(answer.headers.get("location")).toBe(done());
  });

  test("leads an API payment back to its return_url", async () => {
    const intent = await under.stripe.paymentIntents.create({
      amount: 2000,
      currency: "eur",
      confirm: true,
      payment_method: "pm_card_authenticationRequired",
      return_url: "http://localhost:4100/back?a=1",
    });
    const answer = await post({ answer: "complete" }, intent.next_action?.redirect_to_url?.url ?? "");
    const back = new URL(answer.headers.get("location") ?? "");
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      a: "1",
      payment_intent: intent.id,
      redirect_status: "succeeded",
    });
    expect(await under.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: "succeeded" });
  });
});

describe("a session that is over", () => {
  test("says that it is paid", async () => {
    await payCheckout(url, { card: "visa" });
    const page = await (await get(url)).text();
    expect(page).toContain("This is already paid");
    expect(page).toContain(done().replaceAll("&", "&amp;"));
  });

  test("runs out by itself, and then takes no money", async () => {
    const short = await checkoutOf(under.stripe, {
      expires_at: Math.floor(under.local.clock.now().getTime() / 1000) + 31 * 60,
    });
    await payCheckout(short.url ?? "", { card: "visa_chargeDeclined" });
    await under.local.clock.advance(32 * MINUTE);
    expect(await now(short.id)).toMatchObject({ status: "expired", payment_intent: { status: "canceled" } });
    expect(await (await get(short.url ?? "")).text()).toContain("This checkout has expired");
    expect(await (await post(card, short.url ?? "")).text()).toContain("Nothing was charged");
    expect((await charges()).filter(({ paid }) => paid)).toEqual([]);
    expect(under.hooks.types().filter((type) => type === "checkout.session.expired")).toHaveLength(1);
    expect(await now()).toMatchObject({ status: "open" });
  });

  test("does not run out once it is paid", async () => {
    await payCheckout(url, { card: "visa" });
    await under.local.clock.advance(25 * 60 * MINUTE);
    expect(await now()).toMatchObject({ status: "complete", payment_status: "paid" });
    expect(under.hooks.types()).not.toContain("checkout.session.expired");
  });

  test("that was expired on request does not tell of it again a day later", async () => {
    await under.stripe.checkout.sessions.expire(session.id);
    await under.local.clock.advance(25 * 60 * MINUTE);
    expect(under.hooks.types().filter((type) => type === "checkout.session.expired")).toHaveLength(1);
  });
});

describe("opening a session is refused", () => {
  const item = (more: object = {}) => [
    { quantity: 1, price_data: { currency: "eur", unit_amount: 1400, product_data: { name: "Plus" }, ...more } },
  ];
  const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;
  test.each<[string, Record<string, unknown>, object]>([
    ["without items", { line_items: undefined }, { code: "parameter_missing", param: "line_items" }],
    ["without a way back", { success_url: undefined }, { code: "parameter_missing", param: "success_url" }],
    ["with a relative way back", { success_url: "/done" }, { code: "url_invalid", param: "success_url" }],
    ["with an item of no price", { line_items: [{ quantity: 1 }] }, { param: "line_items[0]" }],
    [
      "with an item of no quantity",
      { line_items: [{ price_data: item()[0]?.price_data }] },
      { param: "line_items[0][quantity]" },
    ],
    [
      "with a recurring price",
      { line_items: item({ recurring: { interval: "month" } }) },
      { param: "line_items[0][price_data][recurring]" },
    ],
    ["in two currencies", { line_items: [...item(), ...item({ currency: "chf" })] }, { param: "line_items" }],
    ["below the least amount", { line_items: item({ unit_amount: 49 }) }, { code: "amount_too_small" }],
    ["for an unknown customer", { customer: "cus_none" }, { code: "resource_missing", param: "customer" }],
    ["for too short a time", { expires_at: Math.floor(Date.now() / 1000) + 60 }, { param: "expires_at" }],
    ["for too long", { expires_at: inAnHour() + 86_400 }, { param: "expires_at" }],
    ["as a subscription", { mode: "subscription" }, { code: "stand_in_unsupported", param: "mode" }],
  ])("%s", async (_, change, expected) => {
    await expect(checkoutOf(under.stripe, change)).rejects.toMatchObject({ statusCode: 400, ...expected });
    expect((await under.stripe.checkout.sessions.list()).data).toHaveLength(1);
  });

  test("and leaves no product behind", async () => {
    const { data } = await under.stripe.products.list();
    await expect(checkoutOf(under.stripe, { line_items: item({ unit_amount: 49 }) })).rejects.toThrow();
    expect((await under.stripe.products.list()).data).toHaveLength(data.length);
  });

  test("with a price that was withdrawn", async () => {
    const price = await under.stripe.prices.create({
      currency: "eur",
      unit_amount: 1400,
      product_data: { name: "Plus" },
    });
    await under.stripe.prices.update(price.id, { active: false });
    await expect(checkoutOf(under.stripe, { line_items: [{ price: price.id, quantity: 1 }] })).rejects.toMatchObject({
      param: "line_items[0][price]",
    });
  });
});

test("a payment made elsewhere has no session", async () => {
  const { id } = await paidIntent(under.stripe);
  expect((await get(`/c/authenticate/${id}`)).status).toBe(200);
  expect((await get("/c/authenticate/pi_none")).status).toBe(404);
});
