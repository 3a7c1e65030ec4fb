import { boolean, pgTable, text } from "drizzle-orm/pg-core";
import { accountPolicies, chosenServicesPolicy, idColumn, instant } from "../kernel/kernel.sql.ts";
import { sealed } from "../kernel/sealed-column.ts";

/** The Git repository that a service is built from. */
export const source = pgTable(
  "source",
  {
    id: idColumn("source").primaryKey(),
    accountId: idColumn("account", "account_id").notNull(),
    serviceId: idColumn("service", "service_id").notNull().unique("source_service"),
    url: text("url").notNull(),
    branch: text("branch").notNull(),
    /** Of the repository; empty: its top. */
    folder: text("folder").notNull(),

    // Of ssh: a key of our own for this repository alone, and the one that its host has to show.
    publicKey: text("public_key"),
    privateKey: sealed("private_key"),
    hostKey: text("host_key"),
    /** Of https. */
    token: sealed("token"),
    hasToken: boolean("has_token").notNull(),

    deploysOnPush: boolean("deploys_on_push").notNull(),
    /** In the address of its webhook. It leads to this row and opens nothing. */
    hook: text("hook").notNull().unique("source_hook"),
    /** What its webhooks are signed with. */
    hookSecret: sealed("hook_secret").notNull(),
    hookSeenAt: instant("hook_seen_at"),
    /** The newest commit of the branch that a webhook told of. */
    pushedCommit: text("pushed_commit"),
    pushedAt: instant("pushed_at"),
    /** It is to be deployed as soon as nothing else is under way. */
    pushWaits: boolean("push_waits").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [...accountPolicies(t.accountId), chosenServicesPolicy(t.serviceId)],
);
