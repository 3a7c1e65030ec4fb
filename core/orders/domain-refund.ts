import { z } from "zod";
import * as Domains from "../domains/index.ts";
import { Id } from "../kernel/id.ts";
import { providerCommand } from "../kernel/operation.ts";
import { lock } from "./order.ts";

/** A domain could not be registered: what was paid for it goes back, whatever becomes of the rest of its order. */
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
  async settle({ tx }, part, refund) {
    if (!part || !refund || !(await Domains.toRefund(tx, part.jobId)))
      return { value: null, audit: "unchanged", events: [] };
    const { accountId } = await lock(tx, part.orderId);
    await Domains.noteRefund(tx, part.jobId, refund.id);
    return {
      value: null,
      audit: { target: part.orderId, accountId, after: { price: part.amount, refund: refund.state } },
      events: [],
    };
  },
});
