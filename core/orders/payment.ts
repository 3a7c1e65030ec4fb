import { z } from "zod";
import * as AddOns from "../add-ons/index.ts";
import * as Catalog from "../catalog/index.ts";
import * as Domains from "../domains/index.ts";
import { Id } from "../kernel/id.ts";
import type { Money } from "../kernel/money.ts";
import { providerCommand, type Scope } from "../kernel/operation.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
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
  async settle(scope, _checkoutId, checkout) {
    const unchanged = { value: null, audit: "unchanged", events: [] } as const;
    const orderId = Id("order").safeParse(checkout.orderId);
    if (!checkout.paid || checkout.paymentId === null || !orderId.success) return unchanged;

    const { tx, ctx } = scope;
    const before = await lock(tx, orderId.data);
    if (before.paymentId !== null) return unchanged;
    const paid = await update(tx, before.id, { paymentId: checkout.paymentId, paidAt: ctx.now() });
    const audit = { target: before.id, accountId: before.accountId, before: { state: before.state } };
    if (before.state !== "pending" || !covers(checkout.total, before)) {
      // Paid after it was cancelled, or not the price: the money goes back.
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

const covers = (total: Money | null, { priceMinor, priceCurrency }: OrderRow): boolean =>
  total?.minor === priceMinor && total.currency === priceCurrency;
