import { sql } from "drizzle-orm";
import { type AnyPgColumn, boolean, index, integer, pgPolicy, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { MemberRole } from "../kernel/actor.ts";
import type { Id } from "../kernel/id.ts";
import { accountPolicies, idColumn, instant, platformPolicy, tenantRole, visitorRole } from "../kernel/kernel.sql.ts";
import { sealed } from "../kernel/sealed-column.ts";
import type { SupportAccess } from "./support-access.state.ts";

export const account = pgTable(
  "account",
  {
    id: idColumn("account").primaryKey(),
    /** The number that customers and staff say aloud. */
    number: integer("number").generatedAlwaysAsIdentity({ startWith: 100_001 }).notNull(),
    name: text("name").notNull(),
    /** Whoever belongs to it needs a second factor. */
    factorRequired: boolean("factor_required").notNull().default(false),
    /** Company, people to ask, address and tax id, as JSON: it is read and written as a whole. */
    contact: sealed("contact"),
    createdAt: instant("created_at").notNull(),
    /** Whether staff may act in it. */
    supportAccess: text("support_access").$type<SupportAccess>().notNull().default("granted"),
    /** How long a grant lasts. */
    supportAccessUntil: instant("support_access_until"),
    /** Closed by its owner: from then on what it holds is erased. Until then that can be taken back. */
    erasureDueAt: instant("erasure_due_at"),
    erasedAt: instant("erased_at"),
  },
  (t) => [
    uniqueIndex("account_number").on(t.number),
    index("account_erasure_due").on(t.erasureDueAt).where(sql`${t.erasureDueAt} is not null and ${t.erasedAt} is null`),
    pgPolicy("tenant_rows", {
      for: "all",
      to: tenantRole,
      using: sql`${t.id} = current_setting('app.account_id', true)`,
    }),
    // What people belong to besides, so that they can go there.
    pgPolicy("own_accounts", {
      for: "select",
      to: tenantRole,
      using: sql`exists (select from membership m where m.account_id = ${t.id} and m.person_id = current_setting('app.person_id', true))`,
    }),
    pgPolicy("at_the_door", { for: "all", to: visitorRole, using: sql`true`, withCheck: sql`true` }),
    platformPolicy(),
  ],
);

export const membership = pgTable(
  "membership",
  {
    id: idColumn("membership").primaryKey(),
    accountId: idColumn("account", "account_id")
      .notNull()
      .references(() => account.id),
    personId: idColumn("person", "person_id").notNull(),
    role: text("role").$type<MemberRole>().notNull(),
    /** Null: all of the account's. */
    serviceIds: text("service_ids").array().$type<Id<"service">[]>(),
    createdAt: instant("created_at").notNull(),
    /** When the person last used this account. */
    lastSeenAt: instant("last_seen_at"),
  },
  (t) => [
    uniqueIndex("membership_person").on(t.accountId, t.personId),
    index("membership_of_person").on(t.personId),
    ...accountPolicies(t.accountId),
    pgPolicy("own_rows", {
      for: "select",
      to: tenantRole,
      using: sql`${t.personId} = current_setting('app.person_id', true)`,
    }),
    pgPolicy("at_the_door", { for: "all", to: visitorRole, using: sql`true`, withCheck: sql`true` }),
  ],
);

/** For tables about people: whoever belongs to the account in which somebody acts. */
export const isColleague = (personId: AnyPgColumn) =>
  sql`exists (select from membership m where m.person_id = ${personId} and m.account_id = current_setting('app.account_id', true))`;
