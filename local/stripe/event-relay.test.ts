import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type EventRelay, startEventRelay } from "./event-relay.ts";
import { type StripeUnderTest, stripeUnderTest } from "./stripe-under-test.ts";
import { startWebhookReceiver, type WebhookReceiver } from "./webhook-receiver.ts";

const secret = "whsec_of_the_platform";
const eventually = { timeout: 5_000, interval: 10 };
let under: StripeUnderTest;
let platform: WebhookReceiver;
let relay: EventRelay | undefined;
let dir: string;

beforeEach(async () => {
  under = await stripeUnderTest();
  platform = await startWebhookReceiver(secret);
  dir = await mkdtemp(join(tmpdir(), "relay-"));
});
afterEach(async () => {
  await relay?.stop();
  await Promise.all([platform.close(), under.close(), rm(dir, { recursive: true })]);
});

const start = async (webhook: { url?: string } = {}) => {
  relay = await startEventRelay({
    stripe: under.stripe,
    file: join(dir, "relay.json"),
    webhook: { url: platform.url, secret, types: ["customer.created"], ...webhook },
    everyMs: 20,
  });
};
const emails = () => platform.received.map(({ object }) => object.email);
const customer = (email: string) => under.stripe.customers.create({ email });

test("events of the wanted types arrive once, in their order, signed with the platform's own secret", async () => {
  await start();
  await customer("a@example.com");
  await under.stripe.products.create({ name: "of no interest" });
  await customer("b@example.com");
  await expect.poll(emails, eventually).toEqual(["a@example.com", "b@example.com"]);
  await customer("c@example.com");
  await expect.poll(emails, eventually).toEqual(["a@example.com", "b@example.com", "c@example.com"]);
  expect(platform.received.every(({ verified, type }) => verified && type === "customer.created")).toBe(true);
});

test("what the platform does not take is delivered again, and keeps nothing else waiting", async () => {
  platform.answers.push(500, 503);
  await start();
  await customer("a@example.com");
  await customer("b@example.com");
  await expect.poll(() => new Set(emails()).size, eventually).toBe(2);
  await expect.poll(() => platform.received.length, eventually).toBe(4);
});

test("a restart goes on after what was delivered, with what happened meanwhile", async () => {
  await start();
  await customer("a@example.com");
  await expect.poll(emails, eventually).toEqual(["a@example.com"]);
  await relay?.stop();
  await customer("b@example.com");
  await start();
  await expect.poll(emails, eventually).toEqual(["a@example.com", "b@example.com"]);
});

test("a provider that fails for a while loses nothing", async () => {
  await customer("a@example.com");
  under.local.failures.add({ kind: "error", method: "GET", path: "/v1/events", times: 3, status: 503 });
  await start();
  await expect.poll(emails, eventually).toEqual(["a@example.com"]);
  expect(under.local.failures.list()).toEqual([]);
});

test("a first start with nothing to tell remembers when it was", async () => {
  await start();
  await relay?.stop();
  const { since } = JSON.parse(await readFile(join(dir, "relay.json"), "utf8"));
  expect(Math.abs(since - Date.now() / 1000)).toBeLessThan(60);
});
