import { sql } from "drizzle-orm";
import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant, platformPolicy } from "../kernel/kernel.sql.ts";
import type { IntegrationName } from "./integration.state.ts";

/** What became of the calls to a provider. */
export const integration = pgTable(
  "integration",
  {
    name: text("name").$type<IntegrationName>().primaryKey(),
    /** When it answered last, whatever it said. Noted once a minute while it answers. */
    answeredAt: instant("answered_at"),
    /** When a call came to nothing last, and why; kept when later ones are answered. */
    failedAt: instant("failed_at"),
    failureCode: text("failure_code"),
    failure: text("failure"),
    /** How many in a row have come to nothing. */
    failures: integer("failures").notNull(),
  },
  () => [platformPolicy()],
);

/** Of the row as it is: two functions may count at once. */
export const oneMoreFailure = sql`${integration.failures} + 1`;

/** What an answer changes: that there was none since a moment, or that calls before it came to nothing. */
export const worthNoting = (since: Date) =>
  sql`${integration.answeredAt} is null or ${integration.answeredAt} < ${since.toISOString()} or ${integration.failures} > 0`;
