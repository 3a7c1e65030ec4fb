import { sql } from "drizzle-orm";
import { index, pgPolicy, pgTable } from "drizzle-orm/pg-core";
import { bytes } from "../kernel/data-key.sql.ts";
import { idColumn, instant, platformPolicy, visitorRole } from "../kernel/kernel.sql.ts";
import { person } from "./person.sql.ts";

/** A link by which somebody who was appointed to staff chooses their first password. */
export const staffInvitation = pgTable(
  "staff_invitation",
  {
    id: idColumn("staffInvitation").primaryKey(),
    personId: idColumn("person", "person_id")
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    /** SHA-256 of the link's token, from when it is mailed or shown. */
    tokenHash: bytes("token_hash").unique("staff_invitation_token_hash"),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at"),
    /** When it was used, or another one took its place. */
    usedAt: instant("used_at"),
  },
  (t) => [
    index("staff_invitation_person").on(t.personId),
    index("staff_invitation_created").on(t.createdAt),
    pgPolicy("door_reads", { for: "select", to: visitorRole, using: sql`true` }),
    // A grant on one column lets it use links up and nothing else.
    pgPolicy("door_uses", { for: "update", to: visitorRole, using: sql`true`, withCheck: sql`true` }),
    platformPolicy(),
  ],
);
