import { bigint, boolean, char, integer, pgTable, text } from "drizzle-orm/pg-core";
import { idColumn, instant } from "../kernel/kernel.sql.ts";
import type { Money } from "../kernel/money.ts";

/** What is on sale. A service keeps a copy of what it was sold, so a change here touches no customer. */
export const plan = pgTable("plan", {
  id: idColumn("plan").primaryKey(),
  /** Stable name for seeds and links. */
  slug: text("slug").notNull().unique("plan_slug"),
  kind: text("kind").$type<"static">().notNull(),
  name: text("name").notNull(),
  summary: text("summary").notNull(),
  priceMinor: bigint("price_minor", { mode: "number" }).notNull(),
  priceCurrency: char("price_currency", { length: 3 }).$type<Money["currency"]>().notNull(),
  memoryMb: integer("memory_mb").notNull(),
  cpuPercent: integer("cpu_percent").notNull(),
  processes: integer("processes").notNull(),
  diskMb: integer("disk_mb").notNull(),
  position: integer("position").notNull(),
  onSale: boolean("on_sale").notNull(),
  createdAt: instant("created_at").notNull(),
});
