import { sql } from "drizzle-orm";
import { index, pgPolicy, pgTable, text } from "drizzle-orm/pg-core";
import { bytes } from "../kernel/data-key.sql.ts";
import type { Id } from "../kernel/id.ts";
import { idColumn, instant, platformPolicy, tenantRole, visitorRole } from "../kernel/kernel.sql.ts";
import { person } from "./person.sql.ts";

/**
 * What a passkey has to sign, for minutes. At the door it is the half-done sign-in too: with `sign_in` the password was
 * right and the second factor is outstanding; with `passkey` nobody knows yet who comes.
 */
export const challenge = pgTable(
  "challenge",
  {
    id: idColumn("challenge").primaryKey(),
    purpose: text("purpose").$type<"sign_in" | "passkey" | "enrol" | "confirm">().notNull(),
    personId: idColumn("person", "person_id").references(() => person.id, { onDelete: "cascade" }),
    /** At the door: SHA-256 of the token that the browser keeps meanwhile. */
    tokenHash: bytes("token_hash").unique("challenge_token_hash"),
    /** At the door: whose provider stood for the first half. */
    ssoConnectionId: idColumn("ssoConnection", "sso_connection_id"),
    /** 32 random bytes in base64url. */
    value: text("value").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    index("challenge_person").on(t.personId),
    index("challenge_expires").on(t.expiresAt),
    pgPolicy("own_rows", {
      for: "all",
      to: tenantRole,
      using: sql`${t.personId} = current_setting('app.person_id', true) and ${t.purpose} in ('enrol', 'confirm')`,
      withCheck: sql`${t.personId} = current_setting('app.person_id', true) and ${t.purpose} in ('enrol', 'confirm')`,
    }),
    pgPolicy("at_the_door", {
      for: "all",
      to: visitorRole,
      using: sql`${t.purpose} in ('sign_in', 'passkey')`,
      withCheck: sql`${t.purpose} in ('sign_in', 'passkey')`,
    }),
    platformPolicy(),
  ],
);

/** The account whose provider stood for the first half; null for the staff's. */
export const vouchingAccount = sql<Id<"account"> | null>`(select c.account_id from sso_connection c where c.id = ${challenge.ssoConnectionId})`;
