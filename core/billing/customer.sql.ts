import { pgTable, text } from "drizzle-orm/pg-core";
import { accountPolicies, idColumn, instant } from "../kernel/kernel.sql.ts";

/** Which of the payment provider's customers an account is. */
export const billingCustomer = pgTable(
  "billing_customer",
  {
    accountId: idColumn("account", "account_id").primaryKey(),
    customerId: text("customer_id").notNull().unique("billing_customer_id"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [...accountPolicies(t.accountId)],
);
