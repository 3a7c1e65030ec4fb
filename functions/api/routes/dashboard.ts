import { z } from "zod";
import * as Integrations from "#core/integrations/index.ts";
import * as LongOperations from "#core/kernel/long-operation/index.ts";
import { PageOf } from "#core/kernel/page.ts";
import * as Monitoring from "#core/monitoring/index.ts";
import * as Nodes from "#core/nodes/index.ts";
import * as Orders from "#core/orders/index.ts";
import * as Queues from "#core/queues/index.ts";
import * as Reports from "#core/reports/index.ts";
import { route } from "../route.ts";

export const dashboardRoutes = {
  "GET /dashboard/overview": route(Reports.overview, Reports.Overview),
  "GET /dashboard/customers": route(Reports.customers, PageOf(Reports.Customer)),
  "GET /dashboard/customers/{accountId}": route(Reports.customer, Reports.Customer),
  "POST /dashboard/orders/{orderId}/refund": route(Orders.refund, Orders.Order, { status: 202, costly: true }),
  "GET /dashboard/nodes": route(Nodes.list, z.array(Nodes.Node)),
  "GET /dashboard/nodes/key": route(Nodes.platformKey, z.object({ publicKey: z.string().nullable() })),
  "GET /dashboard/nodes/{nodeId}": route(Nodes.get, Nodes.Node),
  "GET /dashboard/nodes/{nodeId}/metrics": route(Monitoring.nodeMetrics, Monitoring.NodeMetrics),
  "POST /dashboard/nodes": route(Nodes.add, Nodes.Node, { status: 201, body: "free" }),
  "POST /dashboard/nodes/{nodeId}/check": route(Nodes.check, Nodes.Node, { status: 202, costly: true }),
  "GET /dashboard/integrations": route(Integrations.list, Integrations.Integrations),
  "POST /dashboard/integrations/{integration}/check": route(Integrations.check, Integrations.Integration, {
    costly: true,
  }),
  "GET /dashboard/queues": route(Reports.queues, z.array(Reports.Queue)),
  "GET /dashboard/queues/{queue}": route(Reports.queue, Reports.QueueDetail),
  "POST /dashboard/queues/{queue}/send-back": route(Queues.sendBack, Queues.Redriven, { costly: true, body: "free" }),
  "POST /dashboard/queues/{queue}/discard": route(Queues.discard, Queues.Redriven, { costly: true, body: "free" }),
  "POST /dashboard/operations/{operationId}/retry": route(LongOperations.retry, LongOperations.LongOperation, {
    status: 202,
  }),
};
