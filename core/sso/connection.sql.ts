import { sql } from "drizzle-orm";
import { boolean, check, jsonb, pgPolicy, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import type { MemberRole, StaffRole } from "../kernel/actor.ts";
import { accountPolicies, idColumn, instant, visitorRole } from "../kernel/kernel.sql.ts";
import { sealed } from "../kernel/sealed-column.ts";

/** Who has this value in the claim has this role; the first that fits counts. */
export interface RoleRule {
  value: string;
  role: MemberRole | StaffRole;
}

export const ssoConnection = pgTable(
  "sso_connection",
  {
    id: idColumn("ssoConnection").primaryKey(),
    /** Null: the one of the platform's own staff. */
    accountId: idColumn("account", "account_id"),
    issuer: text("issuer").notNull(),
    clientId: text("client_id").notNull(),
    clientSecret: sealed("client_secret").notNull(),
    /** Of the ID token, on whose values roles hang. */
    claim: text("claim").notNull().default(""),
    roles: jsonb("roles").$type<RoleRule[]>().notNull(),
    /** Of whom no rule fits; null: they do not come in. */
    defaultRole: text("default_role").$type<MemberRole | StaffRole>(),
    /** Whether signing in there stands for a second factor here. */
    trustsFactors: boolean("trusts_factors").notNull().default(false),
    enabled: boolean("enabled").notNull().default(false),
    /** Members come in through it and in no other way. */
    enforced: boolean("enforced").notNull().default(false),
    /** When somebody last came through it, with what it is set to now. */
    testedAt: instant("tested_at"),
    /** When it was pointed at this provider: what came through another one before opens nothing any more. */
    providerSince: instant("provider_since").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    unique("sso_connection_account").on(t.accountId).nullsNotDistinct(),
    check("sso_connection_tested", sql`not ${t.enabled} or ${t.testedAt} is not null`),
    check("sso_connection_enforced", sql`not ${t.enforced} or ${t.enabled}`),
    ...accountPolicies(t.accountId),
    // Asked with every request that brings a session: whether its connection, or its account, still lets it in.
    pgPolicy("door_reads", { for: "select", to: visitorRole, using: sql`true` }),
  ],
);

/** Domains whose owner showed that a connection may speak for their addresses. */
export const ssoDomain = pgTable(
  "sso_domain",
  {
    id: idColumn("ssoDomain").primaryKey(),
    connectionId: idColumn("ssoConnection", "connection_id")
      .notNull()
      .references(() => ssoConnection.id, { onDelete: "cascade" }),
    accountId: idColumn("account", "account_id"),
    /** Lower case, as in the addresses. */
    name: text("name").notNull(),
    /** What its TXT record has to say. */
    challenge: text("challenge").notNull(),
    verifiedAt: instant("verified_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    unique("sso_domain_once").on(t.connectionId, t.name),
    uniqueIndex("sso_domain_verified").on(t.name).where(sql`${t.verifiedAt} is not null`),
    ...accountPolicies(t.accountId),
  ],
);
