import { z } from "zod";
import { ApiError, missing } from "./error.ts";
import { page, within } from "./list.ts";
import { createSession, NewSession, pageOf } from "./new-checkout-session.ts";
import { operation } from "./operation.ts";
import { createdRange, listParams, params, text } from "./parameter.ts";
import type { CheckoutSession } from "./wire.ts";
import type { Work } from "./work.ts";

const List = listParams({
  created: createdRange().optional(),
  customer: text().optional(),
  customer_details: z.strictObject({ email: text(512) }).optional(),
  payment_intent: text().optional(),
  status: z.enum(["complete", "expired", "open"]).optional(),
});

export function expireSession(work: Work, session: CheckoutSession): CheckoutSession {
  const intent = work.paymentIntents.get(session.payment_intent ?? "");
  if (intent && intent.status !== "succeeded") {
    const canceled = work.paymentIntents.put({
      ...intent,
      canceled_at: work.now,
      cancellation_reason: "automatic",
      next_action: null,
      status: "canceled",
    });
    work.emit("payment_intent.canceled", canceled);
  }
  const expired = work.checkoutSessions.put({ ...session, status: "expired", url: null });
  work.emit("checkout.session.expired", expired);
  return expired;
}

/** The pages of open sessions may have been at another port when they were opened. */
export function rehostOpenSessions(work: Work): void {
  for (const session of work.checkoutSessions.oldestFirst()) {
    const url = session.status === "open" ? pageOf(work, session.id) : session.url;
    if (url !== session.url) work.checkoutSessions.put({ ...session, url });
  }
}

const findSession = (work: Work, id: string): CheckoutSession => {
  const session = work.checkoutSessions.get(id);
  if (!session) throw missing("checkout.session", id, "session", 404);
  return session;
};

export const checkoutSessionOperations = [
  operation("POST /v1/checkout/sessions", NewSession, createSession),

  operation("GET /v1/checkout/sessions/{session}", params({}), (work, _, path) => findSession(work, path.session)),

  operation("GET /v1/checkout/sessions/{session}/line_items", listParams({}), (work, cursor, path) => {
    const session = findSession(work, path.session);
    const items = work.checkoutContents.get(session.id)?.lineItems ?? [];
    return page("item", `/v1/checkout/sessions/${session.id}/line_items`, items, cursor);
  }),

  operation("POST /v1/checkout/sessions/{session}/expire", params({}), (work, _, path) => {
    const session = findSession(work, path.session);
    if (session.status === "open") return expireSession(work, session);
    const rule = 'Only Checkout Sessions with a status in ["open"] can be expired.';
    throw new ApiError(400, `${rule} This Checkout Session has a status of \`${session.status}\`.`);
  }),

  operation(
    "GET /v1/checkout/sessions",
    List,
    (work, { created, customer, customer_details, payment_intent, status, ...cursor }) => {
      const rows = work.checkoutSessions
        .newestFirst()
        .filter((row) => within(row.created, created) && (customer ?? row.customer) === row.customer)
        .filter(
          (row) =>
            (payment_intent ?? row.payment_intent) === row.payment_intent && (status ?? row.status) === row.status,
        )
        .filter((row) => !customer_details || row.customer_details?.email === customer_details.email);
      return page("checkout.session", "/v1/checkout/sessions", rows, cursor);
    },
  ),
];
