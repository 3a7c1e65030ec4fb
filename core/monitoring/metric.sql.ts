import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { accountPolicies, chosenServicesPolicy, idColumn, instant, platformPolicy } from "../kernel/kernel.sql.ts";
import type { NodeSample } from "./sample.ts";

/** What a service used in an interval. Sums are of the whole interval, `seconds` says how much of it was seen. */
export const serviceMetric = pgTable(
  "service_metric",
  {
    serviceId: idColumn("service", "service_id").notNull(),
    accountId: idColumn("account", "account_id").notNull(),
    /** Seconds of the interval: a minute, an hour or a day. */
    step: integer("step").notNull(),
    at: instant("at").notNull(),
    seconds: integer("seconds").notNull(),
    cpuMs: bigint("cpu_ms", { mode: "number" }).notNull(),
    memoryBytes: bigint("memory_bytes", { mode: "number" }).notNull(),
    memoryPeakBytes: bigint("memory_peak_bytes", { mode: "number" }).notNull(),
    processes: integer("processes").notNull(),
    /** By class: 1xx to 5xx. */
    answers: integer("answers").array().notNull(),
    bytesIn: bigint("bytes_in", { mode: "number" }).notNull(),
    bytesOut: bigint("bytes_out", { mode: "number" }).notNull(),
    /** By `timeBounds`. */
    times: integer("times").array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.serviceId, t.step, t.at] }),
    index("service_metric_age").on(t.step, t.at),
    index("service_metric_account").on(t.accountId),
    ...accountPolicies(t.accountId),
    chosenServicesPolicy(t.serviceId),
  ],
);

/** The same of a whole node. */
export const nodeMetric = pgTable(
  "node_metric",
  {
    nodeId: idColumn("node", "node_id").notNull(),
    step: integer("step").notNull(),
    at: instant("at").notNull(),
    seconds: integer("seconds").notNull(),
    cpus: integer("cpus").notNull(),
    cpuMs: bigint("cpu_ms", { mode: "number" }).notNull(),
    memoryMb: integer("memory_mb").notNull(),
    memoryUsedMb: integer("memory_used_mb").notNull(),
    diskMb: integer("disk_mb").notNull(),
    diskUsedMb: integer("disk_used_mb").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.nodeId, t.step, t.at] }),
    index("node_metric_age").on(t.step, t.at),
    platformPolicy(),
  ],
);

/** The newest sample of each node: the next one is compared with it. */
export const nodeSample = pgTable(
  "node_sample",
  {
    nodeId: idColumn("node", "node_id").primaryKey(),
    at: instant("at").notNull(),
    sample: jsonb("sample").$type<NodeSample>().notNull(),
  },
  () => [platformPolicy()],
);

/** A container of a service ended by itself. */
export const serviceExit = pgTable(
  "service_exit",
  {
    serviceId: idColumn("service", "service_id").notNull(),
    accountId: idColumn("account", "account_id").notNull(),
    at: instant("at").notNull(),
    stack: text("stack").notNull(),
    /** Its name in the compose file. */
    part: text("part").notNull(),
    exitCode: integer("exit_code").notNull(),
    restarted: boolean("restarted").notNull(),
    memoryUsedUp: boolean("memory_used_up").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.serviceId, t.at, t.stack, t.part] }),
    index("service_exit_age").on(t.at),
    index("service_exit_account").on(t.accountId),
    ...accountPolicies(t.accountId),
    chosenServicesPolicy(t.serviceId),
  ],
);
