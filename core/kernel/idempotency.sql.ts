import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, smallint, text } from "drizzle-orm/pg-core";
import { bytes } from "./data-key.sql.ts";
import { instant, platformPolicy } from "./kernel.sql.ts";

export const idempotency = pgTable(
  "idempotency",
  {
    /** Who asks and for what: two callers may choose the same key. */
    scope: text("scope").notNull(),
    key: text("key").notNull(),
    requestHash: bytes("request_hash").notNull(),
    /** Counts the winners; one that comes back late cannot answer for its successor. */
    attempt: integer("attempt").notNull(),
    lockedUntil: instant("locked_until").notNull(),
    expiresAt: instant("expires_at").notNull(),
    status: smallint("status"),
    body: jsonb("body").$type<unknown>(),
  },
  (t) => [
    primaryKey({ columns: [t.scope, t.key] }),
    index("idempotency_expires_at").on(t.expiresAt),
    check("idempotency_body_needs_status", sql`${t.body} is null or ${t.status} is not null`),
    platformPolicy(),
  ],
);
