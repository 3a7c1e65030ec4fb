import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, pgPolicy, pgTable, text } from "drizzle-orm/pg-core";
import { isColleague } from "../accounts/account.sql.ts";
import { bytes } from "../kernel/data-key.sql.ts";
import { idColumn, instant, platformPolicy, tenantRole, visitorRole } from "../kernel/kernel.sql.ts";
import { sealed } from "../kernel/sealed-column.ts";
import type { FactorKind } from "./factor.state.ts";
import { person } from "./person.sql.ts";

/** What somebody has beside their password: an authenticator app that shows codes, or a passkey. */
export const factor = pgTable(
  "factor",
  {
    id: idColumn("factor").primaryKey(),
    personId: idColumn("person", "person_id")
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    kind: text("kind").$type<FactorKind>().notNull(),
    name: text("name").notNull(),
    /** Of an app: what it shares with us, sealed for the person. */
    secret: sealed("secret"),
    /** The time step of the last code that was taken: neither it nor an earlier one is taken again. */
    usedStep: bigint("used_step", { mode: "number" }),
    /** Of a passkey, in base64url as browsers send it. */
    credentialId: text("credential_id").unique("factor_credential_id"),
    /** In COSE. */
    publicKey: bytes("public_key"),
    /** How often the authenticator says it has signed; those that are synchronised always say 0. */
    counter: bigint("counter", { mode: "number" }),
    transports: text("transports").array(),
    backedUp: boolean("backed_up"),
    /** The model of the authenticator, where it tells. */
    aaguid: text("aaguid"),
    createdAt: instant("created_at").notNull(),
    /** Until the first code has come from it, an app is none. */
    confirmedAt: instant("confirmed_at"),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [
    index("factor_person").on(t.personId),
    check(
      "factor_of_kind",
      sql`case ${t.kind} when 'totp' then ${t.secret} is not null and ${t.credentialId} is null when 'passkey' then ${t.secret} is null and ${t.credentialId} is not null and ${t.publicKey} is not null and ${t.counter} is not null and ${t.confirmedAt} is not null else false end`,
    ),
    pgPolicy("own_rows", {
      for: "all",
      to: tenantRole,
      using: sql`${t.personId} = current_setting('app.person_id', true)`,
      withCheck: sql`${t.personId} = current_setting('app.person_id', true)`,
    }),
    // Whether colleagues have one; what it shares with us is sealed for them.
    pgPolicy("colleagues", {
      for: "select",
      to: tenantRole,
      using: sql`${t.confirmedAt} is not null and ${isColleague(t.personId)}`,
    }),
    pgPolicy("door_reads", { for: "select", to: visitorRole, using: sql`true` }),
    // Grants on single columns let it note uses and nothing else.
    pgPolicy("door_uses", { for: "update", to: visitorRole, using: sql`true`, withCheck: sql`true` }),
    // Whoever lost them all gets in once the wait is over, and they are void with that.
    pgPolicy("door_recovers", {
      for: "delete",
      to: visitorRole,
      using: sql`exists (select from factor_recovery r where r.person_id = ${t.personId} and r.ready_at is not null and r.ended_at is null)`,
    }),
    platformPolicy(),
  ],
);
