import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
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
    /** Whether the registry hides who holds it; null where there is no such thing. */
    privacy: boolean("privacy"),
    /** Whether its answers are signed, and the registry says with which key. */
    dnssec: boolean("dnssec").notNull().default(false),
    /** What a year costs us in place of what its ending says, of premium names. */
    premiumRenewCost: bigint("premium_renew_cost", { mode: "number" }),
    /** Somebody has begun to take it to another registrar. */
    transferOutAt: instant("transfer_out_at"),
    /** It can be restored until then. */
    restorableUntil: instant("restorable_until"),
    /** Its renewal was ordered by itself when this was its end; whoever cancels that is not asked again. */
    renewalOrderedFor: instant("renewal_ordered_for"),
    /** So many days before its end the owners were told last. */
    remindedDays: integer("reminded_days"),
    /** When the registrar is asked about it by itself. */
    lookAt: instant("look_at"),
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
    index("domain_look").on(t.lookAt).where(sql`${t.endedAt} is null`),
    ...accountPolicies(t.accountId),
    wholeAccountPolicy(),
  ],
);
