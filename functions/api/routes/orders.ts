import { z } from "zod";
import * as Billing from "#core/billing/index.ts";
import * as Catalog from "#core/catalog/index.ts";
import * as Hosting from "#core/hosting/index.ts";
import { PageOf } from "#core/kernel/page.ts";
import * as Orders from "#core/orders/index.ts";
import { route } from "../route.ts";

export const ordersRoutes = {
  "GET /plans": route(Catalog.list, z.array(Catalog.Plan)),
  "GET /plans/{slug}": route(Catalog.find, Catalog.LinkedPlan),
  "GET /extras": route(Catalog.listExtras, z.array(Catalog.Extra)),
  "GET /apps": route(Hosting.listApps, z.array(Hosting.AppOffer)),
  "GET /settings": route(Hosting.settings, Hosting.Settings),
  "GET /site-names/{siteName}": route(Hosting.checkName, Hosting.SiteNameCheck, {
    limits: [{ limit: { name: "site-name", tokens: 60, perSeconds: 60 }, by: "address" }],
  }),
  "POST /orders": route(Orders.place, Orders.Order, { status: 201, body: "free" }),
  "GET /services/{serviceId}/plans": route(Orders.listPlanOffers, z.array(Orders.PlanOffer)),
  "POST /services/{serviceId}/plan": route(Orders.changePlan, Orders.Order, { status: 201 }),
  "GET /services/{serviceId}/extras": route(Orders.listExtraOffers, z.array(Orders.ExtraOffer)),
  "POST /services/{serviceId}/extras": route(Orders.changeExtras, Orders.Order, { status: 201 }),
  "GET /orders": route(Orders.list, PageOf(Orders.Order)),
  "GET /orders/{orderId}": route(Orders.get, Orders.Order),
  "POST /orders/{orderId}/checkout": route(Orders.checkout, z.object({ url: z.string() }), { costly: true }),
  "GET /account/card": route(Billing.card, z.object({ card: Billing.SavedCard.nullable() })),
  "DELETE /account/card": route(Billing.removeCard, z.object({ card: z.null() })),
  "POST /orders/{orderId}/cancel": route(Orders.cancel, Orders.Order),
};
