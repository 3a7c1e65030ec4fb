import * as Billing from "#core/billing/index.ts";
import { Id } from "#core/kernel/id.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import * as Orders from "#core/orders/index.ts";
import type { Message } from "./consumer.ts";

/** Money that is to be sent back, a card that is to be forgotten, a plan that is to be changed, or an event of the payment provider. */
export async function takePaymentMessage(ctx: Ctx, { type, subject }: Message): Promise<void> {
  if (type === "order.refund_due") await Orders.issueRefund(ctx, { orderId: Id("order").parse(subject) });
  else if (type === "order.change_due") await Orders.applyChange(ctx, { orderId: Id("order").parse(subject) });
  else if (type === "order.extra_paid") await Orders.refundExtra(ctx, { paymentId: subject });
  else if (type === "saved_card.removed") await Billing.forgetCard(ctx, { cardId: Id("savedCard").parse(subject) });
  else if (type === "registrar_job.refund_due")
    await Orders.refundDomain(ctx, { jobId: Id("registrarJob").parse(subject) });
  else if (type === "registrar_job.done")
    await Orders.concludeDomains(ctx, { jobId: Id("registrarJob").parse(subject) });
  else await takeEvent(ctx, subject);
}

/** The event only says where to look: what it says may be old, so the object is read anew. */
async function takeEvent(ctx: Ctx, eventId: string): Promise<void> {
  const { type, objectId } = await ctx.ports.payments.event(eventId);
  if (type.startsWith("checkout.session.")) await Orders.recordPayment(ctx, { checkoutId: objectId });
  if (type.startsWith("payment_intent.")) await Orders.recordCharge(ctx, { paymentId: objectId });
  if (type.startsWith("refund.")) await Orders.refreshRefund(ctx, { refundId: objectId });
}
