import { eq } from "drizzle-orm";
import { z } from "zod";
import * as AddOns from "../add-ons/index.ts";
import * as Billing from "../billing/index.ts";
import * as Catalog from "../catalog/index.ts";
import * as Domains from "../domains/index.ts";
import { Id } from "../kernel/id.ts";
import { inbox } from "../kernel/kernel.sql.ts";
import type { Money } from "../kernel/money.ts";
import { type Change, type Outcome, providerCommand, type Scope } from "../kernel/operation.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import { order } from "./order.sql.ts";
import { fulfilWithinHours } from "./order.state.ts";
import { lock, type OrderRow, update } from "./order.ts";
import { type OrderedWebsite, websiteOf } from "./ordered-website.ts";
import { intervalAfter } from "./plan-change.state.ts";
import { beginRefund } from "./refund.ts";

/** Brings an order up to what the payment provider says of its checkout. Safe to repeat at any time. */
export const recordPayment = providerCommand({
  name: "order.record_payment",
  input: z.object({ checkoutId: z.string() }),
  allow: { system: true },
  intend: async (_scope, { checkoutId }) => checkoutId,
  perform: ({ payments }, checkoutId) => payments.checkout(checkoutId),
  settle: (scope, _checkoutId, checkout) => takeCheckout(scope, checkout),
});

const unchanged = { value: null, audit: "unchanged", events: [] } as const;

/** What a payment page has taken, and the card that was kept with it. */
export async function takeCheckout(scope: Scope, checkout: Billing.Checkout): Promise<Outcome<null>> {
  const orderId = Id("order").safeParse(checkout.orderId);
  const { paymentId } = checkout;
  if (!checkout.paid || paymentId === null || !orderId.success) return unchanged;
  const before = await lock(scope.tx, orderId.data);
  if (before.paymentId !== null) return sendBack(scope, before, paymentId);
  const { cardConsent } = before;
  const agreed = cardConsent !== null && before.checkoutId === checkout.id ? checkout.card : null;
  const kept = cardConsent && agreed ? await Billing.saveCard(scope, before.accountId, agreed, cardConsent) : [];
  const taken = await takePayment(scope, before, { paymentId, fits: covers(checkout.total, before) });
  return { ...taken, events: [...kept, ...taken.events] };
}

/** Money that has arrived for an order, and was not recorded yet. What does not fit goes back. */
export async function takePayment(
  scope: Scope,
  before: OrderRow,
  { paymentId, fits }: { paymentId: string; fits: boolean },
): Promise<Change<null>> {
  const { tx, ctx } = scope;
  const settled = { chargeBegunAt: null, nextChargeAt: null, failureCode: null, failureMessage: null };
  const paid = await update(tx, before.id, { paymentId, paidAt: ctx.now(), ...settled });
  const audit = { target: before.id, accountId: before.accountId, before: { state: before.state } };
  if (before.state !== "pending" || !fits) {
    // Paid after it was cancelled, not the price, or wanted no more: the money goes back.
    const { row, events } = await beginRefund(scope, paid);
    return { value: null, audit: { ...audit, after: { state: row.state } }, events };
  }
  if (before.change) {
    await update(tx, before.id, { state: "paid" });
    const due = { type: "order.change_due", subject: before.id };
    return { value: null, audit: { ...audit, after: { state: "paid" } }, events: [due] };
  }
  const website = websiteOf(before);
  const begun = website && (await beginWebsite(scope, before, website));
  await update(tx, before.id, { state: "paid", ...begun?.change });
  const events = [...(begun?.events ?? []), ...(await Domains.beginOrdered(scope, before.id))];
  const after = { state: "paid", ...(begun && { serviceId: begun.change.serviceId }) };
  return { value: null, audit: { ...audit, after }, events };
}

/** An order is paid once: whatever else arrives for it goes back. */
export async function sendBack({ tx, ctx }: Scope, row: OrderRow, paymentId: string): Promise<Outcome<null>> {
  if (row.paymentId === paymentId) return unchanged;
  const key = `extra-payment:${paymentId}`;
  const fresh = await tx.insert(inbox).values({ key, seenAt: ctx.now() }).onConflictDoNothing().returning();
  if (fresh.length === 0) return unchanged;
  return {
    value: null,
    audit: { target: row.id, accountId: row.accountId, after: { state: row.state, extra: true } },
    events: [{ type: "order.extra_paid", subject: paymentId }],
  };
}

/** Sends back what was paid for an order that had been paid already. */
export const refundExtra = providerCommand({
  name: "order.refund_extra",
  input: z.object({ paymentId: z.string() }),
  allow: { system: true },
  async intend({ tx }, { paymentId }) {
    const used = await tx.$count(order, eq(order.paymentId, paymentId));
    return { paymentId, isExtra: used === 0 };
  },
  perform: async ({ payments }, { paymentId, isExtra }) =>
    isExtra ? payments.createRefund({ paymentId, idempotencyKey: `refund:extra:${paymentId}` }) : undefined,
  async settle(_scope, { paymentId }, refund) {
    if (!refund) return unchanged;
    return { value: null, audit: { target: paymentId, after: { refund: refund.state } }, events: [] };
  },
});

/** Its website is set up until then, or its money goes back. */
async function beginWebsite(
  scope: Scope,
  { id: orderId, accountId, extras }: OrderRow,
  { siteName, app, planId, planName, planVersionId, interval }: OrderedWebsite,
) {
  const { tx, ctx } = scope;
  const terms = await Catalog.soldTo(tx, { planVersionId, extras });
  const price = Catalog.priceOf(terms, interval);
  if (price === undefined) throw new Error("sold at no price");
  const { row, operationId, event } = await Services.create(scope, {
    ...{ accountId, orderId, name: siteName, app },
    plan: { id: planId, versionId: planVersionId, name: planName },
    ...{ extras, limits: terms.limits, interval, price, paidUntil: intervalAfter(ctx.now(), interval) },
  });
  await AddOns.addRequired(tx, row);
  await Releases.first(scope, row, operationId);
  const refundDueAt = new Date(ctx.now().getTime() + fulfilWithinHours * 3_600_000);
  return { change: { serviceId: row.id, refundDueAt }, events: [event] };
}

export const covers = (total: Money | null, { priceMinor, priceCurrency }: OrderRow): boolean =>
  total?.minor === priceMinor && total.currency === priceCurrency;
