import { afterEach, beforeEach, expect, test } from "vitest";
import { payCheckout } from "./pay-checkout.ts";
import { checkoutOf, type StripeUnderTest, stripeUnderTest } from "./stripe-under-test.ts";

let under: StripeUnderTest;
beforeEach(async () => {
  under = await stripeUnderTest();
});
afterEach(() => under.close());

const desk = async () => (await fetch(under.local.url)).text();
const press = (form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(under.local.url, { method: "POST", body: new URLSearchParams(form), redirect: "manual", headers });

test("the desk says what there is and what waits", async () => {
  expect(await desk()).toContain("Nothing is waiting.");
  const session = await checkoutOf(under.stripe, { client_reference_id: "ord_<1>" });
  const page = await desk();
  expect(page).toContain("A checkout is waiting for its customer.");
  expect(page).toContain(`href="${session.url}"`);
  expect(page).toContain("ord_&lt;1&gt;");
  await payCheckout(session.url ?? "", { card: "visa" });
  await under.local.webhooks.settled();
  expect(await desk()).toMatch(/checkout\.session\.completed<\/b>[\s\S]{0,120}answered 200/);
});

test("its buttons switch failures on and everything back to normal", async () => {
  for (const name of ["call-fails", "answer-lost", "down", "decline", "refund-fails", "refund-pending"])
    await press({ do: name });
  for (const name of ["duplicate", "delay", "reverse", "lose", "wrong-signature"]) await press({ do: name });
  expect(under.local.failures.list().map(({ kind }) => kind)).toEqual([
    "error",
    "close",
    "error",
    "decline",
    "refund",
    "refund",
  ]);
  expect(await desk()).toContain("Something is switched to fail.");
  expect((await press({ do: "calm" })).status).toBe(303);
  expect(under.local.failures.list()).toEqual([]);
  expect(await desk()).toContain("Everything works.");
});

test("what was held back is sent when everything goes back to normal", async () => {
  await press({ do: "reverse" });
  await under.stripe.customers.create();
  await under.local.webhooks.settled();
  expect(under.hooks.types()).toEqual([]);
  await press({ do: "calm" });
  await expect.poll(() => under.hooks.types()).toEqual(["customer.created"]);
});

test("its buttons move the clock and send webhooks again", async () => {
  const before = under.local.clock.now().getTime();
  await press({ do: "clock-day" });
  expect(under.local.clock.now().getTime() - before).toBeGreaterThanOrEqual(86_400_000);
  await under.stripe.customers.create();
  await under.local.webhooks.settled();
  await press({ again: under.hooks.received[0]?.id ?? "" });
  await expect.poll(() => under.hooks.types()).toEqual(["customer.created", "customer.created"]);
});

test("a foreign page cannot press them", async () => {
  expect((await press({ do: "down" }, { origin: "http://localhost:4100" })).status).toBe(403);
  expect(under.local.failures.list()).toEqual([]);
});
