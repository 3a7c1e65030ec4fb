import { z } from "zod";
import * as Catalog from "#core/catalog/index.ts";
import * as Reports from "#core/reports/index.ts";
import { route } from "../route.ts";

const Done = z.object({});

/** What is sold, as staff edit it. Whoever changes something says which revision of it they saw. */
export const catalogueRoutes = {
  "GET /dashboard/catalogue": route(Reports.catalogue, Reports.Catalogue),
  "POST /dashboard/catalogue/products": route(Catalog.createProduct, Catalog.Changed, { status: 201, body: "free" }),
  "POST /dashboard/catalogue/products/reorder": route(Catalog.reorderProducts, Done),
  "POST /dashboard/catalogue/products/{productId}/change": route(Catalog.changeProduct, Catalog.Changed, {
    body: "free",
  }),
  "POST /dashboard/catalogue/products/{productId}/state": route(Catalog.setProductState, Catalog.Changed),
  "POST /dashboard/catalogue/products/{productId}/reorder": route(Catalog.reorderPlans, Done),
  "POST /dashboard/catalogue/plans": route(Catalog.createPlan, Catalog.Changed, { status: 201, body: "free" }),
  "GET /dashboard/catalogue/plans/{planId}": route(Reports.catalogPlan, Reports.PlanDetail),
  "POST /dashboard/catalogue/plans/{planId}/change": route(Catalog.changePlan, Catalog.Changed, { body: "free" }),
  "POST /dashboard/catalogue/plans/{planId}/draft": route(Catalog.draftVersion, Catalog.Changed),
  "POST /dashboard/catalogue/plans/{planId}/discard-draft": route(Catalog.discardDraft, Catalog.Changed),
  "POST /dashboard/catalogue/plans/{planId}/publish": route(Catalog.publish, Catalog.Changed),
  "POST /dashboard/catalogue/plans/{planId}/state": route(Catalog.setPlanState, Catalog.Changed),
};
