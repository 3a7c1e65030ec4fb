import { sql } from "drizzle-orm";
import { index, pgPolicy, pgTable, text } from "drizzle-orm/pg-core";
import { bytes } from "../kernel/data-key.sql.ts";
import { idColumn, instant, platformPolicy, tenantRole, visitorRole } from "../kernel/kernel.sql.ts";
import { person } from "./person.sql.ts";

/** A person's wish to be reached at another address, which both addresses have to confirm. */
export const emailChange = pgTable(
  "email_change",
  {
    id: idColumn("emailChange").primaryKey(),
    personId: idColumn("person", "person_id")
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    /** The one that asked, which goes on when the change is made. */
    sessionId: idColumn("session", "session_id").notNull(),
    /** Both in lower case. */
    oldEmail: text("old_email").notNull(),
    newEmail: text("new_email").notNull(),
    /** Who asked, for the mails to say. */
    address: text("address").notNull(),
    userAgent: text("user_agent").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    /** SHA-256 of the tokens of both links, from when they are mailed. */
    proofHash: bytes("proof_hash").unique("email_change_proof_hash"),
    approvalHash: bytes("approval_hash").unique("email_change_approval_hash"),
    /** When the new address was shown to be read by the person, and when the old one agreed. */
    provenAt: instant("proven_at"),
    approvedAt: instant("approved_at"),
    endedAt: instant("ended_at"),
    outcome: text("outcome").$type<"made" | "withdrawn" | "replaced" | "refused" | "taken">(),
  },
  (t) => [
    index("email_change_person").on(t.personId),
    index("email_change_created").on(t.createdAt),
    pgPolicy("own_rows", {
      for: "all",
      to: tenantRole,
      using: sql`${t.personId} = current_setting('app.person_id', true)`,
      withCheck: sql`${t.personId} = current_setting('app.person_id', true)`,
    }),
    pgPolicy("door_reads", { for: "select", to: visitorRole, using: sql`true` }),
    // Grants on single columns let it note what a link says and nothing else.
    pgPolicy("door_confirms", { for: "update", to: visitorRole, using: sql`true`, withCheck: sql`true` }),
    platformPolicy(),
  ],
);
