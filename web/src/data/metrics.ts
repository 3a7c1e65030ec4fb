import { query } from "@solidjs/router";
import type { MetricsRange } from "#core/monitoring/metrics.state.ts";
import { call, type Output } from "./api.ts";

export type ServiceMetrics = Output<"GET /services/{serviceId}/metrics">;
export type NodeMetrics = Output<"GET /dashboard/nodes/{nodeId}/metrics">;

export const getServiceMetrics = query(
  (serviceId: string, range: MetricsRange) => call("GET /services/{serviceId}/metrics", { serviceId, range }),
  "service.metrics",
);
export const getNodeMetrics = query(
  (nodeId: string, range: MetricsRange) => call("GET /dashboard/nodes/{nodeId}/metrics", { nodeId, range }),
  "node.metrics",
);
