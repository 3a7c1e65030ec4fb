import { sql } from "drizzle-orm";
import { bigint, char, index, integer, pgPolicy, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { idColumn, instant, platformPolicy, tenantRole, visitorRole } from "../kernel/kernel.sql.ts";
import type { Money } from "../kernel/money.ts";
import type { PlanKind, SaleState } from "./catalog.state.ts";
import { product } from "./product.sql.ts";

export const plan = pgTable(
  "plan",
  {
    id: idColumn("plan").primaryKey(),
    productId: idColumn("product", "product_id")
      .notNull()
      .references(() => product.id),
    /** Stable name for links and setups. */
    slug: text("slug").notNull().unique("plan_slug"),
    kind: text("kind").$type<PlanKind>().notNull().default("plan"),
    name: text("name").notNull(),
    summary: text("summary").notNull(),
    position: integer("position").notNull(),
    state: text("state").$type<SaleState>().notNull(),
    /** Counts changes, of its versions too: who changes it says which one they saw. */
    revision: integer("revision").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    index("plan_product").on(t.productId),
    pgPolicy("public_rows", { for: "select", to: [tenantRole, visitorRole], using: sql`${t.state} <> 'draft'` }),
    platformPolicy(),
  ],
);

/** Price, limits and quotas of a plan. A trigger keeps what was published as it is: services were sold by it. */
export const planVersion = pgTable(
  "plan_version",
  {
    id: idColumn("planVersion").primaryKey(),
    planId: idColumn("plan", "plan_id")
      .notNull()
      .references(() => plan.id),
    number: integer("number").notNull(),
    priceMinor: bigint("price_minor", { mode: "number" }).notNull(),
    yearlyPriceMinor: bigint("yearly_price_minor", { mode: "number" }),
    setupFeeMinor: bigint("setup_fee_minor", { mode: "number" }).notNull(),
    priceCurrency: char("price_currency", { length: 3 }).$type<Money["currency"]>().notNull(),
    memoryMb: integer("memory_mb").notNull(),
    cpuPercent: integer("cpu_percent").notNull(),
    processes: integer("processes").notNull(),
    diskMb: integer("disk_mb").notNull(),
    trafficGb: integer("traffic_gb").notNull(),
    sites: integer("sites").notNull(),
    databases: integer("databases").notNull(),
    createdAt: instant("created_at").notNull(),
    publishedAt: instant("published_at"),
    /** Null: the platform itself did, when it was set up. */
    publishedBy: idColumn("person", "published_by"),
  },
  (t) => [
    uniqueIndex("plan_version_number").on(t.planId, t.number),
    uniqueIndex("plan_version_draft").on(t.planId).where(sql`${t.publishedAt} is null`),
    pgPolicy("published_rows", {
      for: "select",
      to: [tenantRole, visitorRole],
      using: sql`${t.publishedAt} is not null`,
    }),
    platformPolicy(),
  ],
);
