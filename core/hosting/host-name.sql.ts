import { index, pgTable, text } from "drizzle-orm/pg-core";
import { accountPolicies, idColumn, instant } from "../kernel/kernel.sql.ts";

/** A host name belongs to one account at a time. The primary key says so, across all accounts. */
export const hostName = pgTable(
  "host_name",
  {
    name: text("name").primaryKey(),
    accountId: idColumn("account", "account_id").notNull(),
    orderId: idColumn("order", "order_id").notNull(),
    claimedAt: instant("claimed_at").notNull(),
  },
  (t) => [index("host_name_order").on(t.orderId), ...accountPolicies(t.accountId)],
);
