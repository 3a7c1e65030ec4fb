import { sql } from "drizzle-orm";
import { boolean, index, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { accountPolicies, idColumn, instant, wholeAccountPolicy } from "../kernel/kernel.sql.ts";
import type { DomainState, Registrar } from "./domain.state.ts";

/** A registered name, or one that is about to be. */
export const domain = pgTable(
  "domain",
  {
    id: idColumn("domain").primaryKey(),
    accountId: idColumn("account", "account_id").notNull(),
    /** In ASCII and small letters, without a dot at its end. */
    name: text("name").notNull(),
    registrar: text("registrar").$type<Registrar>().notNull(),
    state: text("state").$type<DomainState>().notNull(),
    /** What has to stand in the DNS of a name that is held elsewhere. */
    challenge: text("challenge"),
    /** From then on it counts for this account, and for no other one. */
    provenAt: instant("proven_at"),
    ownerContactId: idColumn("domainContact", "owner_contact_id"),
    nameServers: jsonb("name_servers").$type<readonly string[]>().notNull(),
    /** As the registry says it: ACTIVE, LOCK, HOLD … */
    registryState: text("registry_state"),
    /** Nobody else may transfer it away. */
    locked: boolean("locked").notNull(),
    autoRenew: boolean("auto_renew").notNull(),
    registeredAt: instant("registered_at"),
    expiresAt: instant("expires_at"),
    createdAt: instant("created_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    uniqueIndex("domain_of_account").on(t.accountId, t.name).where(sql`${t.endedAt} is null`),
    uniqueIndex("domain_proven").on(t.name).where(sql`${t.provenAt} is not null and ${t.endedAt} is null`),
    index("domain_account").on(t.accountId, t.id),
    index("domain_expires").on(t.expiresAt).where(sql`${t.endedAt} is null and ${t.registrar} = 'autodns'`),
    ...accountPolicies(t.accountId),
    wholeAccountPolicy(),
  ],
);
