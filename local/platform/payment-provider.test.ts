import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startPaymentProvider } from "./payment-provider.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "payments-"));
});
afterEach(() => rm(dir, { recursive: true }));

const webhook = { url: "http://127.0.0.1:1/", secret: "whsec_x", types: ["refund.created"] };
const start = (realKey?: string) =>
  startPaymentProvider({ dir, port: 0, standInKey: "sk_test_standin", realKey, webhook });

test.each([undefined, ""])("without a key of Stripe's (%j) the stand-in takes payments", async (realKey) => {
  const provider = await start(realKey);
  expect(provider.env).toEqual({ STRIPE_SECRET_KEY: "sk_test_standin", STRIPE_API_BASE: provider.shown.url });
  expect(provider.shown.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  await provider.stop();
});

test("a key of Stripe's test mode is what functions get, and Stripe is where the SDK finds it", async () => {
  const key = `sk_test_${"x".repeat(32)}`;
  const provider = await start(key);
  expect(provider.env).toEqual({ STRIPE_SECRET_KEY: key });
  await provider.stop();
  expect(await readFile(join(dir, "relay.json"), "utf8")).not.toContain(key);
});

test.each([`sk_live_${"x".repeat(32)}`, `rk_live_${"x".repeat(32)}`, "sk_test_short", "nonsense"])(
  "%s starts nothing: no real money moves here",
  async (key) => {
    await expect(start(key)).rejects.toThrow("no real money moves");
  },
);
