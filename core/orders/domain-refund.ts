import { z } from "zod";
import type { Refund } from "../billing/index.ts";
import * as Domains from "../domains/index.ts";
import { Id } from "../kernel/id.ts";
import { command, type DomainEvent, type Outcome, providerCommand, type Scope } from "../kernel/operation.ts";
import { lock, update } from "./order.ts";
import { websiteOf } from "./ordered-website.ts";

const unchanged = { value: null, audit: "unchanged", events: [] } as const;

/** Something about a domain did not succeed: what was paid for it goes back, whatever becomes of the rest of its order. */
export const refundDomain = providerCommand({
  name: "order.refund_domain",
  input: z.object({ jobId: Id("registrarJob") }),
  allow: { system: true },
  async intend({ tx }, { jobId }) {
    const part = await Domains.toRefund(tx, jobId);
    const { paymentId = null } = part ? await lock(tx, part.orderId) : {};
    return part && paymentId !== null ? { ...part, paymentId } : undefined;
  },
  perform: async ({ payments }, part) =>
    part &&
    payments.createRefund({ paymentId: part.paymentId, amount: part.amount, idempotencyKey: `refund:${part.jobId}` }),
  async settle(scope, part, refund) {
    const { tx } = scope;
    if (!part || !refund || !(await Domains.toRefund(tx, part.jobId))) return unchanged;
    const { accountId } = await lock(tx, part.orderId);
    await Domains.noteRefund(tx, part.jobId, refund);
    return {
      value: null,
      audit: { target: part.orderId, accountId, after: { price: part.amount, refund: refund.state } },
      events: await conclude(scope, part.jobId),
    };
  },
});

/** The refund of one part has changed: banks take days, and may send money back. */
export async function settlePart(
  { tx }: Scope,
  { jobId, orderId }: { jobId: Id<"registrarJob">; orderId: Id<"order"> },
  refund: Refund,
): Promise<Outcome<null>> {
  const { accountId } = await lock(tx, orderId);
  if (!(await Domains.noteRefund(tx, jobId, refund))) return unchanged;
  return { value: null, audit: { target: orderId, accountId, after: { refund: refund.state } }, events: [] };
}

/** An order of names alone is over when each of its parts is: well with one that succeeded, else all of it was paid back. */
async function conclude({ tx, ctx }: Scope, jobId: Id<"registrarJob">): Promise<DomainEvent[]> {
  const parts = await Domains.partsWith(tx, jobId);
  const row = parts && (await lock(tx, parts.orderId));
  if (row?.state !== "paid" || websiteOf(row) || !parts?.over) return [];
  const now = ctx.now();
  const { failure } = parts;
  await update(tx, row.id, {
    ...(parts.some
      ? { state: "fulfilled", fulfilledAt: now }
      : {
          state: "refunded",
          refundedAt: now,
          failureCode: failure?.code ?? null,
          failureMessage: failure?.message ?? null,
        }),
  });
  return [{ type: parts.some ? "order.fulfilled" : "order.refunded", subject: row.id }];
}

/** A part of an order has succeeded, which may have been the last. */
export const concludeDomains = command({
  name: "order.conclude_domains",
  input: z.object({ jobId: Id("registrarJob") }),
  allow: { system: true },
  async run(scope, { jobId }) {
    const [event] = await conclude(scope, jobId);
    if (!event) return unchanged;
    const { accountId, state } = await lock(scope.tx, event.subject as Id<"order">);
    return { value: null, audit: { target: event.subject, accountId, after: { state } }, events: [event] };
  },
});
