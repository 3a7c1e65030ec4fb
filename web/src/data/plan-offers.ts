import { query, revalidate } from "@solidjs/router";
import { call, type Output } from "./api.ts";
import { getOrders, type Order } from "./orders.ts";
import { getService } from "./services.ts";

export type PlanOffer = Output<"GET /services/{serviceId}/plans">[number];

export const getPlanOffers = query(
  (serviceId: string) => call("GET /services/{serviceId}/plans", { serviceId }),
  "plan-offers",
);

/** What costs nothing today begins at once, the rest when it is paid. */
export async function changePlan(
  idempotencyKey: string,
  serviceId: string,
  { planId, planVersionId }: PlanOffer,
): Promise<Order> {
  const order = await call("POST /services/{serviceId}/plan", { serviceId, planId, planVersionId }, { idempotencyKey });
  await revalidate([getOrders.key, getService.keyFor(serviceId), getPlanOffers.keyFor(serviceId)]);
  return order;
}
