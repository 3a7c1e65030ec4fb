import type { RouteDefinition } from "@solidjs/router";
import { lazy } from "solid-js";
import { keepToken } from "./data/email-verification.ts";
import { getLatestOperations, getOperation, getOperations } from "./data/operations.ts";
import { getOrder, getOrders, getUnpaidOrders } from "./data/orders.ts";
import { getSessions } from "./data/security.ts";
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

type StaffData = typeof import("./data/dashboard.ts");

/** What only staff read stays out of the chunk that customers load. A failure is shown by the page, which reads the same. */
function staffData(read: (data: StaffData) => Promise<unknown>): void {
  void import("./data/dashboard.ts").then(read).catch(() => {});
}

/** What few pages read stays out of what every page loads, too. */
function accountData(read: (data: typeof import("./data/account.ts")) => Promise<unknown>): void {
  void import("./data/account.ts").then(read).catch(() => {});
}

function domainData(read: (data: typeof import("./data/domains.ts")) => Promise<unknown>): void {
  void import("./data/domains.ts").then(read).catch(() => {});
}

/**
 * Preloads live here and not in the pages: importing one from a page would pull the page into the first chunk.
 * The overview is there on purpose: it is what most visits begin with.
 */
export const routes: RouteDefinition[] = [
  { path: paths.signIn, component: () => toDocument("/sign-in.html") },
  { path: paths.register, component: () => toDocument("/register.html") },
  { path: paths.finishRegistration, component: lazy(() => import("./portal/door/finish-registration-page.tsx")) },
  { path: paths.invitation, component: lazy(() => import("./portal/invitation/invitation-page.tsx")) },
  { path: paths.singleSignOn, component: lazy(() => import("./portal/door/single-sign-on-page.tsx")) },
  { path: paths.connectProvider, component: lazy(() => import("./portal/door/connect-provider-page.tsx")) },
  { path: "/sso/callback/:door", component: lazy(() => import("./portal/door/provider-callback-page.tsx")) },
  { path: "/sso/:door", component: lazy(() => import("./portal/door/single-sign-on-page.tsx")) },
  { path: paths.confirmEmail, component: lazy(() => import("./portal/door/confirm-email-page.tsx")) },
  { path: paths.approveEmail, component: lazy(() => import("./portal/door/approve-email-page.tsx")) },
  { path: paths.forgotPassword, component: lazy(() => import("./portal/door/forgot-password-page.tsx")) },
  { path: paths.lostFactors, component: lazy(() => import("./portal/door/lost-factors-page.tsx")) },
  { path: paths.resetPassword, component: lazy(() => import("./portal/door/reset-password-page.tsx")) },
  { path: paths.join, component: lazy(() => import("./portal/door/join-page.tsx")) },
  {
    path: paths.dashboard,
    component: lazy(() =>
      import("./dashboard/dashboard-layout.tsx").then((part) => ({ default: part.DashboardLayout })),
    ),
    preload: () => void getSession(),
    children: [
      {
        path: "/",
        component: lazy(() => import("./dashboard/overview/overview-page.tsx")),
        preload: () =>
          staffData((data) => Promise.allSettled([data.getOverview(), data.getNodes(), data.getAllOperations({})])),
      },
      {
        path: "/customers",
        component: lazy(() => import("./dashboard/customers/customers-page.tsx")),
        preload: () => staffData((data) => data.getCustomers("")),
      },
      {
        path: "/customers/:accountId",
        component: lazy(() => import("./dashboard/customers/customer-page.tsx")),
        preload: ({ params }) => {
          const accountId = id(params.accountId);
          staffData((data) => data.getCustomer(accountId));
        },
      },
      {
        path: "/orders",
        component: lazy(() => import("./dashboard/orders/orders-page.tsx")),
      },
      {
        path: "/orders/:orderId",
        component: lazy(() => import("./dashboard/orders/order-page.tsx")),
        preload: ({ params }) => void getOrder(id(params.orderId)),
      },
      {
        path: "/services",
        component: lazy(() => import("./dashboard/services/services-page.tsx")),
      },
      {
        path: "/services/:serviceId/*pane",
        component: lazy(() => import("./dashboard/services/service-page.tsx")),
        preload: ({ params }) => void getService(id(params.serviceId)),
      },
      {
        path: "/domains",
        component: lazy(() => import("./dashboard/domains/domains-page.tsx")),
      },
      {
        path: "/domains/prices",
        component: lazy(() => import("./dashboard/domains/prices-page.tsx")),
      },
      {
        path: "/domains/jobs",
        component: lazy(() => import("./dashboard/domains/registrar-jobs-page.tsx")),
      },
      {
        path: "/domains/messages",
        component: lazy(() => import("./dashboard/domains/registrar-messages-page.tsx")),
      },
      {
        path: "/domains/certificates",
        component: lazy(() => import("./dashboard/domains/certificates-page.tsx")),
      },
      {
        path: "/domains/:domainId/*pane",
        component: lazy(() => import("./dashboard/domains/domain-page.tsx")),
        preload: ({ params }) => {
          const domainId = id(params.domainId);
          domainData((data) => data.getDomain(domainId));
        },
      },
      {
        path: "/catalogue",
        component: lazy(() => import("./dashboard/catalogue/catalogue-page.tsx")),
        preload: () => void import("./data/catalogue.ts").then((data) => data.getCatalogue()).catch(() => {}),
      },
      {
        path: "/catalogue/plans/:planId",
        component: lazy(() => import("./dashboard/catalogue/plan-page.tsx")),
        preload: ({ params }) => {
          const planId = id(params.planId);
          void import("./data/catalogue.ts").then((data) => data.getCatalogPlan(planId)).catch(() => {});
        },
      },
      {
        path: "/nodes",
        component: lazy(() => import("./dashboard/nodes/nodes-page.tsx")),
        preload: () => staffData((data) => data.getNodes()),
      },
      {
        path: "/nodes/:nodeId",
        component: lazy(() => import("./dashboard/nodes/node-page.tsx")),
        preload: ({ params }) => {
          const nodeId = id(params.nodeId);
          staffData((data) => data.getNode(nodeId));
        },
      },
      {
        path: "/queues",
        component: lazy(() => import("./dashboard/queues/queues-page.tsx")),
      },
      {
        path: "/queues/:queue",
        component: lazy(() => import("./dashboard/queues/queue-page.tsx")),
      },
      {
        path: "/integrations",
        component: lazy(() => import("./dashboard/integrations/integrations-page.tsx")),
      },
      {
        path: "/security",
        component: lazy(() => import("./portal/security/security-page.tsx")),
        preload: () => void getSessions(),
      },
      {
        path: "/staff",
        component: lazy(() => import("./dashboard/staff/staff-page.tsx")),
      },
      {
        path: "/staff/roles",
        component: lazy(() => import("./dashboard/staff/roles-page.tsx")),
      },
      {
        path: "/single-sign-on",
        component: lazy(() => import("./portal/single-sign-on/settings-page.tsx")),
      },
      {
        path: "/audit",
        component: lazy(() => import("./dashboard/audit/audit-page.tsx")),
      },
      {
        path: "/operations",
        component: lazy(() => import("./dashboard/operations/operations-page.tsx")),
      },
      {
        path: "/operations/:operationId",
        component: lazy(() => import("./dashboard/operations/operation-page.tsx")),
        preload: ({ params }) => void getOperation(id(params.operationId)),
      },
    ],
  },
  {
    path: "/",
    component: PortalLayout,
    preload: () => void getSession(),
    children: [
      {
        path: "/",
        component: OverviewPage,
        preload: () => void Promise.allSettled([getServices(), getUnpaidOrders(), getLatestOperations()]),
      },
      {
        path: `${paths.order}/:plan?`,
        component: lazy(() => import("./portal/order/new-order-page.tsx")),
        preload: () => {
          void Promise.all([import("./data/plans.ts"), import("./data/apps.ts")])
            .then(([plans, apps]) =>
              Promise.allSettled([plans.getPlans(), plans.getExtras(), apps.getApps(), plans.getSettings()]),
            )
            .catch(() => {});
        },
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
        path: "/services/:serviceId/*pane",
        component: lazy(() => import("./portal/services/service-page.tsx")),
        preload: ({ params }) =>
          void Promise.allSettled([getService(id(params.serviceId)), getOperations(id(params.serviceId))]),
      },
      {
        path: paths.domains,
        component: lazy(() => import("./portal/domains/domains-page.tsx")),
        preload: () => domainData((data) => data.getDomains({})),
      },
      {
        path: paths.domainOrder,
        component: lazy(() => import("./portal/order/domains/domain-order-page.tsx")),
      },
      {
        path: "/domains/:domainId/*pane",
        component: lazy(() => import("./portal/domains/domain-page.tsx")),
        preload: ({ params }) => {
          const domainId = id(params.domainId);
          domainData((data) => Promise.allSettled([data.getDomain(domainId), getOperations(domainId)]));
        },
      },
      {
        path: paths.verifyEmail,
        component: lazy(() => import("./portal/verify-email/verify-email-page.tsx")),
        preload: keepToken,
      },
      {
        path: paths.security,
        component: lazy(() => import("./portal/security/security-page.tsx")),
        preload: () => void getSessions(),
      },
      {
        path: paths.keys,
        component: lazy(() => import("./portal/keys/keys-page.tsx")),
        preload: () => void import("./data/keys.ts").then((data) => data.getKeys()).catch(() => {}),
      },
      {
        path: paths.account,
        component: lazy(() => import("./portal/account/account-page.tsx")),
        preload: () =>
          accountData((data) => Promise.allSettled([data.getAccount(), data.getGlance(), data.getOwnAccounts()])),
      },
      {
        path: paths.people,
        component: lazy(() => import("./portal/people/people-page.tsx")),
        preload: () => void import("./data/people.ts").then((data) => data.getMembers()).catch(() => {}),
      },
      {
        path: paths.singleSignOnSettings,
        component: lazy(() => import("./portal/single-sign-on/settings-page.tsx")),
      },
      {
        path: paths.activity,
        component: lazy(() => import("./portal/activity/activity-page.tsx")),
      },
      { path: "*", component: lazy(() => import("./portal/not-found-page.tsx")) },
    ],
  },
];
