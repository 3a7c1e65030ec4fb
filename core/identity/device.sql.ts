import { sql } from "drizzle-orm";
import { index, pgPolicy, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytes } from "../kernel/data-key.sql.ts";
import { idColumn, instant, platformPolicy, visitorRole } from "../kernel/kernel.sql.ts";
import { person } from "./person.sql.ts";

/** A browser that somebody has signed in on. Several people may share one: it has a row for each. */
export const device = pgTable(
  "device",
  {
    id: idColumn("device").primaryKey(),
    personId: idColumn("person", "person_id")
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    /** SHA-256 of the token that the browser keeps. */
    tokenHash: bytes("token_hash").notNull(),
    address: text("address").notNull(),
    userAgent: text("user_agent").notNull(),
    createdAt: instant("created_at").notNull(),
    lastUsedAt: instant("last_used_at").notNull(),
  },
  (t) => [
    uniqueIndex("device_of_person").on(t.personId, t.tokenHash),
    index("device_token").on(t.tokenHash),
    pgPolicy("at_the_door", { for: "all", to: visitorRole, using: sql`true`, withCheck: sql`true` }),
    platformPolicy(),
  ],
);

/** Who has signed in on the browser of a token's digest. */
export const peopleOfDevice = `
  select p.email from device d join person p on p.id = d.person_id where d.token_hash = $digest`;
