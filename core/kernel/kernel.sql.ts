import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  index,
  jsonb,
  pgPolicy,
  pgRole,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Actor } from "./actor.ts";
import type { Id, Kind } from "./id.ts";

export const tenantRole = pgRole("tenant").existing();
export const visitorRole = pgRole("visitor").existing();
export const platformRole = pgRole("platform").existing();

export const idColumn = <K extends Kind>(_kind: K, name = "id") => text(name).$type<Id<K>>();
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** The policies of every table with an account: members see their account's rows, the platform sees all, nobody else any. */
export const accountPolicies = (accountId: AnyPgColumn) => [
  pgPolicy("tenant_rows", {
    for: "all",
    to: tenantRole,
    using: sql`${accountId} = current_setting('app.account_id', true)`,
    withCheck: sql`${accountId} = current_setting('app.account_id', true)`,
  }),
  platformPolicy(),
];

/** For tables of services and what hangs on them: some members see chosen ones alone. */
export const chosenServicesPolicy = (serviceId: AnyPgColumn) =>
  pgPolicy("chosen_services", {
    as: "restrictive",
    for: "all",
    to: tenantRole,
    using: sql`coalesce(current_setting('app.service_ids', true), '') = '' or ${serviceId} = any (string_to_array(current_setting('app.service_ids', true), ','))`,
  });

/** For what belongs to no service: members who see chosen services alone see none of it. */
export const wholeAccountPolicy = () =>
  pgPolicy("chosen_services", {
    as: "restrictive",
    for: "all",
    to: tenantRole,
    using: sql`coalesce(current_setting('app.service_ids', true), '') = ''`,
  });

export const platformPolicy = () =>
  pgPolicy("platform_rows", { for: "all", to: platformRole, using: sql`true`, withCheck: sql`true` });

export const outbox = pgTable(
  "outbox",
  {
    id: idColumn("event").primaryKey(),
    type: text("type").notNull(),
    /** Id of what the event is about. Messages carry nothing else: a consumer reads the row as it is now. */
    subject: text("subject").notNull(),
    createdAt: instant("created_at").notNull(),
    /** Not to be delivered before. */
    dueAt: instant("due_at").notNull(),
    sentAt: instant("sent_at"),
    /** When work on it failed last and why, for those who look at dead letters. */
    failedAt: instant("failed_at"),
    failureCode: text("failure_code"),
    failureMessage: text("failure_message"),
  },
  (t) => [index("outbox_unsent").on(t.dueAt).where(sql`${t.sentAt} is null`)],
);

export const inbox = pgTable("inbox", { key: text("key").primaryKey(), seenAt: instant("seen_at").notNull() });

/** The last link of each chain. Only the trigger that adds a link reads and writes it. */
export const auditChain = pgTable("audit_chain", {
  chain: text("chain").primaryKey(),
  seq: bigint("seq", { mode: "number" }).notNull(),
  hash: text("hash").notNull(),
});

/**
 * Names and addresses that audit rows were recorded with. The rows themselves hold a digest in their place, so that what
 * is erased here is gone, and their chain as it was.
 */
export const auditPersonal = pgTable(
  "audit_personal",
  {
    digest: text("digest").primaryKey(),
    salt: text("salt").notNull(),
    value: text("value").notNull(),
    accountId: idColumn("account", "account_id"),
    personId: idColumn("person", "person_id"),
  },
  (t) => [
    index("audit_personal_account").on(t.accountId),
    index("audit_personal_person").on(t.personId),
    index("audit_personal_value").on(t.value),
    ...accountPolicies(t.accountId),
    pgPolicy("person_writes", {
      for: "insert",
      to: tenantRole,
      withCheck: sql`${t.accountId} is null and coalesce(current_setting('app.account_id', true), '') = ''`,
    }),
    pgPolicy("visitor_writes", { for: "insert", to: visitorRole, withCheck: sql`true` }),
  ],
);

/** How far each chain was found whole when it was last read, and what its hash was there. */
export const auditVerified = pgTable(
  "audit_verified",
  {
    chain: text("chain").primaryKey(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    hash: text("hash").notNull(),
    verifiedAt: instant("verified_at").notNull(),
  },
  () => [platformPolicy()],
);

/**
 * No foreign keys: audit rows outlive what they speak of. A trigger links each row to the one before it in its account's
 * chain, or the platform's; what is given here for these columns is never stored.
 */
export const auditLog = pgTable(
  "audit_log",
  {
    id: idColumn("audit").primaryKey(),
    accountId: idColumn("account", "account_id"),
    action: text("action").notNull(),
    actor: jsonb("actor").$type<Actor>().notNull(),
    target: text("target").notNull(),
    before: jsonb("before").$type<unknown>(),
    after: jsonb("after").$type<unknown>(),
    requestId: text("request_id").notNull(),
    at: instant("at").notNull(),
    byStaff: boolean("by_staff").notNull(),
    chain: text("chain").notNull().default(""),
    seq: bigint("seq", { mode: "number" }).notNull().default(0),
    previousHash: text("previous_hash").notNull().default(""),
    hash: text("hash").notNull().default(""),
  },
  (t) => [
    uniqueIndex("audit_log_chain").on(t.chain, t.seq),
    index("audit_log_account").on(t.accountId, t.id),
    index("audit_log_target").on(t.target, t.id),
    index("audit_log_person").on(sql`(${t.actor} ->> 'personId')`, t.id),
    ...accountPolicies(t.accountId),
    // Whoever is signed in and of no account leaves rows in the platform's log.
    pgPolicy("person_writes", {
      for: "insert",
      to: tenantRole,
      withCheck: sql`${t.accountId} is null and coalesce(current_setting('app.account_id', true), '') = ''`,
    }),
    pgPolicy("visitor_writes", { for: "insert", to: visitorRole, withCheck: sql`true` }),
  ],
);
