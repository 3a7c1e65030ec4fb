import { sql } from "drizzle-orm";
import { index, pgPolicy, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { account } from "../accounts/account.sql.ts";
import type { MemberRole } from "../kernel/actor.ts";
import { bytes } from "../kernel/data-key.sql.ts";
import type { Id } from "../kernel/id.ts";
import { accountPolicies, idColumn, instant, tenantRole, visitorRole } from "../kernel/kernel.sql.ts";

/** Of somebody to an account, by mail. */
export const invitation = pgTable(
  "invitation",
  {
    id: idColumn("invitation").primaryKey(),
    accountId: idColumn("account", "account_id")
      .notNull()
      .references(() => account.id, { onDelete: "cascade" }),
    /** Lower case. */
    email: text("email").notNull(),
    role: text("role").$type<MemberRole>().notNull(),
    /** Null: all of the account's. */
    serviceIds: text("service_ids").array().$type<Id<"service">[]>(),
    /** Whoever sent it last answers for it. */
    invitedBy: idColumn("person", "invited_by").notNull(),
    /** SHA-256 of the link's token, from when it is mailed. */
    tokenHash: bytes("token_hash").unique("invitation_token_hash"),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
    acceptedBy: idColumn("person", "accepted_by"),
    withdrawnAt: instant("withdrawn_at"),
  },
  (t) => [
    uniqueIndex("invitation_open")
      .on(t.accountId, t.email)
      .where(sql`${t.acceptedAt} is null and ${t.withdrawnAt} is null`),
    index("invitation_expires").on(t.expiresAt),
    ...accountPolicies(t.accountId),
    pgPolicy("invited", {
      for: "select",
      to: tenantRole,
      using: sql`${t.email} = (select p.email from person p where p.id = current_setting('app.person_id', true))`,
    }),
    pgPolicy("door_reads", { for: "select", to: visitorRole, using: sql`true` }),
    // A grant on two columns lets newcomers use it and change nothing else.
    pgPolicy("door_uses", { for: "update", to: visitorRole, using: sql`true`, withCheck: sql`true` }),
  ],
);
