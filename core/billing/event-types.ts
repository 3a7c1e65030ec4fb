/**
 * What the payment provider is asked to tell: everything that may change an order, and nothing else. It sends one after
 * the other, so each more keeps a paid order waiting.
 */
export const eventTypes = [
  "checkout.session.completed",
  "checkout.session.async_payment_succeeded",
  "checkout.session.async_payment_failed",
  "checkout.session.expired",
  "payment_intent.succeeded",
  "payment_intent.payment_failed",
  "refund.created",
  "refund.updated",
  "refund.failed",
] as const;
