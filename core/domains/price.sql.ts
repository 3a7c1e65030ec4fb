import { sql } from "drizzle-orm";
import { bigint, boolean, char, integer, pgPolicy, pgTable, text } from "drizzle-orm/pg-core";
import { instant, platformPolicy, tenantRole, visitorRole } from "../kernel/kernel.sql.ts";
import type { Money } from "../kernel/money.ts";

const minor = (name: string) => bigint(name, { mode: "number" });

/** Of each ending: what a year costs us, and what it is sold for. Empty where it cannot be had. */
export const domainPrice = pgTable(
  "domain_price",
  {
    /** `de`, `co.uk`. */
    ending: text("ending").primaryKey(),
    currency: char("currency", { length: 3 }).$type<Money["currency"]>().notNull(),
    registerCost: minor("register_cost"),
    renewCost: minor("renew_cost"),
    transferCost: minor("transfer_cost"),
    restoreCost: minor("restore_cost"),
    registerPrice: minor("register_price"),
    renewPrice: minor("renew_price"),
    transferPrice: minor("transfer_price"),
    restorePrice: minor("restore_price"),
    /** When the costs were read last. */
    readAt: instant("read_at").notNull(),
  },
  () => [pgPolicy("public_rows", { for: "select", to: [tenantRole, visitorRole], using: sql`true` }), platformPolicy()],
);

/** What is put on top of a cost: of one ending, or of all that have no rule of their own. */
export const domainMargin = pgTable(
  "domain_margin",
  {
    /** `*` for all others. */
    ending: text("ending").primaryKey(),
    onSale: boolean("on_sale").notNull(),
    percent: integer("percent").notNull(),
    atLeastMinor: minor("at_least_minor").notNull(),
    /** What prices end in, in cents: 99 makes 12.31 to 12.99. Null: they stay as they are. */
    endsInMinor: integer("ends_in_minor"),
    changedAt: instant("changed_at").notNull(),
  },
  () => [pgPolicy("public_rows", { for: "select", to: [tenantRole, visitorRole], using: sql`true` }), platformPolicy()],
);
