import { sql } from "drizzle-orm";
import { boolean, foreignKey, index, pgPolicy, pgTable, text } from "drizzle-orm/pg-core";
import { membership } from "../accounts/account.sql.ts";
import { bytes } from "../kernel/data-key.sql.ts";
import type { Id } from "../kernel/id.ts";
import { idColumn, instant, platformPolicy, tenantRole, visitorRole } from "../kernel/kernel.sql.ts";
import { person } from "./person.sql.ts";

export const session = pgTable(
  "session",
  {
    id: idColumn("session").primaryKey(),
    /** SHA-256 of the cookie's token: the table alone opens no door. */
    tokenHash: bytes("token_hash").notNull().unique("session_token_hash"),
    personId: idColumn("person", "person_id")
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    accountId: idColumn("account", "account_id"),
    /** Through which it was begun: with it the session ends. */
    ssoConnectionId: idColumn("ssoConnection", "sso_connection_id"),
    /** Whether that provider asked for a second factor, so that we need not. */
    factorElsewhere: boolean("factor_elsewhere").notNull().default(false),
    /** Where it was used last, and from what, as the browser says. */
    address: text("address").notNull().default(""),
    userAgent: text("user_agent").notNull().default(""),
    createdAt: instant("created_at").notNull(),
    /** To the minute: each write would cost every request a transaction. */
    lastUsedAt: instant("last_used_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    /** When the person last showed who they are. */
    confirmedAt: instant("confirmed_at").notNull().defaultNow(),
  },
  (t) => [
    index("session_person").on(t.personId),
    index("session_account").on(t.accountId, t.personId),
    // With a membership end the sessions in that account, whoever ends it and however.
    foreignKey({
      name: "session_membership",
      columns: [t.accountId, t.personId],
      foreignColumns: [membership.accountId, membership.personId],
    }).onDelete("cascade"),
    pgPolicy("own_rows", {
      for: "all",
      to: tenantRole,
      using: sql`${t.personId} = current_setting('app.person_id', true)`,
      withCheck: sql`${t.personId} = current_setting('app.person_id', true)`,
    }),
    pgPolicy("at_the_door", { for: "all", to: visitorRole, using: sql`true`, withCheck: sql`true` }),
    platformPolicy(),
  ],
);

/** Whether an account's provider is the only way in. Asked at the door, which sees that much of connections. */
export const letsInElsewhere = (accountId: Id<"account">) =>
  sql<boolean>`exists (select from sso_connection e where e.account_id = ${accountId} and e.enforced)`;

/**
 * Whose session a token's digest belongs to: asked for by every request, and therefore one statement without drizzle.
 * A provider vouches in its own account alone and only while it is switched on; where it is the only way in, owners and
 * the staff's administrators still have another, for when it fails.
 */
export const whoseSession = `
  select s.id as "sessionId", s.expires_at as "expiresAt", s.last_used_at as "lastUsedAt", s.confirmed_at as "confirmedAt",
    p.id as "personId", p.staff_role as "staffRole",
    m.account_id as "accountId", m.role as "memberRole", m.service_ids as "serviceIds",
    s.factor_elsewhere or exists (select from factor f where f.person_id = p.id and f.confirmed_at is not null) as "hasFactor",
    c.account_id is not null and p.password_hash is not null as "vouchedFor",
    coalesce(a.factor_required, false) as "factorRequired",
    t.id as "actingId", t.account_id as "actingAccountId", t.reason as "actingReason", t.expires_at as "actingUntil"
  from session s
  join person p on p.id = s.person_id
  left join sso_connection c on c.id = s.sso_connection_id
  left join membership m on m.person_id = s.person_id and m.account_id = s.account_id
    and (c.id is null or c.account_id = m.account_id)
    and (m.role = 'owner' or not exists (
      select from sso_connection e where e.account_id = m.account_id and e.enforced and e.id is distinct from c.id))
  left join account a on a.id = m.account_id
  left join acting t on t.session_id = s.id and t.ended_at is null
  where s.token_hash = $digest and p.deactivated_at is null
    and (c.id is null or (c.enabled and s.created_at >= c.provider_since and (c.account_id is null or p.staff_role is null)))
    and (p.staff_role is null or p.staff_role = 'administrator' or not exists (
      select from sso_connection e where e.account_id is null and e.enforced and e.id is distinct from c.id))`;
