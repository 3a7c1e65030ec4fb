import type { Stripe } from "stripe";
import type { CardDecline } from "./card.ts";
import { missing } from "./error.ts";
import { newId } from "./ids.ts";
import { page, within } from "./list.ts";
import { operation } from "./operation.ts";
import { createdRange, listParams, params, text } from "./parameter.ts";
import type { Charge, PaymentIntent, PaymentMethod } from "./wire.ts";
import type { Work } from "./work.ts";

const List = listParams({
  created: createdRange().optional(),
  customer: text().optional(),
  payment_intent: text().optional(),
});

export const chargeParams = { List };

export interface ChargeAttempt {
  intent: PaymentIntent;
  method: PaymentMethod;
  decline?: CardDecline | undefined;
  authenticated: boolean;
}

/** Every attempt to pay leaves a charge, also a declined one. */
export function createCharge(work: Work, { intent, method, decline, authenticated }: ChargeAttempt): Charge {
  const paid = !decline;
  const id = newId("ch");
  const charge: Charge = {
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: paid ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: paid ? id.replace("ch_", "txn_") : null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: intent.statement_descriptor ?? "ROOKERY",
    captured: paid,
    created: work.now,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcome(decline),
    paid,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { card: cardDetails(intent.amount, method.card, authenticated, paid), type: "card" },
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: paid ? "succeeded" : "failed",
    transfer_data: null,
    transfer_group: intent.transfer_group,
  };
  work.charges.put(charge);
  work.emit(paid ? "charge.succeeded" : "charge.failed", charge);
  return charge;
}

function outcome(decline: CardDecline | undefined): Stripe.Charge.Outcome {
  return {
    advice_code: decline?.decline_code === "insufficient_funds" ? "try_again_later" : null,
    network_advice_code: null,
    network_decline_code: decline ? "01" : null,
    network_status: decline ? "declined_by_network" : "approved_by_network",
    reason: decline?.decline_code ?? null,
    risk_level: "normal",
    risk_score: 5,
    seller_message: decline ? "The bank did not accept this payment." : "Payment complete.",
    type: decline ? "issuer_declined" : "authorized",
  };
}

function cardDetails(
  amount: number,
  card: Stripe.PaymentMethod.Card,
  authenticated: boolean,
  paid: boolean,
): Stripe.Charge.PaymentMethodDetails.Card {
  return {
    amount_authorized: paid ? amount : null,
    authorization_code: paid ? "123456" : null,
    brand: card.brand,
    checks: card.checks,
    country: card.country,
    electronic_commerce_indicator: null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    installments: null,
    last4: card.last4,
    mandate: null,
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: null,
    regulated_status: "unregulated",
    three_d_secure: authenticated
      ? {
          authentication_flow: "challenge",
          electronic_commerce_indicator: "05",
          exemption_indicator: null,
          result: "authenticated",
          result_reason: null,
          transaction_id: null,
          version: "2.2.0",
        }
      : null,
    transaction_link_id: null,
    wallet: null,
  };
}

export const chargeOperations = [
  operation("GET /v1/charges/{charge}", params({}), (work, _, path) => {
    const charge = work.charges.get(path.charge);
    if (!charge) throw missing("charge", path.charge, "id", 404);
    return charge;
  }),

  operation("GET /v1/charges", List, (work, { created, customer, payment_intent, ...cursor }) => {
    const rows = work.charges
      .newestFirst()
      .filter((row) => within(row.created, created) && (customer ?? row.customer) === row.customer)
      .filter((row) => (payment_intent ?? row.payment_intent) === row.payment_intent);
    return page("charge", "/v1/charges", rows, cursor);
  }),
];
