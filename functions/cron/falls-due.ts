import * as ApiKeys from "#core/api-keys/index.ts";
import * as Billing from "#core/billing/index.ts";
import * as Certificates from "#core/certificates/index.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import * as Orders from "#core/orders/index.ts";
import * as Services from "#core/services/index.ts";
import { described, log } from "../runtime/log.ts";

/** What falls due with time: unpaid orders, refunds of what was not fulfilled, plans to change, domains and certificates to renew, cards to charge and to forget, services past their grace period, keys and brought certificates that end. */
export async function fallsDue(ctx: Ctx): Promise<Record<string, number>> {
  const orders = await Orders.due(ctx, {});
  const services = await Services.due(ctx, {});
  const renewals = await Orders.renewalsDue(ctx, {});
  const charges = await Orders.chargesDue(ctx, {});
  const cards = await Billing.cardsToForget(ctx, {});
  const keys = await ApiKeys.ending(ctx, {});
  const asking = await Certificates.asking(ctx, {});
  const certificates = await Certificates.due(ctx, {});
  const ending = await Certificates.ending(ctx, {});
  const late = await Certificates.late(ctx, {});
  if (late > 0) log("error", "certificates near their end were not renewed", { late, requestId: ctx.requestId });
  return {
    expired: await each(ctx, orders.expire, (orderId) => Orders.expire(ctx, { orderId })),
    refundsBegun: await each(ctx, orders.refund, (orderId) => Orders.refund(ctx, { orderId })),
    refundsIssued: await each(ctx, orders.refunding, (orderId) => Orders.issueRefund(ctx, { orderId })),
    domainsToRenew: await each(ctx, renewals, (one) => Orders.placeRenewal(ctx, one)),
    renewalsCharged: await each(ctx, charges, (orderId) => Orders.chargeSaved(ctx, { orderId })),
    cardsForgotten: await each(ctx, cards, (cardId) => Billing.forgetCard(ctx, { cardId })),
    plansChanged: await each(ctx, orders.changes, (orderId) => Orders.applyChange(ctx, { orderId })),
    removed: await each(ctx, services, (serviceId) => Services.remove(ctx, { serviceId })),
    renewalsAsked: await each(ctx, asking, (certificateId) => Certificates.ask(ctx, { certificateId })),
    renewed: await each(ctx, certificates, (certificateId) => Certificates.renew(ctx, { certificateId })),
    endingsTold: await each(ctx, ending, (certificateId) => Certificates.remind(ctx, { certificateId })),
    keysTold: await each(ctx, keys, (keyId) => ApiKeys.warn(ctx, { keyId })),
  };
}

/** One that fails must not keep the others waiting. */
async function each<T>({ requestId }: Ctx, items: readonly T[], run: (item: T) => Promise<unknown>): Promise<number> {
  let done = 0;
  for (const item of items) {
    try {
      await run(item);
      done += 1;
    } catch (error) {
      log("error", "something due failed", { item, requestId, ...described(error) });
    }
  }
  return done;
}
