import type { Stripe } from "stripe";
import type { ReadCard } from "./card.ts";
import { createCustomer } from "./customer.ts";
import { knownDetails } from "./new-checkout-session.ts";
import { attemptPayment, authenticatePayment } from "./payment.ts";
import { createPaymentIntent } from "./payment-intent.ts";
import { createPaymentMethod } from "./payment-method.ts";
import type { CheckoutSession, PaymentIntent } from "./wire.ts";
import type { Work } from "./work.ts";

export interface Payer {
  email: string;
  name: string;
  country: string | null;
}

export type CheckoutOutcome =
  | { kind: "paid" }
  | { kind: "authenticate"; url: string }
  | { kind: "declined"; message: string };

/** The customer pressed "Pay". */
export function payCheckout(work: Work, session: CheckoutSession, payer: Payer, card: ReadCard): CheckoutOutcome {
  const method = createPaymentMethod(work, { ...card, card: card.name, billing: payer });
  const intent = work.paymentIntents.get(session.payment_intent ?? "") ?? openIntent(work, session);
  const details = { ...knownDetails(payer.email, payer.name), address: method.billing_details.address };
  const waiting = work.checkoutSessions.put({ ...session, customer_details: details, payment_intent: intent.id });
  return conclude(
    work,
    waiting,
    attemptPayment(work, { intent, method, offSession: false, returnUrl: session.url ?? undefined }),
  );
}

/** The customer answered the bank. A payment that was begun over the API has no session. */
export function answerBank(
  work: Work,
  session: CheckoutSession | undefined,
  intent: PaymentIntent,
  agreed: boolean,
): CheckoutOutcome {
  const method = work.paymentMethods.get(intent.payment_method ?? "");
  if (!method) return { kind: "declined", message: "Choose a card and try again." };
  return conclude(work, session, authenticatePayment(work, intent, method, agreed));
}

function openIntent(work: Work, session: CheckoutSession): PaymentIntent {
  const { intent = {} } = work.checkoutContents.get(session.id) ?? {};
  return createPaymentIntent(work, {
    ...intent,
    amount: session.amount_total,
    currency: session.currency,
    customer: session.customer,
  });
}

function conclude(work: Work, session: CheckoutSession | undefined, intent: PaymentIntent): CheckoutOutcome {
  if (intent.status === "requires_action") {
    return { kind: "authenticate", url: `${work.origin}/c/authenticate/${intent.id}` };
  }
  if (intent.status !== "succeeded") {
    return { kind: "declined", message: messageOf(intent.last_payment_error) };
  }
  if (!session) return { kind: "paid" };
  const customer = session.customer ?? newCustomer(work, session);
  const paid = work.checkoutSessions.put({
    ...session,
    customer,
    payment_status: "paid",
    status: "complete",
    url: null,
  });
  work.emit("checkout.session.completed", paid);
  return { kind: "paid" };
}

function newCustomer(work: Work, session: CheckoutSession): string | null {
  if (session.customer_creation !== "always") return null;
  const { email, name } = session.customer_details ?? { email: null, name: null };
  return createCustomer(work, { email, name }).id;
}

const messageOf = (error: Stripe.PaymentIntent.LastPaymentError | null): string =>
  error?.message ?? "Your card was declined.";
