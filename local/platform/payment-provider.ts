import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { startEventRelay } from "../stripe/event-relay.ts";
import { startStripe } from "../stripe/stripe.ts";

export interface PaymentProviderOptions {
  dir: string;
  /** Of the stand-in. */
  port: number;
  standInKey: string;
  /** Stripe's own, for its test mode. With it Stripe takes the stand-in's place. */
  realKey: string | undefined;
  webhook: { url: string; secret: string; types: readonly string[] };
}

export interface PaymentProvider {
  /** What functions are given to find it. */
  env: { STRIPE_SECRET_KEY: string; STRIPE_API_BASE?: string };
  /** For people: where its payments are looked at, and what it is. */
  shown: { url: string; what: string };
  stop(): Promise<void>;
}

/** Stripe in its test mode where its key is given, the stand-in otherwise. */
export async function startPaymentProvider(options: PaymentProviderOptions): Promise<PaymentProvider> {
  const { dir, port, standInKey, realKey, webhook } = options;
  if (realKey === undefined || realKey === "") {
    const { url, stop } = await startStripe({ dir, port, secretKey: standInKey, webhook });
    const what = "stand-in; any 4242 4242 4242 4242 card pays";
    return { env: { STRIPE_SECRET_KEY: standInKey, STRIPE_API_BASE: url }, shown: { url, what }, stop };
  }
  if (!/^(sk|rk)_test_\w{24,}$/.test(realKey)) {
    throw new Error("STRIPE_SECRET_KEY is not a key of Stripe's test mode, and no real money moves on this machine");
  }
  await mkdir(dir, { recursive: true });
  const { default: Stripe } = await import("stripe");
  const stripe = new Stripe(realKey, { timeout: 20_000, maxNetworkRetries: 0 });
  const { stop } = await startEventRelay({ stripe, file: join(dir, "relay.json"), webhook });
  const what = "Stripe's test mode; its test cards pay";
  return {
    env: { STRIPE_SECRET_KEY: realKey },
    shown: { url: "https://dashboard.stripe.com/test/payments", what },
    stop,
  };
}
