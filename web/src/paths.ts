const part = encodeURIComponent;

/** Every address inside the application. Links are made here, never written out. */
export const paths = {
  overview: "/",
  signIn: "/sign-in",
  register: "/register",
  /** Where the links of mails lead, with their tokens behind the `#`. */
  finishRegistration: "/finish-registration",
  confirmEmail: "/confirm-email",
  approveEmail: "/approve-email",
  forgotPassword: "/forgot-password",
  resetPassword: "/reset-password",
  lostFactors: "/lost-factors",
  join: "/join",
  singleSignOn: "/sso",
  singleSignOnAt: (door: string) => `/sso/${part(door)}`,
  connectProvider: "/sso/connect",
  signInToConnect: "/sign-in?next=%2Fsso%2Fconnect",
  singleSignOnSettings: "/single-sign-on",
  dashboardSingleSignOn: "/dashboard/single-sign-on",
  verifyEmail: "/verify-email",
  order: "/order",
  orders: "/orders",
  orderDetail: (orderId: string) => `/orders/${part(orderId)}`,
  services: "/services",
  /** With the pane of it that is meant; without one, its overview. */
  serviceDetail: (serviceId: string, pane = "") => `/services/${part(serviceId)}${pane && `/${pane}`}`,
  domains: "/domains",
  /** Names are found there, and ordered by themselves; with what is looked for. */
  domainOrder: "/domains/new",
  domainOrderOf: (written: string) => `/domains/new?domain=${part(written)}`,
  /** With the pane of it that is meant; without one, its overview. */
  domainDetail: (domainId: string, pane = "") => `/domains/${part(domainId)}${pane && `/${pane}`}`,
  security: "/security",
  account: "/account",
  people: "/people",
  /** Where the link of an invitation leads, with its token behind the `#`. */
  invitation: "/invitation",
  keys: "/keys",
  activity: "/activity",
  dashboard: "/dashboard",
  dashboardCustomers: "/dashboard/customers",
  dashboardCustomer: (accountId: string) => `/dashboard/customers/${part(accountId)}`,
  dashboardOrders: "/dashboard/orders",
  dashboardOrder: (orderId: string) => `/dashboard/orders/${part(orderId)}`,
  dashboardServices: "/dashboard/services",
  dashboardService: (serviceId: string, pane = "") => `/dashboard/services/${part(serviceId)}${pane && `/${pane}`}`,
  dashboardDomains: "/dashboard/domains",
  dashboardDomainPrices: "/dashboard/domains/prices",
  dashboardRegistrarJobs: "/dashboard/domains/jobs",
  dashboardRegistrarMessages: "/dashboard/domains/messages",
  dashboardCertificates: "/dashboard/domains/certificates",
  dashboardDomain: (domainId: string, pane = "") => `/dashboard/domains/${part(domainId)}${pane && `/${pane}`}`,
  dashboardCatalogue: "/dashboard/catalogue",
  dashboardCatalogPlan: (planId: string) => `/dashboard/catalogue/plans/${part(planId)}`,
  /** Chooses the plan for whoever follows it; app, name and the rest may be added: `?app=wordpress&name=shop`. */
  orderOf: (planSlug: string) => `/order/${part(planSlug)}`,
  dashboardNodes: "/dashboard/nodes",
  dashboardNode: (nodeId: string) => `/dashboard/nodes/${part(nodeId)}`,
  dashboardQueues: "/dashboard/queues",
  dashboardQueue: (queue: string) => `/dashboard/queues/${part(queue)}`,
  dashboardIntegrations: "/dashboard/integrations",
  dashboardSecurity: "/dashboard/security",
  dashboardStaff: "/dashboard/staff",
  dashboardRoles: "/dashboard/staff/roles",
  dashboardAudit: "/dashboard/audit",
  dashboardAuditOf: (about: "target" | "account", id: string) => `/dashboard/audit?${about}=${part(id)}`,
  dashboardOperations: "/dashboard/operations",
  dashboardOperation: (operationId: string) => `/dashboard/operations/${part(operationId)}`,
} as const;

/** Where to go after signing in: back to where somebody came from, but never off this site. */
export function afterSignIn(search: string): string {
  const next = new URLSearchParams(search).get("next");
  // Browsers drop control characters: what they leave could begin with two slashes.
  return next?.startsWith("/") && !next.startsWith("//") && !/[\\\p{Cc}]/u.test(next) ? next : paths.overview;
}

export function signInFrom(place: string): string {
  return place === "/" ? paths.signIn : `${paths.signIn}?next=${part(place)}`;
}
