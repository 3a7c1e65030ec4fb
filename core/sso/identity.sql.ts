import { sql } from "drizzle-orm";
import { type AnyPgColumn, index, pgPolicy, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { bytes } from "../kernel/data-key.sql.ts";
import { idColumn, instant, platformPolicy, tenantRole } from "../kernel/kernel.sql.ts";
import { ssoConnection } from "./connection.sql.ts";

/** Members see the connection of their account alone. */
const ownConnection = (connectionId: AnyPgColumn) =>
  sql`exists (select from sso_connection c where c.id = ${connectionId})`;

/** Who somebody is at a provider: by its subject, never by an address, which may be given to another one. */
export const ssoIdentity = pgTable(
  "sso_identity",
  {
    connectionId: idColumn("ssoConnection", "connection_id")
      .notNull()
      .references(() => ssoConnection.id, { onDelete: "cascade" }),
    subject: text("subject").notNull(),
    personId: idColumn("person", "person_id").notNull(),
    createdAt: instant("created_at").notNull(),
    lastUsedAt: instant("last_used_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.connectionId, t.subject] }),
    unique("sso_identity_person").on(t.connectionId, t.personId),
    index("sso_identity_of_person").on(t.personId),
    // Of whom an account's own connection knows.
    pgPolicy("own_connection_reads", { for: "select", to: tenantRole, using: ownConnection(t.connectionId) }),
    pgPolicy("own_connection_forgets", { for: "delete", to: tenantRole, using: ownConnection(t.connectionId) }),
    pgPolicy("own_rows", {
      for: "insert",
      to: tenantRole,
      withCheck: sql`${t.personId} = current_setting('app.person_id', true)`,
    }),
    platformPolicy(),
  ],
);

const ownAddress = (email: AnyPgColumn) =>
  sql`${email} = (select p.email from person p where p.id = current_setting('app.person_id', true))`;

export type Purpose = "sign_in" | "confirm" | "test";

/** A way to a provider and back, in one browser. */
export const ssoSignIn = pgTable(
  "sso_sign_in",
  {
    id: idColumn("ssoSignIn").primaryKey(),
    /** SHA-256 of the token in the browser's cookie, of which state, nonce and verifier are made. */
    tokenHash: bytes("token_hash").notNull().unique("sso_sign_in_token_hash"),
    connectionId: idColumn("ssoConnection", "connection_id")
      .notNull()
      .references(() => ssoConnection.id, { onDelete: "cascade" }),
    purpose: text("purpose").$type<Purpose>().notNull(),
    /** Who has to come back, where that is known. */
    personId: idColumn("person", "person_id"),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    /** Who came back, where a person of that address has yet to say that it is them. */
    subject: text("subject"),
    email: text("email"),
    connectedAt: instant("connected_at"),
  },
  (t) => [
    index("sso_sign_in_expires").on(t.expiresAt),
    pgPolicy("own_connection", {
      for: "insert",
      to: tenantRole,
      withCheck: sql`${t.purpose} = 'test' and ${ownConnection(t.connectionId)}`,
    }),
    pgPolicy("own_address_reads", {
      for: "select",
      to: tenantRole,
      using: ownAddress(t.email),
    }),
    pgPolicy("own_address_connects", {
      for: "update",
      to: tenantRole,
      using: ownAddress(t.email),
      withCheck: ownAddress(t.email),
    }),
    platformPolicy(),
  ],
);
