import { pgTable, text, unique } from "drizzle-orm/pg-core";
import { accountPolicies, idColumn, instant } from "../kernel/kernel.sql.ts";
import { sealed } from "../kernel/sealed-column.ts";

/** What opens private images: of a registry, or of a part of one. It is the account's, as images are. */
export const registryLogin = pgTable(
  "registry_login",
  {
    id: idColumn("registryLogin").primaryKey(),
    accountId: idColumn("account", "account_id").notNull(),
    /** `ghcr.io`, or a folder of it: `registry.gitlab.com/team/shop`. */
    registry: text("registry").notNull(),
    username: text("username").notNull(),
    /** A password, or better a token. */
    password: sealed("password").notNull(),
    createdAt: instant("created_at").notNull(),
    changedAt: instant("changed_at").notNull(),
  },
  (t) => [unique("registry_login_registry").on(t.accountId, t.registry), ...accountPolicies(t.accountId)],
);
