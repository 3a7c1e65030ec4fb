import { sql } from "drizzle-orm";
import { check, customType, index, pgPolicy, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { idColumn, instant, platformPolicy, tenantRole, visitorRole } from "./kernel.sql.ts";

export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

/** Wrapped by KMS and useless without it, so that tenants may read it to reach their own data keys. */
export const wrappingKey = pgTable(
  "wrapping_key",
  {
    id: idColumn("dataKey").primaryKey(),
    wrapped: bytes("wrapped").notNull(),
    createdAt: instant("created_at").notNull(),
    /** Still unwraps, no longer wraps. */
    retiredAt: instant("retired_at"),
  },
  (t) => [
    uniqueIndex("wrapping_key_live").on(sql`(true)`).where(sql`${t.retiredAt} is null`),
    pgPolicy("tenant_reads", { for: "select", to: tenantRole, using: sql`true` }),
    pgPolicy("door_reads", { for: "select", to: visitorRole, using: sql`true` }),
    platformPolicy(),
  ],
);

const ownScope = sql`(scope = 'account' and account_id = current_setting('app.account_id', true)) or (scope = 'person' and scope_id = current_setting('app.person_id', true))`;

export const dataKey = pgTable(
  "data_key",
  {
    id: idColumn("dataKey").primaryKey(),
    scope: text("scope").$type<"person" | "account" | "platform">().notNull(),
    scopeId: text("scope_id").notNull(),
    accountId: idColumn("account", "account_id"),
    /** Null once erased: what it sealed can never be read again. */
    wrapped: bytes("wrapped"),
    wrappingKeyId: idColumn("dataKey", "wrapping_key_id")
      .notNull()
      .references(() => wrappingKey.id),
    createdAt: instant("created_at").notNull(),
    /** Still opens, no longer seals. */
    retiredAt: instant("retired_at"),
    erasedAt: instant("erased_at"),
  },
  (t) => [
    uniqueIndex("data_key_live").on(t.scope, t.scopeId).where(sql`${t.retiredAt} is null`),
    index("data_key_scope").on(t.scope, t.scopeId),
    index("data_key_wrapping").on(t.wrappingKeyId),
    check("data_key_scope_known", sql`${t.scope} in ('person', 'account', 'platform')`),
    check(
      "data_key_account",
      sql`${t.accountId} is not distinct from case when ${t.scope} = 'account' then ${t.scopeId} end`,
    ),
    check("data_key_erased", sql`(${t.wrapped} is null) = (${t.erasedAt} is not null)`),
    check("data_key_erased_retired", sql`${t.erasedAt} is null or ${t.retiredAt} is not null`),
    pgPolicy("tenant_reads", { for: "select", to: tenantRole, using: ownScope }),
    // Whose password was right shows a code, which is compared with what is sealed for them; nobody else's are seen.
    pgPolicy("door_reads", {
      for: "select",
      to: visitorRole,
      using: sql`${t.scope} = 'person' and exists (select from challenge c where c.person_id = ${t.scopeId} and c.purpose = 'sign_in')`,
    }),
    pgPolicy("tenant_adds", { for: "insert", to: tenantRole, withCheck: ownScope }),
    platformPolicy(),
  ],
);
