import { sql } from "drizzle-orm";
import { check, index, pgPolicy, pgTable, text, unique } from "drizzle-orm/pg-core";
import { account } from "../accounts/account.sql.ts";
import { bytes } from "../kernel/data-key.sql.ts";
import type { Id } from "../kernel/id.ts";
import { accountPolicies, idColumn, instant, visitorRole } from "../kernel/kernel.sql.ts";
import type { KeyScope } from "../kernel/permissions.state.ts";

/** Rows stay when keys end: the audit log names keys by them. */
export const apiKey = pgTable(
  "api_key",
  {
    id: idColumn("apiKey").primaryKey(),
    accountId: idColumn("account", "account_id")
      .notNull()
      .references(() => account.id),
    name: text("name").notNull(),
    /** How the token begins, by which people know it again. It opens nothing. */
    prefix: text("prefix").notNull(),
    /** SHA-256 of the token, which is nowhere stored. */
    tokenHash: bytes("token_hash").notNull(),
    scopes: text("scopes").array().$type<KeyScope[]>().notNull(),
    /** Address ranges it may be used from; from anywhere when there are none. */
    networks: text("networks").array().notNull(),
    /** Null: all of the account's. */
    serviceIds: text("service_ids").array().$type<Id<"service">[]>(),
    /** No foreign key: the key is the account's, and stays when people leave. */
    createdBy: idColumn("person", "created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    /** To the minute: each write would cost every request a transaction. */
    lastUsedAt: instant("last_used_at"),
    lastUsedAddress: text("last_used_address"),
    /** When its end was announced by mail. */
    warnedAt: instant("warned_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    unique("api_key_token_hash").on(t.tokenHash),
    index("api_key_account").on(t.accountId, t.id),
    index("api_key_expiring").on(t.expiresAt).where(sql`${t.revokedAt} is null and ${t.warnedAt} is null`),
    check("api_key_ends", sql`${t.expiresAt} <= ${t.createdAt} + interval '366 days'`),
    ...accountPolicies(t.accountId),
    // Grants on columns let the door read what decides and write what was used, and nothing else.
    pgPolicy("door_reads", { for: "select", to: visitorRole, using: sql`true` }),
    pgPolicy("door_notes_use", { for: "update", to: visitorRole, using: sql`true`, withCheck: sql`true` }),
  ],
);

/** What a token's digest opens: asked for by every request with a key, and therefore one statement without drizzle. */
export const whatKeyOpens = `
  select id as "keyId", account_id as "accountId", scopes, networks, service_ids as "serviceIds",
    expires_at as "expiresAt", revoked_at as "revokedAt", last_used_at as "lastUsedAt"
  from api_key
  where token_hash = $digest`;
