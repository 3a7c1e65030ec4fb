import type { RouteDefinition } from "@solidjs/router";
import { lazy } from "solid-js";
import { getOperations } from "./data/operations.ts";
import { getOrder, getOrders } from "./data/orders.ts";
import { getPlans } from "./data/plans.ts";
import { getService, getServices } from "./data/services.ts";
import { getSession } from "./data/session.ts";
import { paths } from "./paths.ts";
import OverviewPage from "./portal/overview/overview-page.tsx";
import { PortalLayout } from "./portal/portal-layout.tsx";

const id = (value: string | undefined) => value ?? "";

/** The door pages are documents of their own; a server that does not know that answers with the application. */
function toDocument(file: string): null {
  window.location.replace(file + window.location.search);
  return null;
}

/**
 * Preloads live here and not in the pages: importing one from a page would pull the page into the first chunk.
 * The overview is there on purpose: it is what most visits begin with.
 */
export const routes: RouteDefinition[] = [
  { path: paths.signIn, component: () => toDocument("/sign-in.html") },
  { path: paths.register, component: () => toDocument("/register.html") },
  {
    path: "/",
    component: PortalLayout,
    preload: () => void getSession(),
    children: [
      {
        path: "/",
        component: OverviewPage,
        preload: () => void Promise.allSettled([getServices(), getOrders(), getOperations()]),
      },
      {
        path: paths.order,
        component: lazy(() => import("./portal/order/new-order-page.tsx")),
        preload: () => void Promise.allSettled([getPlans(), getOrders()]),
      },
      {
        path: paths.orders,
        component: lazy(() => import("./portal/orders/orders-page.tsx")),
        preload: () => void getOrders(),
      },
      {
        path: "/orders/:orderId",
        component: lazy(() => import("./portal/orders/order-page.tsx")),
        preload: ({ params }) => void getOrder(id(params.orderId)),
      },
      {
        path: paths.services,
        component: lazy(() => import("./portal/services/services-page.tsx")),
        preload: () => void getServices(),
      },
      {
        path: "/services/:serviceId",
        component: lazy(() => import("./portal/services/service-page.tsx")),
        preload: ({ params }) =>
          void Promise.allSettled([getService(id(params.serviceId)), getOperations(id(params.serviceId))]),
      },
      { path: "*", component: lazy(() => import("./portal/not-found-page.tsx")) },
    ],
  },
];
