export { collect, collectIfReachable, roundOf } from "./collect.ts";
export { NodeMetrics, nodeMetrics } from "./node-metrics.ts";
export { forgetMetrics } from "./retention.ts";
export { ServiceMetrics, serviceMetrics } from "./service-metrics.ts";
export { Timeline, timeline } from "./timeline.ts";
