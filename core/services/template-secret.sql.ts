import { pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { accountPolicies, chosenServicesPolicy, idColumn, instant } from "../kernel/kernel.sql.ts";
import { sealed } from "../kernel/sealed-column.ts";

/** A random text that a service's template asks for by name: made once, so that every release has the same. */
export const templateSecret = pgTable(
  "template_secret",
  {
    serviceId: idColumn("service", "service_id").notNull(),
    name: text("name").notNull(),
    accountId: idColumn("account", "account_id").notNull(),
    value: sealed("value").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.serviceId, t.name] }),
    ...accountPolicies(t.accountId),
    chosenServicesPolicy(t.serviceId),
  ],
);
