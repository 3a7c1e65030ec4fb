import { index, pgTable, text } from "drizzle-orm/pg-core";
import { accountPolicies, chosenServicesPolicy, idColumn, instant } from "../kernel/kernel.sql.ts";
import { sealed } from "../kernel/sealed-column.ts";

/** A secret of an app's environment. It never changes: releases name the one that they run with, so each keeps its own. */
export const secretVariable = pgTable(
  "secret_variable",
  {
    id: idColumn("secretVariable").primaryKey(),
    accountId: idColumn("account", "account_id").notNull(),
    serviceId: idColumn("service", "service_id").notNull(),
    name: text("name").notNull(),
    value: sealed("value").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    index("secret_variable_service").on(t.serviceId),
    ...accountPolicies(t.accountId),
    chosenServicesPolicy(t.serviceId),
  ],
);
