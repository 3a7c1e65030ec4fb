import { Id } from "#core/kernel/id.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import * as Orders from "#core/orders/index.ts";
import { depsFrom } from "../runtime/deps.ts";
import { consumer } from "./consumer.ts";

export const handler = consumer(depsFrom(process.env), "payments", async (ctx, { type, subject }) => {
  if (type === "order.refund_due") await Orders.issueRefund(ctx, { orderId: Id("order").parse(subject) });
  else await take(ctx, subject);
});

/** The event only says where to look: what it says may be old, so the object is read anew. */
async function take(ctx: Ctx, eventId: string): Promise<void> {
  const { type, objectId } = await ctx.ports.payments.event(eventId);
  if (type.startsWith("checkout.session.")) await Orders.recordPayment(ctx, { checkoutId: objectId });
  if (type.startsWith("refund.")) await Orders.refreshRefund(ctx, { refundId: objectId });
}
