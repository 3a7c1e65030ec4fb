import { query, revalidate } from "@solidjs/router";
import { call, type Output } from "./api.ts";
import type { OperationState, OrderState, ServiceState } from "./wire.ts";

export type Overview = Output<"GET /dashboard/overview">;
export type Customer = Output<"GET /dashboard/customers">["items"][number];
export type CustomerDetail = Output<"GET /dashboard/customers/{accountId}">;
export type Node = Output<"GET /dashboard/nodes/{nodeId}">;

/** Every key starts with "dashboard": one name refreshes all of it. */
export const getOverview = query(() => call("GET /dashboard/overview", {}), "dashboard.overview");
export const getCustomers = query(
  (search: string) => call("GET /dashboard/customers", { limit: 100, ...(search ? { search } : {}) }),
  "dashboard.customers",
);
export const getCustomer = query(
  (accountId: Customer["id"]) => call("GET /dashboard/customers/{accountId}", { accountId }),
  "dashboard.customer",
);
export const getAllOrders = query(
  (state: OrderState | "") => call("GET /dashboard/orders", { limit: 100, ...(state ? { state } : {}) }),
  "dashboard.orders",
);
export const getAllServices = query(
  (state: ServiceState | "") => call("GET /dashboard/services", { limit: 100, ...(state ? { state } : {}) }),
  "dashboard.services",
);
export const getNodes = query(() => call("GET /dashboard/nodes", { limit: 100 }), "dashboard.nodes");
export const getNode = query(
  (nodeId: Node["id"]) => call("GET /dashboard/nodes/{nodeId}", { nodeId }),
  "dashboard.node",
);
export const getAllOperations = query(
  (state: OperationState | "") => call("GET /dashboard/operations", { limit: 100, ...(state ? { state } : {}) }),
  "dashboard.operations",
);

export async function refundOrder(idempotencyKey: string, orderId: string) {
  const order = await call("POST /dashboard/orders/{orderId}/refund", { orderId }, { idempotencyKey });
  await revalidate("dashboard");
  return order;
}

export async function addNode(
  idempotencyKey: string,
  node: { name: string; region: string; host: string; port: number; hostKey: string },
) {
  const added = await call("POST /dashboard/nodes", node, { idempotencyKey });
  await revalidate("dashboard");
  return added;
}

export async function checkNode(idempotencyKey: string, nodeId: Node["id"]) {
  const node = await call("POST /dashboard/nodes/{nodeId}/check", { nodeId }, { idempotencyKey });
  await revalidate("dashboard");
  return node;
}

export async function retryOperation(idempotencyKey: string, operationId: string) {
  const operation = await call("POST /dashboard/operations/{operationId}/retry", { operationId }, { idempotencyKey });
  await revalidate(["dashboard", "operation", "service"]);
  return operation;
}
