import { and, asc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { shownHost } from "../hosting/index.ts";
import type { Tx } from "../kernel/db.ts";
import { Id } from "../kernel/id.ts";
import { add, Money, money } from "../kernel/money.ts";
import type { DomainEvent, Scope } from "../kernel/operation.ts";
import { domain } from "./domain.sql.ts";
import { registrarJob } from "./job.sql.ts";
import { can, jobKinds, jobStates, type RefundState, refundStates } from "./job.state.ts";
import { jobColumns, jobDue, lockJob, soonAfter, updateJob } from "./job.ts";
import { stateDuring, takeBack } from "./job-effect.ts";

/** A name in an order, what is done with it, and how far that is. */
export const OrderedDomain = z.object({
  what: z.enum(jobKinds),
  domainId: Id("domain"),
  name: z.string(),
  shown: z.string(),
  price: Money,
  state: z.enum(jobStates),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** What became of its money, where it failed. */
  refund: z.enum(refundStates).nullable(),
});
export type OrderedDomain = z.infer<typeof OrderedDomain>;

const ofOrder = (tx: Tx, orderId: Id<"order">) =>
  tx
    .select({ id: registrarJob.id, state: registrarJob.state })
    .from(registrarJob)
    .where(eq(registrarJob.orderId, orderId))
    .orderBy(asc(registrarJob.id));

/** Their order is paid: they begin. */
export async function beginOrdered({ tx, ctx }: Scope, orderId: Id<"order">): Promise<DomainEvent[]> {
  const events: DomainEvent[] = [];
  for (const { id } of (await ofOrder(tx, orderId)).filter(({ state }) => state === "unpaid")) {
    const { kind, domainId } = await updateJob(tx, id, { state: "due", nextAt: soonAfter(ctx.now()) });
    const state = stateDuring[kind];
    // What is held elsewhere counts as that until it is here.
    const here = and(eq(domain.id, domainId), eq(domain.registrar, "autodns"));
    if (state) await tx.update(domain).set({ state }).where(here);
    events.push(jobDue(id));
  }
  return events;
}

/** Calls off what the registrar was not asked for yet. */
export async function callOffOrdered(scope: Scope, orderId: Id<"order">): Promise<void> {
  for (const { id } of await ofOrder(scope.tx, orderId)) {
    const job = await lockJob(scope.tx, id);
    if (!job || !can("call_off", job)) continue;
    const cancelled = { state: "cancelled" as const, nextAt: null, endedAt: scope.ctx.now() };
    await scope.tx.update(registrarJob).set(cancelled).where(eq(registrarJob.id, id));
    await takeBack(scope, job);
  }
}

/** What is not sent back with an order: what was done with it, and what is settled by itself when it fails. */
export async function keptOf(tx: Tx, orderId: Id<"order">): Promise<Money> {
  const rows = await tx
    .select({ state: registrarJob.state, minor: registrarJob.priceMinor })
    .from(registrarJob)
    .where(eq(registrarJob.orderId, orderId));
  return rows
    .filter(({ state }) => state !== "cancelled")
    .reduce((all, { minor }) => add(all, money(minor ?? 0)), money(0));
}

/** The names in orders, by order. */
export async function orderedIn(tx: Tx, orderIds: readonly Id<"order">[]): Promise<Map<string, OrderedDomain[]>> {
  const found = new Map<string, OrderedDomain[]>();
  if (orderIds.length === 0) return found;
  const rows = await tx
    .select({
      ...{ orderId: registrarJob.orderId, what: registrarJob.kind, state: registrarJob.state },
      ...{ minor: registrarJob.priceMinor, refund: registrarJob.refundState },
      ...{ code: registrarJob.failureCode, message: registrarJob.failureMessage },
      ...{ domainId: domain.id, name: domain.name },
    })
    .from(registrarJob)
    .innerJoin(domain, eq(domain.id, registrarJob.domainId))
    .where(inArray(registrarJob.orderId, [...orderIds]))
    .orderBy(asc(registrarJob.id));
  for (const { orderId, what, state, minor, refund, code, message, domainId, name } of rows) {
    const failure = code === null || message === null ? null : { code, message };
    const one = { what, domainId, name, shown: shownHost(name), price: money(minor ?? 0), state, failure, refund };
    found.set(orderId ?? "", [...(found.get(orderId ?? "") ?? []), one]);
  }
  return found;
}

/**
 * The order that a job is a part of: whether all of its parts have come to their end, and any of them well. A part that
 * failed has its end when its money is on the way back.
 */
export async function partsWith(tx: Tx, jobId: Id<"registrarJob">) {
  const job = await lockJob(tx, jobId);
  if (!job?.orderId) return undefined;
  const parts = await tx.select(jobColumns).from(registrarJob).where(eq(registrarJob.orderId, job.orderId));
  const over = parts.every(
    ({ endedAt, state, refundId }) => endedAt !== null && (state !== "failed" || refundId !== null),
  );
  const { failureCode: code = null, failureMessage: message = null } = job;
  return {
    ...{ orderId: job.orderId, over, some: parts.some(({ state }) => state === "succeeded") },
    failure: code === null || message === null ? undefined : { code, message },
  };
}

/** A part of an order that failed, and that nothing was sent back for yet. */
export async function toRefund(tx: Tx, jobId: Id<"registrarJob">) {
  const job = await lockJob(tx, jobId);
  if (!job?.orderId || job.state !== "failed" || job.refundId !== null || job.priceMinor === null) return undefined;
  return { jobId, orderId: job.orderId, amount: money(job.priceMinor, job.priceCurrency ?? "EUR") };
}

/** What the payment provider says of it. Returns whether that is new. */
export async function noteRefund(
  tx: Tx,
  jobId: Id<"registrarJob">,
  { id: refundId, state: refundState }: { id: string; state: RefundState },
): Promise<boolean> {
  const before = await lockJob(tx, jobId);
  if (before?.refundId === refundId && before.refundState === refundState) return false;
  await updateJob(tx, jobId, { refundId, refundState });
  return true;
}

/** The part of an order that a refund is for. */
export async function partOfRefund(tx: Tx, refundId: string) {
  const [row] = await tx.select(jobColumns).from(registrarJob).where(eq(registrarJob.refundId, refundId));
  return row?.orderId ? { jobId: row.id, orderId: row.orderId } : undefined;
}
