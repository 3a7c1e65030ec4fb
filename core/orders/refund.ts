import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Refund } from "../billing/index.ts";
import * as Domains from "../domains/index.ts";
import * as Hosting from "../hosting/index.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { type Failure, requestCancel } from "../kernel/long-operation/plan.ts";
import { money, subtract } from "../kernel/money.ts";
import { command, type DomainEvent, type Outcome, providerCommand, type Scope } from "../kernel/operation.ts";
import * as Services from "../services/index.ts";
import { settlePart } from "./domain-refund.ts";
import { order } from "./order.sql.ts";
import { allowed, fulfilWithinHours, refundFailed, repairWithinMinutes } from "./order.state.ts";
import { demand, lock, type OrderRow, shown, update } from "./order.ts";
import { websiteOf } from "./ordered-website.ts";

/** Failures that no repair will change. */
const hopeless = new Set(["operation.cancelled", "node.none_ready"]);

const refundDue = (orderId: Id<"order">): DomainEvent => ({ type: "order.refund_due", subject: orderId });

/**
 * Turns a paid order towards its refund. Work that is under way is undone first; its end sends the money back.
 */
export async function beginRefund(scope: Scope, row: OrderRow): Promise<{ row: OrderRow; events: DomainEvent[] }> {
  const { tx, ctx } = scope;
  await Domains.callOffOrdered(scope, row.id);
  if (!websiteOf(row) && (await Domains.keptOf(tx, row.id)).minor >= row.priceMinor) throw inHand();
  const after = await update(tx, row.id, { state: "refunding", refundDueAt: null });
  const setUp = row.change === null &&
    row.serviceId !== null && { subject: row.serviceId, kind: Services.provisionPlan.kind };
  const underWay = setUp ? await requestCancel(tx, setUp, ctx.now()) : undefined;
  return { row: after, events: [underWay ?? refundDue(row.id)] };
}

const inHand = () =>
  new DomainError(
    "conflict",
    "order.domains_in_hand",
    "The registry has all of this in hand. What it refuses is paid back by itself.",
  );

/** A plan that is being brought about ends by itself: with a release under it, or with everything as it was. */
function demandNotUnderWay({ state, change }: OrderRow): void {
  if (state !== "paid" || change === null) return;
  throw new DomainError("conflict", "order.change_under_way", "The plan is being changed right now.");
}

/** The customer changes their mind: nothing paid, nothing owed; paid and not live yet, the money comes back. */
export const cancel = providerCommand({
  name: "order.cancel",
  input: z.object({ orderId: Id("order") }),
  allow: allowed.cancel,
  async intend({ tx }, { orderId }) {
    const row = await lock(tx, orderId);
    demand("cancel", row);
    demandNotUnderWay(row);
    return row;
  },
  /** A payment page that stays open could still be paid. */
  perform: async ({ payments }, row) =>
    row.state === "pending" && row.checkoutId !== null ? payments.expireCheckout(row.checkoutId) : undefined,
  async settle(scope, { id, checkoutId }, checkout) {
    const { tx, ctx } = scope;
    const before = await lock(tx, id);
    demand("cancel", before);
    demandNotUnderWay(before);
    if (before.state === "pending" && before.checkoutId !== checkoutId) {
      throw new DomainError("conflict", "order.in_checkout", "Somebody has just begun to pay. Try again.");
    }
    if (checkout?.paid && before.state === "pending") {
      throw new DomainError(
        "conflict",
        "order.already_paid",
        "This order has just been paid. Cancel it again for a refund.",
      );
    }
    const { row, events } =
      before.state === "paid" ? await beginRefund(scope, before) : { row: await drop(scope, before), events: [] };
    return {
      value: await shown(tx, ctx.ports.addresses, row),
      audit: { target: id, accountId: row.accountId, before: { state: before.state }, after: { state: row.state } },
      events,
    };
  },
});

/** An order that nobody paid in time. */
export const expire = providerCommand({
  name: "order.expire",
  input: z.object({ orderId: Id("order") }),
  allow: { system: true },
  intend: async ({ tx }, { orderId }) => lock(tx, orderId),
  perform: async ({ payments }, row) => (row.checkoutId === null ? undefined : payments.expireCheckout(row.checkoutId)),
  async settle(scope, { id, checkoutId }, checkout) {
    const before = await lock(scope.tx, id);
    // A payment page that was opened meanwhile has not been closed: the next look does that.
    const open = before.state === "pending" && before.checkoutId === checkoutId && !checkout?.paid;
    if (!open) return { value: null, audit: "unchanged", events: [] };
    const row = await drop(scope, before);
    return {
      value: null,
      audit: { target: id, accountId: row.accountId, before: { state: before.state }, after: { state: row.state } },
      events: [],
    };
  },
});

async function drop(scope: Scope, row: OrderRow): Promise<OrderRow> {
  const { tx, ctx } = scope;
  await Domains.callOffOrdered(scope, row.id);
  await Hosting.release(tx, row.id);
  return update(tx, row.id, { state: "cancelled", cancelledAt: ctx.now() });
}

