import { bigint, boolean, integer, jsonb, pgTable } from "drizzle-orm/pg-core";
import type { Break } from "../kernel/audit-chain.ts";
import { idColumn, instant, platformPolicy } from "../kernel/kernel.sql.ts";

/** What reading the whole audit log found: each row is one reading. */
export const auditCheck = pgTable(
  "audit_check",
  {
    id: idColumn("auditCheck").primaryKey(),
    checkedAt: instant("checked_at").notNull(),
    milliseconds: integer("milliseconds").notNull(),
    /** False when its time was up before it had read everything. */
    finished: boolean("finished").notNull(),
    chains: integer("chains").notNull(),
    rows: bigint("rows", { mode: "number" }).notNull(),
    breaks: integer("breaks").notNull(),
    /** The first of them. */
    places: jsonb("places").$type<Break[]>().notNull(),
  },
  () => [platformPolicy()],
);
