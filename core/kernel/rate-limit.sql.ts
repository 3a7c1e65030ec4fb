import { index, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { platformPolicy } from "./kernel.sql.ts";

/** A bucket that is full again is the same as no row, so `full_at` is all there is to remember. */
export const rateLimit = pgTable(
  "rate_limit",
  {
    key: text("key").primaryKey(),
    /** Microseconds, unlike other instants: at a high rate a token takes less than a millisecond. */
    fullAt: timestamp("full_at", { withTimezone: true, precision: 6, mode: "date" }).notNull(),
  },
  (t) => [index("rate_limit_full_at").on(t.fullAt), platformPolicy()],
);
