import { sql } from "drizzle-orm";
import { index, pgPolicy, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { accountPolicies, idColumn, instant, visitorRole } from "../kernel/kernel.sql.ts";
import { session } from "./session.sql.ts";

/** A member of staff in a customer's account: in one session, for a reason, and for minutes. */
export const acting = pgTable(
  "acting",
  {
    id: idColumn("acting").primaryKey(),
    /** Null when that session has ended, and this with it. */
    sessionId: idColumn("session", "session_id").references(() => session.id, { onDelete: "set null" }),
    personId: idColumn("person", "person_id").notNull(),
    accountId: idColumn("account", "account_id").notNull(),
    reason: text("reason").notNull(),
    startedAt: instant("started_at").notNull(),
    /** Nothing moves it. */
    expiresAt: instant("expires_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    uniqueIndex("acting_of_session").on(t.sessionId).where(sql`${t.endedAt} is null`),
    index("acting_of_account").on(t.accountId, t.id),
    ...accountPolicies(t.accountId),
    pgPolicy("door_reads", { for: "select", to: visitorRole, using: sql`true` }),
    // A grant on one column lets it end and nothing else.
    pgPolicy("door_ends", { for: "update", to: visitorRole, using: sql`true`, withCheck: sql`true` }),
  ],
);
