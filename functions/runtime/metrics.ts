import type { LongOperation } from "#core/kernel/long-operation/plan.ts";
import type { Committed } from "#core/kernel/operation.ts";
import { print } from "./log.ts";

export const namespace = "Rookery";

interface Metric {
  unit: "Count" | "Seconds";
  /** A dimension beside the stage. */
  by?: "Function";
}

/** What is measured, and how CloudWatch names its unit. */
export const metrics = {
  OrdersPlaced: { unit: "Count" },
  OrdersPaid: { unit: "Count" },
  OrdersFulfilled: { unit: "Count" },
  OrdersRefunded: { unit: "Count" },
  ProvisioningSeconds: { unit: "Seconds" },
  ProvisioningFailed: { unit: "Count" },
  SignInFailures: { unit: "Count" },
  /** Places of the audit log that do not fit. */
  AuditBreaks: { unit: "Count" },
  /** From when a message was due to when its function took it. */
  QueueAgeSeconds: { unit: "Seconds", by: "Function" },
} as const satisfies Record<string, Metric>;
export type MetricName = keyof typeof metrics;

/** One measurement as a line that CloudWatch reads as a metric: its embedded format. */
export function measure(name: MetricName, value = 1, of?: string): void {
  const metric: Metric = metrics[name];
  const dimensions = { Stage: process.env.ROOKERY_STAGE ?? "unknown", ...(metric.by && { [metric.by]: of }) };
  const directive = {
    Namespace: namespace,
    Dimensions: [Object.keys(dimensions)],
    Metrics: [{ Name: name, Unit: metric.unit }],
  };
  const _aws = { Timestamp: Date.now(), CloudWatchMetrics: [directive] };
  print(JSON.stringify({ _aws, ...dimensions, [name]: value }));
}

/** Changes that are counted, by the action in the audit log. */
const counted: Readonly<Record<string, { as: MetricName; state?: string }>> = {
  "order.place": { as: "OrdersPlaced" },
  "order.record_payment": { as: "OrdersPaid", state: "paid" },
  "order.issue_refund": { as: "OrdersRefunded", state: "refunded" },
  "order.refresh_refund": { as: "OrdersRefunded", state: "refunded" },
};

export function countChange({ action, audit }: Committed): void {
  const found = counted[action];
  if (!found) return;
  const { state } = { ...(audit.after as { state?: unknown } | undefined) };
  if (found.state === undefined || found.state === state) measure(found.as);
}

export function countOperation({ kind, createdAt }: LongOperation, state: "succeeded" | "failed", now: Date): void {
  if (kind !== "service.provision") return;
  if (state === "failed") {
    measure("ProvisioningFailed");
  } else {
    measure("OrdersFulfilled");
    measure("ProvisioningSeconds", (now.getTime() - createdAt.getTime()) / 1000);
  }
}
