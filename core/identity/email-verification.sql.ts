import { sql } from "drizzle-orm";
import { index, pgPolicy, pgTable, text } from "drizzle-orm/pg-core";
import { bytes } from "../kernel/data-key.sql.ts";
import { idColumn, instant, platformPolicy, tenantRole, visitorRole } from "../kernel/kernel.sql.ts";
import { person } from "./person.sql.ts";

/** A link that shows that a person reads the mail of their address. */
export const emailVerification = pgTable(
  "email_verification",
  {
    id: idColumn("emailVerification").primaryKey(),
    personId: idColumn("person", "person_id")
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    /** What it was sent to: it says nothing about an address that the person has changed to since. */
    email: text("email").notNull(),
    /** SHA-256 of the link's token, from when it is mailed. */
    tokenHash: bytes("token_hash").unique("email_verification_token_hash"),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at"),
    usedAt: instant("used_at"),
  },
  (t) => [
    index("email_verification_person").on(t.personId),
    index("email_verification_created").on(t.createdAt),
    pgPolicy("own_rows", {
      for: "all",
      to: tenantRole,
      using: sql`${t.personId} = current_setting('app.person_id', true)`,
      withCheck: sql`${t.personId} = current_setting('app.person_id', true)`,
    }),
    pgPolicy("door_asks", { for: "insert", to: visitorRole, withCheck: sql`${t.tokenHash} is null` }),
    platformPolicy(),
  ],
);
