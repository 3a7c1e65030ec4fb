import { query, revalidate } from "@solidjs/router";
import { call, type Input, type Output } from "./api.ts";

export type CatalogProduct = Output<"GET /dashboard/catalogue">["items"][number];
export type CatalogPlan = CatalogProduct["plans"][number];
export type PlanDetail = Output<"GET /dashboard/catalogue/plans/{planId}">;
export type PlanVersion = PlanDetail["versions"][number];
export type Terms = Input<"POST /dashboard/catalogue/plans">["terms"];

type ProductIds = Input<"POST /dashboard/catalogue/products/reorder">["seen"];
type PlanIds = Input<"POST /dashboard/catalogue/products/{productId}/reorder">["seen"];

export const getCatalogue = query(() => call("GET /dashboard/catalogue", {}), "dashboard.catalogue");
export const getCatalogPlan = query(
  (planId: string) => call("GET /dashboard/catalogue/plans/{planId}", { planId }),
  "dashboard.catalogue.plan",
);

/** Refused changes are read again, too: somebody else's may be why. */
async function changing<Value>(change: Promise<Value>): Promise<Value> {
  try {
    return await change;
  } finally {
    await revalidate(["dashboard.catalogue", "plans", "extras"]);
  }
}

export const createProduct = (idempotencyKey: string, product: Input<"POST /dashboard/catalogue/products">) =>
  changing(call("POST /dashboard/catalogue/products", product, { idempotencyKey }));
export const changeProduct = (
  idempotencyKey: string,
  change: Input<"POST /dashboard/catalogue/products/{productId}/change">,
) => changing(call("POST /dashboard/catalogue/products/{productId}/change", change, { idempotencyKey }));
export const setProductState = (
  idempotencyKey: string,
  change: Input<"POST /dashboard/catalogue/products/{productId}/state">,
) => changing(call("POST /dashboard/catalogue/products/{productId}/state", change, { idempotencyKey }));
export const reorderProducts = (idempotencyKey: string, seen: ProductIds, productIds: ProductIds) =>
  changing(call("POST /dashboard/catalogue/products/reorder", { seen, productIds }, { idempotencyKey }));
export const reorderPlans = (idempotencyKey: string, productId: string, seen: PlanIds, planIds: PlanIds) =>
  changing(
    call("POST /dashboard/catalogue/products/{productId}/reorder", { productId, seen, planIds }, { idempotencyKey }),
  );
export const createPlan = (idempotencyKey: string, plan: Input<"POST /dashboard/catalogue/plans">) =>
  changing(call("POST /dashboard/catalogue/plans", plan, { idempotencyKey }));
export const changePlan = (idempotencyKey: string, change: Input<"POST /dashboard/catalogue/plans/{planId}/change">) =>
  changing(call("POST /dashboard/catalogue/plans/{planId}/change", change, { idempotencyKey }));
export const draftVersion = (idempotencyKey: string, draft: Input<"POST /dashboard/catalogue/plans/{planId}/draft">) =>
  changing(call("POST /dashboard/catalogue/plans/{planId}/draft", draft, { idempotencyKey }));
export const discardDraft = (idempotencyKey: string, planId: string, revision: number) =>
  changing(call("POST /dashboard/catalogue/plans/{planId}/discard-draft", { planId, revision }, { idempotencyKey }));
export const publishDraft = (idempotencyKey: string, planId: string, revision: number) =>
  changing(call("POST /dashboard/catalogue/plans/{planId}/publish", { planId, revision }, { idempotencyKey }));
export const setPlanState = (idempotencyKey: string, change: Input<"POST /dashboard/catalogue/plans/{planId}/state">) =>
  changing(call("POST /dashboard/catalogue/plans/{planId}/state", change, { idempotencyKey }));

/** The list with one of them in the place of its neighbour, among all or among those that are named. */
export function moved<Id extends string>(ids: readonly Id[], id: Id, by: -1 | 1, among = ids): Id[] {
  const other = among[among.indexOf(id) + by] ?? id;
  return ids.map((one) => (one === id ? other : one === other ? id : one));
}
