import { bigint, boolean, integer, jsonb, pgTable } from "drizzle-orm/pg-core";
import type { Break, Place } from "../kernel/audit-chain.ts";
import { idColumn, instant, platformPolicy } from "../kernel/kernel.sql.ts";

/**
 * What readings of the audit log found. Each row is one run of the job: it reads what is new, and goes on with reading
 * everything again, which takes as many runs as it needs.
 */
export const auditCheck = pgTable(
  "audit_check",
  {
    id: idColumn("auditCheck").primaryKey(),
    checkedAt: instant("checked_at").notNull(),
    milliseconds: integer("milliseconds").notNull(),
    /** Every row was read that there was when the run began. */
    upToDate: boolean("up_to_date").notNull(),
    /** When the reading of everything began that this run belongs to. */
    beganAt: instant("began_at").notNull(),
    /** Where the next run goes on with it. */
    place: jsonb("place").$type<Place>(),
    /** It ended with this run. */
    finished: boolean("finished").notNull(),
    chains: integer("chains").notNull(),
    rows: bigint("rows", { mode: "number" }).notNull(),
    breaks: integer("breaks").notNull(),
    /** The first of them, and where they are. */
    places: jsonb("places").$type<Break[]>().notNull(),
  },
  () => [platformPolicy()],
);
