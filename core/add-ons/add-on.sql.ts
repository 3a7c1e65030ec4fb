import { integer, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";
import type { Parameters } from "../hosting/index.ts";
import { accountPolicies, chosenServicesPolicy, idColumn, instant } from "../kernel/kernel.sql.ts";
import { sealed } from "../kernel/sealed-column.ts";

/** A database beside a service's app: a stack of its own on the node, which no deploy touches. */
export const addOn = pgTable(
  "add_on",
  {
    id: idColumn("addOn").primaryKey(),
    accountId: idColumn("account", "account_id").notNull(),
    serviceId: idColumn("service", "service_id").notNull(),
    /** What the app reaches it by, too. */
    template: text("template").notNull(),
    parameters: jsonb("parameters").$type<Parameters>().notNull(),
    /** Of what was sold with the service; the rest is the app's. */
    memoryMb: integer("memory_mb").notNull(),
    /** Made where it is first needed, by the function that talks to nodes: what sells it opens no keys. */
    password: sealed("password"),
    /** On its way: the password from when a release that knows it is live. */
    nextPassword: sealed("next_password"),
    /** When a new password was asked for that no release knows yet. */
    renewingAt: instant("renewing_at"),
    /** When its removal was asked for; it goes, with its data, once a release without it is live. */
    removingAt: instant("removing_at"),
    createdAt: instant("created_at").notNull(),
    /** When it was first healthy; from then on a deploy leaves it alone. */
    startedAt: instant("started_at"),
  },
  (t) => [
    unique("add_on_once").on(t.serviceId, t.template),
    ...accountPolicies(t.accountId),
    chosenServicesPolicy(t.serviceId),
  ],
);
