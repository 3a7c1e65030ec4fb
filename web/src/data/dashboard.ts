import { query, revalidate } from "@solidjs/router";
import { call, type Input, type Output } from "./api.ts";
import type { OperationState } from "./operations.ts";
import type { OrderState } from "./orders.ts";
import { saidOperations } from "./said-operation.ts";
import type { ServiceState } from "./services.ts";

export type Overview = Output<"GET /dashboard/overview">;
export type Customer = Output<"GET /dashboard/customers/{accountId}">;
export type Node = Output<"GET /dashboard/nodes/{nodeId}">;
export type Queue = Output<"GET /dashboard/queues">[number];
export type DeadMessage = Output<"GET /dashboard/queues/{queue}">["messages"][number];
export type Redriven = Output<"POST /dashboard/queues/{queue}/discard">;

/** Staff see the rows of every account. */
type Filter<State> = { state?: State; accountId?: string; cursor?: string };

/** Every key starts with "dashboard": one name refreshes all of it. */
export const getOverview = query(() => call("GET /dashboard/overview", {}), "dashboard.overview");
export const getCustomers = query(
  (search: string, cursor?: string) =>
    call("GET /dashboard/customers", { limit: 100, ...(search ? { search } : {}), ...(cursor ? { cursor } : {}) }),
  "dashboard.customers",
);
export const getCustomer = query(
  (accountId: string) => call("GET /dashboard/customers/{accountId}", { accountId }),
  "dashboard.customer",
);
export const getAllOrders = query(
  (filter: Filter<OrderState>) => call("GET /orders", { limit: 100, ...filter }),
  "dashboard.orders",
);
export const getAllServices = query(
  (filter: Filter<ServiceState> & { nodeId?: string; template?: string; planId?: string; search?: string }) =>
    call("GET /services", { limit: 100, ...filter }),
  "dashboard.services",
);
export const getAllOperations = query(
  (filter: { state?: OperationState; subject?: string; cursor?: string }) =>
    call("GET /operations", { limit: 100, ...filter }).then(saidOperations),
  "dashboard.operations",
);
export const getNodes = query(() => call("GET /dashboard/nodes", {}), "dashboard.nodes");
export const getNode = query((nodeId: string) => call("GET /dashboard/nodes/{nodeId}", { nodeId }), "dashboard.node");
export const getPlatformKey = query(() => call("GET /dashboard/nodes/key", {}), "dashboard.key");
export const getQueues = query(() => call("GET /dashboard/queues", {}), "dashboard.queues");
/** Hands out the dead messages for a moment, so it is asked for when somebody looks and not by a clock. */
export const getQueue = query((queue: string) => call("GET /dashboard/queues/{queue}", { queue }), "dashboard.queue");

export async function refundOrder(idempotencyKey: string, orderId: string) {
  const order = await call("POST /dashboard/orders/{orderId}/refund", { orderId }, { idempotencyKey });
  await revalidate(["dashboard", "order", "operation"]);
  return order;
}

export async function addNode(idempotencyKey: string, node: Input<"POST /dashboard/nodes">) {
  const added = await call("POST /dashboard/nodes", node, { idempotencyKey });
  await revalidate("dashboard");
  return added;
}

export async function checkNode(idempotencyKey: string, nodeId: string) {
  const node = await call("POST /dashboard/nodes/{nodeId}/check", { nodeId }, { idempotencyKey });
  await revalidate("dashboard");
  return node;
}

export async function retryOperation(idempotencyKey: string, operationId: string) {
  const operation = await call("POST /dashboard/operations/{operationId}/retry", { operationId }, { idempotencyKey });
  await revalidate(["dashboard", "operation", "service"]);
  return operation;
}

export type Redrive = "send-back" | "discard";

/** All of a queue's dead messages, or those with these ids. */
export async function redrive(
  idempotencyKey: string,
  act: Redrive,
  wanted: { queue: string; messageIds?: string[]; reason: string },
): Promise<Redriven> {
  const redriven = await call(`POST /dashboard/queues/{queue}/${act}`, wanted, { idempotencyKey });
  await revalidate(["dashboard", "operation"]);
  return redriven;
}
