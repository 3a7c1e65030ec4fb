import { and, asc, eq, isNull, lte, or } from "drizzle-orm";
import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import * as Billing from "../billing/index.ts";
import * as Domains from "../domains/index.ts";
import { Id } from "../kernel/id.ts";
import { money } from "../kernel/money.ts";
import { type Outcome, type Ports, providerCommand, query, type Scope } from "../kernel/operation.ts";
import { nextChargeOf } from "./charge.state.ts";
import { wordsOfOrder } from "./checkout.ts";
import { order } from "./order.sql.ts";
import { lock, type OrderRow, update } from "./order.ts";
import { covers, sendBack, takeCheckout, takePayment } from "./payment.ts";

/** Longer than any function runs: whoever began a charge then is there no more. */
const lostAfterMs = 5 * 60_000;
/** Each is some calls to the provider, and what else falls due waits. */
const batch = 10;

/** Orders of renewals whose day has come. */
export const chargesDue = query({
  name: "order.charges_due",
  input: z.object({}),
  allow: { system: true },
  async run({ tx, ctx }) {
    const now = ctx.now();
    const lost = lte(order.chargeBegunAt, new Date(now.getTime() - lostAfterMs));
    const rows = await tx
      .select({ id: order.id })
      .from(order)
      .where(and(eq(order.state, "pending"), lte(order.nextChargeAt, now), or(isNull(order.chargeBegunAt), lost)))
      .orderBy(asc(order.nextChargeAt))
      .limit(batch);
    return rows.map(({ id }) => id);
  },
});

interface Attempt {
  row: OrderRow;
  /** Somebody began it before, and never told how it went. */
  lost: boolean;
  customerId: string;
  /** Null: it is charged no more, whatever somebody began. */
  methodId: string | null;
  description: string;
}

/** Pays a renewal with the card that is kept, if all of it is still wanted. Safe to repeat at any time. */
export const chargeSaved = providerCommand({
  name: "order.charge",
  input: z.object({ orderId: Id("order") }),
  allow: { system: true },
  intend: (scope, { orderId }) => begin(scope, orderId),
  perform: async (ports, attempt) => (attempt ? charge(ports, attempt) : undefined),
  async settle(scope, attempt, done) {
    if (!attempt || !done) return unchanged;
    if (done.charge) return settleCharge(scope, done.charge);
    const now = await lock(scope.tx, attempt.row.id);
    const ours = now.state === "pending" && now.chargeAttempt === attempt.row.chargeAttempt;
    if (ours) await update(scope.tx, now.id, { chargeBegunAt: null, nextChargeAt: nextChargeOf(now, scope.ctx.now()) });
    return done.checkout ? takeCheckout(scope, done.checkout) : unchanged;
  },
});

const unchanged = { value: null, audit: "unchanged", events: [] } as const;

async function begin(scope: Scope, orderId: Id<"order">): Promise<Attempt | undefined> {
  const { tx, ctx } = scope;
  const [row, now] = [await lock(tx, orderId), ctx.now()];
  if (row.state !== "pending" || row.nextChargeAt === null || row.nextChargeAt > now) return undefined;
  const lost = row.chargeBegunAt !== null;
  if (row.chargeBegunAt !== null && row.chargeBegunAt.getTime() > now.getTime() - lostAfterMs) return undefined;
  const customerId = await Billing.customerOf(tx, row.accountId);
  const card = (await isWanted(scope, row)) ? await Billing.cardOf(tx, row.accountId) : undefined;
  if (customerId === undefined || (!card && !lost)) {
    await update(tx, orderId, { nextChargeAt: nextChargeOf(row, now) });
    return undefined;
  }
  const chargeAttempt = lost ? row.chargeAttempt : row.chargeAttempt + 1;
  return {
    row: await update(tx, orderId, { chargeAttempt, chargeBegunAt: now }),
    ...{ lost, customerId, methodId: card ? await Billing.methodOf(scope, card) : null },
    description: await wordsOfOrder(scope, row),
  };
}

