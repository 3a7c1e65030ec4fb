import { type Id, newId } from "#core/kernel/id.ts";
import { order } from "#core/orders/order.sql.ts";
import type { OrderState } from "#core/orders/order.state.ts";
import type { TestApi } from "../test-api.ts";
import type { Setting, TestRequests } from "./test-setting.ts";

export async function orderSamples({ tx, accountId, sold, createdAt }: Setting) {
  const orderIn = async (state: OrderState): Promise<Id<"order">> => {
    const id = newId("order");
    const app = { template: "static", parameters: {} };
    const rest = { placedBy: newId("person"), siteName: `site-${state}`, app, checkoutAttempt: 0, createdAt };
    await tx.insert(order).values({ id, accountId, state, ...sold, ...rest });
    return id;
  };
  return { orders: { pending: await orderIn("pending"), paid: await orderIn("paid") } };
}

interface Sample extends Awaited<ReturnType<typeof orderSamples>> {
  contactId: Id<"domainContact">;
}

export const orderRequests = ({ plan }: TestApi, { orders, contactId }: Sample) =>
  ({
    "GET /apps": {},
    "GET /settings": {},
    "GET /site-names/{siteName}": { params: { siteName: "brand-new" } },
    "POST /orders": {
      body: {
        ...{ planId: plan.id, siteName: "brand-new" },
        domains: [{ name: "brand-new.org", contactId, priceMinor: 1299 }],
      },
    },
    "GET /orders": {},
    "GET /orders/{orderId}": { params: { orderId: orders.paid } },
    "POST /orders/{orderId}/checkout": { params: { orderId: orders.pending }, body: { saveForRenewals: false } },
    "GET /account/card": {},
    "DELETE /account/card": {},
    "POST /orders/{orderId}/cancel": { params: { orderId: orders.pending } },
    "POST /dashboard/orders/{orderId}/refund": { params: { orderId: orders.paid } },
  }) satisfies TestRequests;