/** Staff, and the platform when an order's time to be fulfilled is up. */
export const refund = command({
  name: "order.refund",
  input: z.object({ orderId: Id("order") }),
  allow: { ...allowed.refund, system: true },
  confirm: true,
  async run(scope, { orderId }) {
    const before = await lock(scope.tx, orderId);
    demand("refund", before);
    demandNotUnderWay(before);
    const { row, events } = await beginRefund(scope, before);
    return {
      value: await shown(scope.tx, scope.ctx.ports.addresses, row),
      audit: {
        target: orderId,
        accountId: row.accountId,
        before: { state: before.state },
        after: { state: row.state },
      },
      events,
    };
  },
});

/**
 * Sends the money back but for domains that were registered, and frees the site's name. Safe to repeat: the provider
 * refunds once per order.
 */
export const issueRefund = providerCommand({
  name: "order.issue_refund",
  input: z.object({ orderId: Id("order") }),
  allow: { system: true },
  async intend({ tx }, { orderId }) {
    const row = await lock(tx, orderId);
    const kept = await Domains.keptOf(tx, orderId);
    return { row, amount: kept.minor === 0 ? undefined : subtract(money(row.priceMinor, row.priceCurrency), kept) };
  },
  async perform({ payments }, { row, amount }): Promise<Refund | undefined> {
    if (row.state !== "refunding" || row.paymentId === null) return undefined;
    if (row.refundId !== null) return payments.refund(row.refundId);
    const { paymentId } = row;
    return payments.createRefund({ paymentId, ...(amount && { amount }), idempotencyKey: `refund:${row.id}` });
  },
  settle: (scope, { row: { id } }, result) => settleRefund(scope, id, result),
});

async function settleRefund(
  { tx, ctx }: Scope,
  orderId: Id<"order"> | undefined,
  result: Refund | undefined,
): Promise<Outcome<null>> {
  const unchanged = { value: null, audit: "unchanged", events: [] } as const;
  if (orderId === undefined || result === undefined) return unchanged;
  const before = await lock(tx, orderId);
  const audit = { target: orderId, accountId: before.accountId, before: { state: before.state } };
  const failed = result.state === "failed";
  // Banks can send money back that had been refunded; then it is owed again.
  if (before.state !== "refunding" && !(failed && before.state === "refunded")) return unchanged;
  if (result.state === "pending" && before.refundId === result.id) return unchanged;
  // What only changed its plan is nobody's rest.
  const set = before.change === null ? before.serviceId : null;
  const remains = set !== null && (await Services.abandon(tx, set, ctx.now()));
  if (!remains) await Hosting.release(tx, orderId);
  const after = await update(tx, orderId, {
    refundId: result.id,
    ...(failed && {
      state: "refunding",
      refundedAt: null,
      failureCode: refundFailed,
      failureMessage: "The refund did not go through. We are looking into it.",
    }),
    ...(result.state === "succeeded" && {
      state: "refunded",
      refundedAt: ctx.now(),
    }),
  });
  return {
    value: null,
    audit: { ...audit, after: { state: after.state, refund: result.state } },
    events: after.state === "refunded" ? [{ type: "order.refunded", subject: orderId }] : [],
  };
}

/** The provider says that a refund has changed: the order that it belongs to follows, or the part of one. */
export const refreshRefund = providerCommand({
  name: "order.refresh_refund",
  input: z.object({ refundId: z.string() }),
  allow: { system: true },
  async intend({ tx }, { refundId }) {
    const [row] = await tx.select().from(order).where(eq(order.refundId, refundId));
    return { refundId, row, part: row ? undefined : await Domains.partOfRefund(tx, refundId) };
  },
  perform: async ({ payments }, { refundId, row, part }) => (row || part ? payments.refund(refundId) : undefined),
  settle: (scope, { row, part }, result) =>
    part && result ? settlePart(scope, part, result) : settleRefund(scope, row?.id, result),
});

/** Its site is live: for the transaction in which the set-up ended. */
export async function fulfil({ tx, ctx }: Scope, orderId: Id<"order">): Promise<DomainEvent[]> {
  const { state } = await lock(tx, orderId);
  if (state !== "paid") throw new Error(`an order that is ${state} cannot be fulfilled`);
  await update(tx, orderId, {
    state: "fulfilled",
    fulfilledAt: ctx.now(),
    refundDueAt: null,
    failureCode: null,
    failureMessage: null,
  });
  return [{ type: "order.fulfilled", subject: orderId }];
}

/** Its site could not be set up: staff have a while to repair it, unless there is nothing to repair. */
export async function setUpFailed({ tx, ctx }: Scope, orderId: Id<"order">, failure: Failure): Promise<DomainEvent[]> {
  const row = await lock(tx, orderId);
  if (row.state === "refunding") return [refundDue(orderId)];
  const over = hopeless.has(failure.code);
  await update(tx, orderId, {
    failureCode: failure.code,
    failureMessage: failure.message,
    ...(over
      ? { state: "refunding", refundDueAt: null }
      : { refundDueAt: new Date(ctx.now().getTime() + repairWithinMinutes * 60_000) }),
  });
  return over ? [refundDue(orderId)] : [];
}

/** Staff try again: the clock of the refund starts anew. Throws when the money is on its way back. */
export async function repair({ tx, ctx }: Scope, orderId: Id<"order">): Promise<void> {
  const row = await lock(tx, orderId);
  demand("refund", row);
  await update(tx, orderId, {
    failureCode: null,
    failureMessage: null,
    refundDueAt: new Date(ctx.now().getTime() + fulfilWithinHours * 3_600_000),
  });
}