/** Of names alone, of an account that stays: its renewal switched on, and nobody taking the name elsewhere. */
async function isWanted({ tx, ctx }: Scope, row: OrderRow): Promise<boolean> {
  const { erasureDueAt } = await Accounts.get(tx, row.accountId);
  return erasureDueAt === null && (await Domains.renewalsWanted(tx, [row.id], ctx.now())).has(row.id);
}

async function charge(
  { payments }: Ports,
  { row, lost, customerId, methodId, description }: Attempt,
): Promise<{ charge?: Billing.Charge; checkout?: Billing.Checkout }> {
  const { id: orderId, chargeAttempt: attempt } = row;
  if (lost) {
    const found = await payments.findCharge({ orderId, attempt, customerId, since: row.createdAt });
    if (found) return { charge: found };
  }
  if (methodId === null) return {};
  // A page that stays open could be paid as well.
  const page = row.checkoutId === null ? undefined : await payments.expireCheckout(row.checkoutId);
  if (page && page.state !== "expired") return { checkout: page };
  const price = money(row.priceMinor, row.priceCurrency);
  const idempotencyKey = `charge:${orderId}:${attempt}`;
  const request = { orderId, attempt, customerId, methodId, description, price, idempotencyKey };
  return { charge: await payments.chargeSaved(request) };
}

/** Brings an order up to what the payment provider says of a charge. Safe to repeat, late and in any order. */
export const recordCharge = providerCommand({
  name: "order.record_charge",
  input: z.object({ paymentId: z.string() }),
  allow: { system: true },
  intend: async (_scope, { paymentId }) => paymentId,
  perform: ({ payments }, paymentId) => payments.charge(paymentId),
  settle: (scope, _paymentId, charged) => settleCharge(scope, charged),
});

async function settleCharge(scope: Scope, charged: Billing.Charge): Promise<Outcome<null>> {
  const orderId = Id("order").safeParse(charged.orderId);
  if (!orderId.success || charged.state === "pending") return unchanged;
  const before = await lock(scope.tx, orderId.data);
  if (charged.state === "failed") return settleFailure(scope, before, charged);
  if (charged.id === null) return unchanged;
  if (before.paymentId !== null) return sendBack(scope, before, charged.id);
  const fits = covers(charged.total, before) && (await isWanted(scope, before));
  const taken = await takePayment(scope, before, { paymentId: charged.id, fits });
  const { after, ...audit } = taken.audit;
  return {
    ...taken,
    audit: { ...audit, after: { ...(after as object), attempt: charged.attempt, price: charged.total } },
  };
}

const words: Record<Billing.ChargeFailure, string> = {
  authentication_required: "Your bank wants you to confirm this payment yourself. Pay it here.",
  card_declined: "Your card was declined. Pay with it or another one here.",
  card_expired: "Your card has expired. Pay with another one here.",
  card_gone: "Your card is kept no more. Pay here.",
  charge_refused: "The payment provider did not take this charge. Pay here.",
};

async function settleFailure(
  { tx, ctx }: Scope,
  before: OrderRow,
  { attempt, failure, total: price }: Billing.Charge,
): Promise<Outcome<null>> {
  // What is heard late says nothing of what was begun since.
  if (before.state !== "pending" || before.chargeBegunAt === null || before.chargeAttempt !== attempt) return unchanged;
  const { id: orderId, accountId } = before;
  const why = failure ?? "card_declined";
  await update(tx, orderId, {
    ...{ chargeBegunAt: null, nextChargeAt: nextChargeOf(before, ctx.now()) },
    ...{ failureCode: `payments.${why}`, failureMessage: words[why] },
  });
  const dropped = why === "card_gone" ? await Billing.dropCard(tx, accountId, ctx.now()) : [];
  return {
    value: null,
    audit: { target: orderId, accountId, after: { state: before.state, attempt, price, failure: why } },
    events: [...dropped, { type: "order.charge_failed", subject: orderId }],
  };
}
