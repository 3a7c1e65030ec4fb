import type { Stripe } from "stripe";
import { type CardDecline, declines, testCard } from "./card.ts";
import { createCharge } from "./charge.ts";
import { attachPaymentMethod } from "./payment-method.ts";
import type { PaymentIntent, PaymentMethod } from "./wire.ts";
import type { Work } from "./work.ts";

export interface PaymentAttempt {
  intent: PaymentIntent;
  method: PaymentMethod;
  offSession: boolean;
  returnUrl?: string | undefined;
}

/** Tries to take the money. The intent that comes back says how it went. */
export function attemptPayment(work: Work, { intent, method, offSession, returnUrl }: PaymentAttempt): PaymentIntent {
  const made = work.testCards.get(method.id);
  const card = testCard(made?.card ?? "");
  const using: PaymentIntent = { ...intent, payment_method: method.id, next_action: null };
  const switched = work.failures.takeDecline(offSession);
  if (switched === "authentication_required" && !offSession) return askForAuthentication(work, using, returnUrl);
  if (switched) return fail(work, using, method, declines[switched]);
  if (!card) return fail(work, using, method, declines.not_a_test_card);
  const setUp = method.customer !== null && intent.customer === method.customer;
  if (card.authenticates === "always" || (card.authenticates && !setUp)) {
    if (offSession) return fail(work, using, method, declines.authentication_required);
    return askForAuthentication(work, using, returnUrl);
  }
  return card.declines ? fail(work, using, method, declines[card.declines]) : succeed(work, using, method, false);
}

/** The customer's answer to the bank. */
export function authenticatePayment(
  work: Work,
  intent: PaymentIntent,
  method: PaymentMethod,
  agreed: boolean,
): PaymentIntent {
  const answered: PaymentIntent = { ...intent, next_action: null };
  if (!agreed) {
    const message =
      "We are unable to authenticate your payment method. Please choose a different payment method and try again.";
    return giveUp(work, answered, method, { code: "payment_intent_authentication_failure", message }, undefined);
  }
  const card = testCard(work.testCards.get(method.id)?.card ?? "");
  return card?.declines
    ? fail(work, answered, method, declines[card.declines], true)
    : succeed(work, answered, method, true);
}

function succeed(work: Work, intent: PaymentIntent, method: PaymentMethod, authenticated: boolean): PaymentIntent {
  const charge = createCharge(work, { intent, method, authenticated });
  const paid = work.paymentIntents.put({
    ...intent,
    amount_received: intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    status: "succeeded",
  });
  if (paid.setup_future_usage && paid.customer && !method.customer) attachPaymentMethod(work, method, paid.customer);
  work.emit("payment_intent.succeeded", paid);
  return paid;
}

function askForAuthentication(work: Work, intent: PaymentIntent, returnUrl: string | undefined): PaymentIntent {
  const waiting = work.paymentIntents.put({
    ...intent,
    status: "requires_action",
    next_action: {
      type: "redirect_to_url",
      redirect_to_url: { return_url: returnUrl ?? null, url: `${work.origin}/c/authenticate/${intent.id}` },
    },
  });
  work.emit("payment_intent.requires_action", waiting);
  return waiting;
}

function fail(work: Work, intent: PaymentIntent, method: PaymentMethod, decline: CardDecline, authenticated = false) {
  const charge = createCharge(work, { intent, method, decline, authenticated });
  return giveUp(work, intent, method, decline, charge.id);
}

function giveUp(
  work: Work,
  intent: PaymentIntent,
  method: PaymentMethod,
  decline: CardDecline,
  charge: string | undefined,
): PaymentIntent {
  const reason: Stripe.PaymentIntent.LastPaymentError = {
    ...decline,
    ...(charge && { charge }),
    doc_url: `https://docs.stripe.com/error-codes#${decline.code.replaceAll("_", "-")}`,
    payment_method: method,
    type: charge ? "card_error" : "invalid_request_error",
  };
  const failed = work.paymentIntents.put({
    ...intent,
    last_payment_error: reason,
    latest_charge: charge ?? intent.latest_charge,
    payment_method: null,
    status: "requires_payment_method",
  });
  work.emit("payment_intent.payment_failed", failed);
  return failed;
}
