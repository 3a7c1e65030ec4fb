import { sql } from "drizzle-orm";
import { boolean, index, pgPolicy, pgTable, text } from "drizzle-orm/pg-core";
import { isColleague } from "../accounts/account.sql.ts";
import type { StaffRole } from "../kernel/actor.ts";
import { idColumn, instant, platformPolicy, tenantRole, visitorRole } from "../kernel/kernel.sql.ts";

export const person = pgTable(
  "person",
  {
    id: idColumn("person").primaryKey(),
    /** Lower case. */
    email: text("email").notNull().unique("person_email"),
    name: text("name").notNull(),
    /** When the person showed that they read its mail. */
    emailVerifiedAt: instant("email_verified_at"),
    /** Null: none was chosen yet, and none opens the door. */
    passwordHash: text("password_hash"),
    /** When the password was last chosen by a link from a mail; null once another was chosen by who knew it. */
    passwordResetAt: instant("password_reset_at"),
    /** It was chosen beside a second factor, and is too short to open anything without one. */
    passwordNeedsFactor: boolean("password_needs_factor").notNull().default(false),
    staffRole: text("staff_role").$type<StaffRole>(),
    /** From then on nothing opens the door. */
    deactivatedAt: instant("deactivated_at"),
    createdAt: instant("created_at").notNull(),
    /** Asked for by themselves, or due because the last account that they belonged to was erased. */
    erasureDueAt: instant("erasure_due_at"),
    erasedAt: instant("erased_at"),
  },
  (t) => [
    index("person_erasure_due").on(t.erasureDueAt).where(sql`${t.erasureDueAt} is not null and ${t.erasedAt} is null`),
    pgPolicy("own_row", {
      for: "select",
      to: tenantRole,
      using: sql`${t.id} = current_setting('app.person_id', true)`,
    }),
    pgPolicy("colleagues", { for: "select", to: tenantRole, using: isColleague(t.id) }),
    // Grants on single columns let people change their password, their name and their confirmed address, and nothing else.
    pgPolicy("own_password", {
      for: "update",
      to: tenantRole,
      using: sql`${t.id} = current_setting('app.person_id', true)`,
      withCheck: sql`${t.id} = current_setting('app.person_id', true)`,
    }),
    pgPolicy("door_reads", { for: "select", to: visitorRole, using: sql`true` }),
    // Nobody registers as staff.
    pgPolicy("door_adds", { for: "insert", to: visitorRole, withCheck: sql`${t.staffRole} is null` }),
    // Grants on single columns let it renew password hashes and change addresses that links confirmed, and nothing else.
    pgPolicy("door_rehashes", { for: "update", to: visitorRole, using: sql`true`, withCheck: sql`true` }),
    platformPolicy(),
  ],
);
