import { z } from "zod";
import { testCard } from "./card.ts";
import { previousAttributes } from "./change.ts";
import { invalid, missing } from "./error.ts";
import { newId } from "./ids.ts";
import { page, within } from "./list.ts";
import { mergeMetadata } from "./metadata.ts";
import { operation } from "./operation.ts";
import { createdRange, integer, listParams, metadata, params, text, unsettable } from "./parameter.ts";
import type { Charge, Refund } from "./wire.ts";
import type { Work } from "./work.ts";

const Create = params({
  amount: integer(1).optional(),
  charge: text().optional(),
  metadata: unsettable(metadata()).optional(),
  payment_intent: text().optional(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
});

const Update = params({ metadata: unsettable(metadata()).optional() });

const List = listParams({
  charge: text().optional(),
  created: createdRange().optional(),
  payment_intent: text().optional(),
});

export const refundParams = { Create, Update, List };

/** How long a bank takes to say what became of a refund. */
export const SETTLES_AFTER_MS = 5_000;

function chargeToRefund(work: Work, id: string | undefined, intentId: string | undefined): Charge {
  if (intentId !== undefined) {
    const intent = work.paymentIntents.get(intentId);
    if (!intent) throw missing("payment_intent", intentId, "payment_intent");
    const charge = work.charges.get(intent.latest_charge ?? "");
    if (!charge?.paid)
      throw invalid("This PaymentIntent does not have a successful charge to refund.", "payment_intent");
    return charge;
  }
  if (id === undefined) {
    const rule = "One of the following params should be provided for this request: payment_intent or charge.";
    throw invalid(rule, "payment_intent", "parameter_missing");
  }
  const charge = work.charges.get(id);
  if (!charge) throw missing("charge", id, "charge");
  if (!charge.paid) throw invalid(`Charge ${id} was not paid and cannot be refunded.`, "charge");
  return charge;
}

function createRefund(work: Work, given: Omit<z.output<typeof Create>, "expand">): Refund {
  const charge = chargeToRefund(work, given.charge, given.payment_intent);
  const left = charge.amount - charge.amount_refunded;
  if (left === 0) {
    throw invalid(`Charge ${charge.id} has already been refunded.`, undefined, "charge_already_refunded");
  }
  const amount = given.amount ?? left;
  if (amount > left) {
    throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, "amount");
  }
  const card = testCard(work.testCards.get(charge.payment_method ?? "")?.card ?? "");
  const course = work.failures.takeRefund() ?? card?.refund;
  const refund: Refund = {
    id: newId("re"),
    object: "refund",
    amount,
    balance_transaction: newId("ch").replace("ch_", "txn_"),
    charge: charge.id,
    created: work.now,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
      type: "card",
    },
    metadata: mergeMetadata({}, given.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: given.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: course === "pending" ? "pending" : "succeeded",
    transfer_reversal: null,
    ...(course === "pending" && { pending_reason: "processing" }),
  };
  work.refunds.put(refund);
  work.emit("refund.created", refund);
  recount(work, charge, amount, "charge.refunded");
  if (course) {
    const outcome = course === "fails" ? "failed" : "succeeded";
    work.later({ at: work.now * 1000 + SETTLES_AFTER_MS, kind: "settle_refund", subject: refund.id, outcome });
  }
  return refund;
}

function recount(work: Work, charge: Charge, change: number, event: string) {
  const amount_refunded = charge.amount_refunded + change;
  const after = work.charges.put({ ...charge, amount_refunded, refunded: amount_refunded === charge.amount });
  work.emit(event, after, previousAttributes(charge, after));
}

/** What the bank said in the end. */
export function settleRefund(work: Work, id: string, outcome: "succeeded" | "failed"): void {
  const before = work.refunds.get(id);
  if (!before) return;
  const { pending_reason: _, ...settled } = before;
  if (outcome === "succeeded") {
    const after = work.refunds.put({ ...settled, status: "succeeded" });
    work.emit("refund.updated", after, previousAttributes(before, after));
    return;
  }
  const failure_balance_transaction = newId("ch").replace("ch_", "txn_");
  const failure_reason = "expired_or_canceled_card";
  const after = work.refunds.put({ ...settled, failure_balance_transaction, failure_reason, status: "failed" });
  const charge = work.charges.get(before.charge);
  if (charge) recount(work, charge, -before.amount, "charge.updated");
  work.emit("refund.updated", after, previousAttributes(before, after));
  work.emit("refund.failed", after);
}

const findRefund = (work: Work, id: string): Refund => {
  const refund = work.refunds.get(id);
  if (!refund) throw missing("refund", id, "refund", 404);
  return refund;
};

export const refundOperations = [
  operation("POST /v1/refunds", Create, (work, { expand: _, ...given }) => createRefund(work, given)),

  operation("GET /v1/refunds/{refund}", params({}), (work, _, path) => findRefund(work, path.refund)),

  operation("POST /v1/refunds/{refund}", Update, (work, { metadata: labels }, path) => {
    const before = findRefund(work, path.refund);
    const after = work.refunds.put({ ...before, metadata: mergeMetadata(before.metadata, labels) });
    work.emit("refund.updated", after, previousAttributes(before, after));
    return after;
  }),

  operation("GET /v1/refunds", List, (work, { charge, created, payment_intent, ...cursor }) => {
    const rows = work.refunds
      .newestFirst()
      .filter((row) => within(row.created, created) && (charge ?? row.charge) === row.charge)
      .filter((row) => (payment_intent ?? row.payment_intent) === row.payment_intent);
    return page("refund", "/v1/refunds", rows, cursor);
  }),
];
