import { sql } from "drizzle-orm";
import { integer, pgPolicy, pgTable, text } from "drizzle-orm/pg-core";
import { idColumn, instant, platformPolicy, tenantRole, visitorRole } from "../kernel/kernel.sql.ts";
import type { ProductFamily, SaleState } from "./catalog.state.ts";

/** What plans are grouped by where they are sold. */
export const product = pgTable(
  "product",
  {
    id: idColumn("product").primaryKey(),
    /** Stable name for links and setups. */
    slug: text("slug").notNull().unique("product_slug"),
    family: text("family").$type<ProductFamily>().notNull(),
    name: text("name").notNull(),
    description: text("description").notNull(),
    position: integer("position").notNull(),
    state: text("state").$type<SaleState>().notNull(),
    /** Counts changes: who changes it says which one they saw. */
    revision: integer("revision").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    pgPolicy("public_rows", { for: "select", to: [tenantRole, visitorRole], using: sql`${t.state} <> 'draft'` }),
    platformPolicy(),
  ],
);
