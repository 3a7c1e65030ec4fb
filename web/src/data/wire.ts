import type { Money } from "#web/lib/money.ts";

export type Page<Item> = { items: Item[]; nextCursor: string | null };
export type Trouble = { code: string; message: string };

export type Session = {
  person: { id: string; email: string; name: string };
  account: { id: string; name: string; number: string; role: string } | null;
  staff: "support" | "operator" | "billing" | "admin" | null;
  expiresAt: string;
};

export type Plan = {
  id: string;
  name: string;
  summary: string;
  kind: "static";
  price: Money;
  interval: "month";
  limits: { memoryMb: number; cpuPercent: number; processes: number; diskMb: number };
};

export type OrderState = "pending" | "paid" | "fulfilled" | "refunding" | "refunded" | "cancelled";
export type Order = {
  id: string;
  number: string;
  state: OrderState;
  planId: string;
  planName: string;
  siteName: string;
  price: Money;
  createdAt: string;
  paidAt: string | null;
  refundedAt: string | null;
  serviceId: string | null;
  operationId: string | null;
  failure: Trouble | null;
};

export type OperationState = "queued" | "running" | "waiting" | "succeeded" | "failed";
export type OperationSummary = { id: string; kind: string; title: string; state: OperationState };
export type OperationStep = {
  name: string;
  title: string;
  state: "pending" | "running" | "done" | "retrying" | "failed" | "undone";
  attempt: number;
  startedAt: string | null;
  endedAt: string | null;
  message: string | null;
};
export type Operation = OperationSummary & {
  subject: string;
  serviceId: string | null;
  steps: OperationStep[];
  waitingFor: Trouble | null;
  failure: Trouble | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};
export type OperationLog = {
  lines: { seq: number; at: string; step: string; stream: "out" | "err" | "info"; text: string }[];
  cursor: string | null;
};

export type ServiceState =
  | "provisioning"
  | "active"
  | "suspending"
  | "suspended"
  | "resuming"
  | "terminating"
  | "terminated"
  | "failed";
export type Service = {
  id: string;
  name: string;
  kind: string;
  state: ServiceState;
  host: string;
  url: string;
  planName: string;
  price: Money;
  paidUntil: string | null;
  node: { name: string; region: string } | null;
  orderId: string;
  operation: OperationSummary | null;
  failure: Trouble | null;
  createdAt: string;
  activeAt: string | null;
  terminatesAt: string | null;
};
export type SiteLog = { lines: { at: string; stream: "out" | "err"; text: string }[]; cursor: string | null };

export type Customer = {
  id: string;
  number: string;
  name: string;
  ownerName: string;
  ownerEmail: string;
  services: number;
  createdAt: string;
};
export type CustomerDetail = Omit<Customer, "services"> & { orders: Order[]; services: Service[] };

export type Node = {
  id: string;
  name: string;
  region: string;
  host: string;
  port: number;
  state: "adding" | "ready" | "unreachable";
  services: number;
  memoryMb: number | null;
  memoryUsedMb: number | null;
  cpus: number | null;
  diskMb: number | null;
  diskUsedMb: number | null;
  os: string | null;
  podmanVersion: string | null;
  lastSeenAt: string | null;
  failure: Trouble | null;
  hostKeyFingerprint: string;
  createdAt: string;
};

export type DashboardOverview = {
  customers: number;
  services: Partial<Record<ServiceState, number>>;
  orders: Partial<Record<OrderState, number>>;
  nodes: { ready: number; total: number };
  operations: { running: number; waiting: number; failed: number };
  paidThisMonth: Money;
  attention: { kind: string; title: string; detail: string; href: string; since: string }[];
};

type Nothing = Record<string, never>;
type Paging = { limit?: number; cursor?: string };
type Route<Input, Output> = { input: Input; output: Output };

/** What goes in and out of each route of the API. */
export type Api = {
  "POST /registrations": Route<{ name: string; email: string; password: string; accountName: string }, Session>;
  "POST /session": Route<{ email: string; password: string }, Session>;
  "GET /session": Route<Nothing, Session>;
  "DELETE /session": Route<Nothing, undefined>;
  "GET /plans": Route<Nothing, Plan[]>;
  "POST /orders": Route<{ planId: string; siteName: string }, Order>;
  "GET /orders": Route<Paging, Page<Order>>;
  "GET /orders/{orderId}": Route<{ orderId: string }, Order>;
  "POST /orders/{orderId}/checkout": Route<{ orderId: string }, { url: string }>;
  "POST /orders/{orderId}/cancel": Route<{ orderId: string }, Order>;
  "GET /services": Route<Paging, Page<Service>>;
  "GET /services/{serviceId}": Route<{ serviceId: string }, Service>;
  "POST /services/{serviceId}/suspend": Route<{ serviceId: string; reason: string }, Service>;
  "POST /services/{serviceId}/resume": Route<{ serviceId: string }, Service>;
  "POST /services/{serviceId}/terminate": Route<{ serviceId: string }, Service>;
  "POST /services/{serviceId}/keep": Route<{ serviceId: string }, Service>;
  "GET /services/{serviceId}/log": Route<{ serviceId: string; cursor?: string }, SiteLog>;
  "GET /operations": Route<Paging & { serviceId?: string }, Page<Operation>>;
  "GET /operations/{operationId}": Route<{ operationId: string }, Operation>;
  "GET /operations/{operationId}/log": Route<{ operationId: string; after?: string }, OperationLog>;
  "GET /dashboard/overview": Route<Nothing, DashboardOverview>;
  "GET /dashboard/customers": Route<Paging & { search?: string }, Page<Customer>>;
  "GET /dashboard/customers/{accountId}": Route<{ accountId: string }, CustomerDetail>;
  "GET /dashboard/orders": Route<Paging & { state?: OrderState }, Page<Order>>;
  "POST /dashboard/orders/{orderId}/refund": Route<{ orderId: string }, Order>;
  "GET /dashboard/services": Route<Paging & { state?: ServiceState }, Page<Service>>;
  "GET /dashboard/nodes": Route<Paging, Page<Node>>;
  "GET /dashboard/nodes/{nodeId}": Route<{ nodeId: string }, Node>;
  "POST /dashboard/nodes": Route<{ name: string; region: string; host: string; port: number; hostKey: string }, Node>;
  "POST /dashboard/nodes/{nodeId}/check": Route<{ nodeId: string }, Node>;
  "GET /dashboard/operations": Route<Paging & { state?: OperationState }, Page<Operation>>;
  "POST /dashboard/operations/{operationId}/retry": Route<{ operationId: string }, Operation>;
};
