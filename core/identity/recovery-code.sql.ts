import { sql } from "drizzle-orm";
import { pgPolicy, pgTable, uniqueIndex } from "drizzle-orm/pg-core";
import { bytes } from "../kernel/data-key.sql.ts";
import { idColumn, instant, platformPolicy, tenantRole, visitorRole } from "../kernel/kernel.sql.ts";
import { person } from "./person.sql.ts";

/** Stands in for a factor once, when none is at hand. */
export const recoveryCode = pgTable(
  "recovery_code",
  {
    id: idColumn("recoveryCode").primaryKey(),
    personId: idColumn("person", "person_id")
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    /** SHA-256: a code has 79 random bits, which nobody tries out. */
    codeHash: bytes("code_hash").notNull(),
    createdAt: instant("created_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [
    uniqueIndex("recovery_code_of_person").on(t.personId, t.codeHash),
    pgPolicy("own_rows", {
      for: "all",
      to: tenantRole,
      using: sql`${t.personId} = current_setting('app.person_id', true)`,
      withCheck: sql`${t.personId} = current_setting('app.person_id', true)`,
    }),
    pgPolicy("door_reads", { for: "select", to: visitorRole, using: sql`true` }),
    // A grant on one column lets it use codes up and nothing else.
    pgPolicy("door_uses", { for: "update", to: visitorRole, using: sql`true`, withCheck: sql`true` }),
    pgPolicy("door_recovers", {
      for: "delete",
      to: visitorRole,
      using: sql`exists (select from factor_recovery r where r.person_id = ${t.personId} and r.ready_at is not null and r.ended_at is null)`,
    }),
    platformPolicy(),
  ],
);
