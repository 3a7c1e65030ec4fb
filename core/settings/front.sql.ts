import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { accountPolicies, chosenServicesPolicy, idColumn, instant } from "../kernel/kernel.sql.ts";
import { sealed } from "../kernel/sealed-column.ts";
import type { Redirect } from "./redirect.state.ts";

/** What stands between visitors and a service. A service without a row has nothing set. */
export const serviceFront = pgTable(
  "service_front",
  {
    serviceId: idColumn("service", "service_id").primaryKey(),
    accountId: idColumn("account", "account_id").notNull(),
    /** One of its own hosts that the others lead to; without it each answers by itself. */
    primaryHost: text("primary_host"),
    redirects: jsonb("redirects").$type<readonly Redirect[]>().notNull().default([]),
    maintenance: boolean("maintenance").notNull().default(false),
    /** Who comes by http is sent on to https where there is a certificate. */
    httpsOnly: boolean("https_only").notNull().default(true),
    /** How long browsers are told to come by https alone; null: they are told nothing. */
    hstsSeconds: integer("hsts_seconds"),
    /** Who brings it passes the password and the maintenance page. */
    pass: sealed("pass").notNull(),
  },
  (t) => [...accountPolicies(t.accountId), chosenServicesPolicy(t.serviceId)],
);

/**
 * A host name that leads to a service besides the one that came with it. Anybody may write any name down; one whose owner
 * has shown whose it is belongs to one service, across all accounts.
 */
export const serviceHost = pgTable(
  "service_host",
  {
    serviceId: idColumn("service", "service_id").notNull(),
    accountId: idColumn("account", "account_id").notNull(),
    /** As DNS has it: lower case, ASCII. */
    name: text("name").notNull(),
    /** What its TXT record has to say. */
    challenge: text("challenge").notNull(),
    verifiedAt: instant("verified_at"),
    /** Names that were added in one go: the operation on it gives them records, route and certificates. */
    connectionId: idColumn("connection", "connection_id"),
    /** Another host of the service, which visitors of this one are sent on to. */
    leadsTo: text("leads_to"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "service_host_once", columns: [t.serviceId, t.name] }),
    uniqueIndex("service_host_verified").on(t.name).where(sql`${t.verifiedAt} is not null`),
    index("service_host_account").on(t.accountId),
    ...accountPolicies(t.accountId),
    chosenServicesPolicy(t.serviceId),
  ],
);

/** Who may come into a service that asks for a name and a password. It asks as soon as there is somebody. */
export const serviceEntrant = pgTable(
  "service_entrant",
  {
    serviceId: idColumn("service", "service_id").notNull(),
    accountId: idColumn("account", "account_id").notNull(),
    name: text("name").notNull(),
    /** As crypt(3) of the nodes reads it. */
    hash: sealed("hash").notNull(),
    setAt: instant("set_at").notNull(),
  },
  (t) => [
    primaryKey({ name: "service_entrant_once", columns: [t.serviceId, t.name] }),
    index("service_entrant_account").on(t.accountId),
    ...accountPolicies(t.accountId),
    chosenServicesPolicy(t.serviceId),
  ],
);
