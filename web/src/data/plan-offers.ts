import { query, revalidate } from "@solidjs/router";
import { call, type Input, type Output } from "./api.ts";
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
  await changed(serviceId);
  return order;
}

export type ExtraOffer = Output<"GET /services/{serviceId}/extras">[number];

export const getExtraOffers = query(
  (serviceId: string) => call("GET /services/{serviceId}/extras", { serviceId }),
  "extra-offers",
);

/** All that there is to be on top of the plan; what is left out goes. */
export async function changeExtras(
  idempotencyKey: string,
  serviceId: string,
  extras: Input<"POST /services/{serviceId}/extras">["extras"],
): Promise<Order> {
  const order = await call("POST /services/{serviceId}/extras", { serviceId, extras }, { idempotencyKey });
  await changed(serviceId);
  return order;
}

const changed = (serviceId: string) =>
  revalidate([
    ...[getOrders.key, getService.keyFor(serviceId)],
    ...[getPlanOffers.keyFor(serviceId), getExtraOffers.keyFor(serviceId)],
  ]);
