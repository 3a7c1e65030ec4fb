import { sql } from "drizzle-orm";
import { bigint, char, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { Interval } from "../catalog/catalog.state.ts";
import type { SoldExtra } from "../catalog/index.ts";
import type { Parameters } from "../hosting/index.ts";
import type { Id } from "../kernel/id.ts";
import { accountPolicies, chosenServicesPolicy, idColumn, instant } from "../kernel/kernel.sql.ts";
import type { Money } from "../kernel/money.ts";
import type { ServiceState } from "./service.state.ts";

export const service = pgTable(
  "service",
  {
    id: idColumn("service").primaryKey(),
    accountId: idColumn("account", "account_id").notNull(),
    orderId: idColumn("order", "order_id").notNull(),
    name: text("name").notNull(),
    /** What it is to run; a release is a copy of it. */
    template: text("template").notNull(),
    parameters: jsonb("parameters").$type<Parameters>().notNull(),
    state: text("state").$type<ServiceState>().notNull(),
    /** Counts changes of what is wanted; a node converges to the newest. */
    generation: integer("generation").notNull(),

    // What was sold, copied from the plan.
    planId: idColumn("plan", "plan_id").notNull(),
    planName: text("plan_name").notNull(),
    planVersionId: idColumn("planVersion", "plan_version_id").notNull(),
    interval: text("interval").$type<Interval>().notNull(),
    /** On top of the plan; price and limits are of both. */
    extras: jsonb("extras").$type<SoldExtra[]>().notNull().default([]),
    /** Of each interval. */
    priceMinor: bigint("price_minor", { mode: "number" }).notNull(),
    priceCurrency: char("price_currency", { length: 3 }).$type<Money["currency"]>().notNull(),
    memoryMb: integer("memory_mb").notNull(),
    cpuPercent: integer("cpu_percent").notNull(),
    processes: integer("processes").notNull(),
    diskMb: integer("disk_mb").notNull(),
    paidUntil: instant("paid_until").notNull(),

    // Where it runs.
    nodeId: idColumn("node", "node_id"),

    failureCode: text("failure_code"),
    failureMessage: text("failure_message"),
    createdAt: instant("created_at").notNull(),
    activeAt: instant("active_at"),
    /** By its customer, who alone starts it again: whatever else happens to it meanwhile, it stays stopped. */
    stoppedAt: instant("stopped_at"),
    suspendedAt: instant("suspended_at"),
    terminatesAt: instant("terminates_at"),
    terminatedAt: instant("terminated_at"),
  },
  (t) => [
    index("service_account").on(t.accountId, t.id),
    index("service_order").on(t.orderId),
    index("service_terminates").on(t.terminatesAt).where(sql`${t.terminatedAt} is null`),
    ...accountPolicies(t.accountId),
    chosenServicesPolicy(t.id),
  ],
);

/** Each extra of each service, joined laterally. */
export const soldExtras = sql`jsonb_array_elements(${service.extras}) as sold_extra`;
export const soldExtraVersion = sql<Id<"planVersion">>`sold_extra.value ->> 'versionId'`;
