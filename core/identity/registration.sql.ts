import { sql } from "drizzle-orm";
import { index, pgPolicy, pgTable, text } from "drizzle-orm/pg-core";
import { bytes } from "../kernel/data-key.sql.ts";
import { idColumn, instant, platformPolicy, visitorRole } from "../kernel/kernel.sql.ts";

/**
 * Somebody asked to register an address. Whether anybody has that address is not looked at before the mail is written:
 * asking does the same for all addresses.
 */
export const registration = pgTable(
  "registration",
  {
    id: idColumn("registration").primaryKey(),
    /** Lower case. */
    email: text("email").notNull(),
    /** Who asked, for the mail to say. */
    address: text("address").notNull(),
    userAgent: text("user_agent").notNull(),
    createdAt: instant("created_at").notNull(),
    /** Who had the address when the mail was written: they are told, and are sent no link. */
    personId: idColumn("person", "person_id"),
    /** SHA-256 of the link's token: the table alone registers nobody. */
    tokenHash: bytes("token_hash").unique("registration_token_hash"),
    expiresAt: instant("expires_at"),
    usedAt: instant("used_at"),
  },
  (t) => [
    index("registration_email").on(t.email, t.createdAt),
    index("registration_created").on(t.createdAt),
    pgPolicy("door_asks", {
      for: "insert",
      to: visitorRole,
      withCheck: sql`${t.personId} is null and ${t.tokenHash} is null`,
    }),
    pgPolicy("door_reads", { for: "select", to: visitorRole, using: sql`true` }),
    // A grant on one column lets it use links up and nothing else.
    pgPolicy("door_uses", { for: "update", to: visitorRole, using: sql`true`, withCheck: sql`true` }),
    platformPolicy(),
  ],
);
