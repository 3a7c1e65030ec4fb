import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Stripe from "stripe";
import { type LocalStripe, startStripe } from "./stripe.ts";
import { startWebhookReceiver, type WebhookReceiver } from "./webhook-receiver.ts";

export const secretKey = "sk_test_undertest";
const secret = "whsec_under_test";

export interface StripeUnderTest {
  local: LocalStripe;
  stripe: Stripe;
  dir: string;
  hooks: WebhookReceiver;
  lines: string[];
  /** Stops and starts again on the same directory. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A fresh stand-in, a client that never retries by itself, and an endpoint that takes the webhooks. */
export async function stripeUnderTest(): Promise<StripeUnderTest> {
  const dir = mkdtempSync(join(tmpdir(), "stripe-"));
  const hooks = await startWebhookReceiver(secret);
  const lines: string[] = [];
  const start = async () => {
    const local = await startStripe({
      dir,
      secretKey,
      webhook: { url: hooks.url, secret },
      log: (line) => lines.push(line),
    });
    return { local, stripe: clientOf(local.port) };
  };
  const under: StripeUnderTest = {
    ...(await start()),
    dir,
    hooks,
    lines,
    async restart() {
      await under.local.stop();
      Object.assign(under, await start());
    },
    async close() {
      await under.local.stop();
      await hooks.close();
      rmSync(dir, { recursive: true });
    },
  };
  return under;
}

export const clientOf = (port: number, config: Partial<Stripe.StripeConfig> = {}): Stripe =>
  new Stripe(secretKey, {
    host: "127.0.0.1",
    port,
    protocol: "http",
    maxNetworkRetries: 0,
    telemetry: false,
    ...config,
  });

export const checkoutOf = (stripe: Stripe, more: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  stripe.checkout.sessions.create({
    mode: "payment",
    success_url: "http://localhost:4100/orders/1?checkout=done&session={CHECKOUT_SESSION_ID}",
    cancel_url: "http://localhost:4100/orders/1?checkout=cancelled",
    line_items: [{ quantity: 1, price_data: { currency: "eur", unit_amount: 1400, product_data: { name: "Plus" } } }],
    ...more,
  });

export const paidIntent = (stripe: Stripe, payment_method = "pm_card_visa", amount = 2000) =>
  stripe.paymentIntents.create({ amount, currency: "eur", confirm: true, payment_method });
