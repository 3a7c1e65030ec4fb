import Stripe from "stripe";
import { Currency, money } from "../kernel/money.ts";
import type { ChargeFailure } from "./card.state.ts";
import type { Card, Charge } from "./ports.ts";

/** What a paid session has kept for charges without the customer; its intent and their card are expanded. */
export function savedCardIn({ payment_intent: intent }: Stripe.Checkout.Session): Card | null {
  if (typeof intent !== "object" || intent?.status !== "succeeded" || intent.setup_future_usage !== "off_session")
    return null;
  const { payment_method: method } = intent;
  if (typeof method !== "object" || !method?.card || method.customer === null) return null;
  const { brand, last4, exp_month: expMonth, exp_year: expYear } = method.card;
  return { methodId: method.id, brand, last4, expMonth, expYear };
}

export function toCharge(intent: Stripe.PaymentIntent): Charge {
  const currency = Currency.safeParse(intent.currency.toUpperCase());
  const { order_id: orderId, charge_attempt: attempt } = intent.metadata;
  const ours = orderId !== undefined && attempt !== undefined;
  return {
    id: intent.id,
    orderId: ours ? orderId : null,
    attempt: ours ? Number(attempt) : null,
    ...outcomeOf(intent),
    total: currency.success ? money(intent.amount, currency.data) : null,
  };
}

function outcomeOf({ status, last_payment_error: error }: Stripe.PaymentIntent): Pick<Charge, "state" | "failure"> {
  if (status === "succeeded") return { state: "succeeded", failure: null };
  if (status === "processing" || status === "requires_capture") return { state: "pending", failure: null };
  // Whoever would have to confirm it is not there: that is a no.
  return {
    state: "failed",
    failure: status === "requires_action" ? "authentication_required" : failureOf(error?.code),
  };
}

const failureOf = (code: string | undefined): ChargeFailure =>
  code === "authentication_required" ? code : code === "expired_card" ? "card_expired" : "card_declined";

/** The bank's no, or Stripe's where it keeps the card no longer; undefined: it is no answer to the charge. */
export function declinedCharge(error: unknown): Pick<Charge, "id" | "state" | "failure"> | undefined {
  if (error instanceof Stripe.errors.StripeCardError) {
    const { payment_intent: intent } = error;
    return { id: intent?.id ?? null, state: "failed", failure: failureOf(error.code) };
  }
  // For good, and nothing was taken: whoever pays by hand must not wait for it to be tried again and again.
  if (error instanceof Stripe.errors.StripePermissionError)
    return { id: null, state: "failed", failure: "charge_refused" };
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return undefined;
  const gone =
    error.param === "payment_method" &&
    ["resource_missing", "payment_method_unexpected_state"].includes(error.code ?? "");
  return { id: null, state: "failed", failure: gone ? "card_gone" : "charge_refused" };
}

/** The intent of an attempt, of all that a customer had since then. */
export async function chargeIn(
  intents: AsyncIterable<Stripe.PaymentIntent>,
  { orderId, attempt }: { orderId: string; attempt: number },
): Promise<Charge | null> {
  for await (const intent of intents) {
    const charge = toCharge(intent);
    if (charge.orderId === orderId && charge.attempt === attempt) return charge;
  }
  return null;
}
