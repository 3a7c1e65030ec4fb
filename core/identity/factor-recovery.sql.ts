import { sql } from "drizzle-orm";
import { index, pgPolicy, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytes } from "../kernel/data-key.sql.ts";
import { idColumn, instant, platformPolicy, tenantRole, visitorRole } from "../kernel/kernel.sql.ts";
import { person } from "./person.sql.ts";

/** Somebody who knows the password says that every factor is lost. docs/second-factors.md tells what has to happen. */
export const factorRecovery = pgTable(
  "factor_recovery",
  {
    id: idColumn("factorRecovery").primaryKey(),
    personId: idColumn("person", "person_id")
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    /** Who asked, for the mails to say. */
    address: text("address").notNull(),
    userAgent: text("user_agent").notNull(),
    /** SHA-256 of the token in the link, from when it is mailed. */
    tokenHash: bytes("token_hash").unique("factor_recovery_token_hash"),
    createdAt: instant("created_at").notNull(),
    /** From when on the factors may be given up; the wait begins when the link is opened. */
    readyAt: instant("ready_at"),
    endedAt: instant("ended_at"),
  },
  (t) => [
    uniqueIndex("factor_recovery_open").on(t.personId).where(sql`${t.endedAt} is null`),
    index("factor_recovery_created").on(t.createdAt),
    pgPolicy("own_rows", {
      for: "all",
      to: tenantRole,
      using: sql`${t.personId} = current_setting('app.person_id', true)`,
      withCheck: sql`${t.personId} = current_setting('app.person_id', true)`,
    }),
    pgPolicy("door_asks", {
      for: "insert",
      to: visitorRole,
      withCheck: sql`${t.tokenHash} is null and ${t.readyAt} is null`,
    }),
    pgPolicy("door_reads", { for: "select", to: visitorRole, using: sql`true` }),
    // Grants on two columns let it begin the wait and end it, and nothing else.
    pgPolicy("door_goes_on", { for: "update", to: visitorRole, using: sql`true`, withCheck: sql`true` }),
    platformPolicy(),
  ],
);
