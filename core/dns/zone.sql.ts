import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { Actor } from "../kernel/actor.ts";
import { accountPolicies, idColumn, instant } from "../kernel/kernel.sql.ts";
import type { ChangeSet } from "./change-set.state.ts";
import type { Suspicion } from "./dangling/dangling.state.ts";
import type { RecordType } from "./record-type.state.ts";
import type { ChangeCause, ChangeState, Hosting } from "./zone.state.ts";

/** What a domain's DNS is to say. */
export const zone = pgTable(
  "zone",
  {
    id: idColumn("zone").primaryKey(),
    accountId: idColumn("account", "account_id").notNull(),
    domainId: idColumn("domain", "domain_id").notNull(),
    /** As its domain is called. */
    name: text("name").notNull(),
    hosted: text("hosted").$type<Hosting>().notNull(),
    /** Counts the changes that its records have taken. */
    version: integer("version").notNull(),
    /** Of ours, those that its provider has it on. */
    nameServers: jsonb("name_servers").$type<readonly string[]>().notNull().default([]),
    /** What makes of our records those that were found at the provider: somebody changed them there. */
    drift: jsonb("drift").$type<ChangeSet>(),
    /** Records there of types that are not kept here, as they are named there. */
    foreign: jsonb("foreign").$type<readonly string[]>().notNull().default([]),
    dnssec: boolean("dnssec").notNull().default(false),
    /** Records that lead to what is not there, or is nobody's any more. */
    dangling: jsonb("dangling").$type<readonly Suspicion[]>().notNull().default([]),
    /** When its records are looked at next for where they lead. */
    scanAt: instant("scan_at").notNull().default(sql`'epoch'`),
    /** When the provider was last read, or the servers of others were last asked. */
    checkedAt: instant("checked_at"),
    /** Of looks in a row that found nobody, or not yet what is wanted. */
    attempt: integer("attempt").notNull().default(0),
    leaseToken: text("lease_token"),
    leaseUntil: instant("lease_until"),
    createdBy: jsonb("created_by").$type<Actor>().notNull(),
    createdAt: instant("created_at").notNull(),
    /** It is to be taken from the name servers, and then goes. */
    endedAt: instant("ended_at"),
  },
  (t) => [
    uniqueIndex("zone_name").on(t.name).where(sql`${t.endedAt} is null`),
    index("zone_domain").on(t.domainId),
    index("zone_account").on(t.accountId, t.name),
    index("zone_checked").on(t.checkedAt),
    index("zone_scan").on(t.scanAt).where(sql`${t.hosted} = 'rookery' and ${t.endedAt} is null`),
    ...accountPolicies(t.accountId),
  ],
);

/** Somebody else may come to own where some of its records lead. */
export const isEndangered = sql`${zone.dangling} <> '[]' and jsonb_path_exists(${zone.dangling},
  '$[*] ? (@.provenAt != null && (@.code == "dangling.domain_lapsed" || @.code == "dangling.claimable"))')`;

/** What a zone is to hold: where we host it all of it, elsewhere what we need to be there. */
export const zoneRecord = pgTable(
  "zone_record",
  {
    id: idColumn("zoneRecord").primaryKey(),
    zoneId: idColumn("zone", "zone_id").notNull(),
    accountId: idColumn("account", "account_id").notNull(),
    name: text("name").notNull(),
    type: text("type").$type<RecordType>().notNull(),
    ttl: integer("ttl").notNull(),
    data: text("data").notNull(),
    /** The id of what put it there and alone takes it away. */
    owner: text("owner"),
    /** For people. */
    reason: text("reason"),
    /** When the servers of others were first seen to answer with it. */
    seenAt: instant("seen_at"),
  },
  (t) => [
    uniqueIndex("zone_record_once").on(t.zoneId, t.name, t.type, sql`md5(${t.data})`),
    index("zone_record_owner").on(t.owner).where(sql`${t.owner} is not null`),
    ...accountPolicies(t.accountId),
  ],
);

/** A change of a zone: asked for, on its way, made, or not. */
export const zoneChange = pgTable(
  "zone_change",
  {
    id: idColumn("zoneChange").primaryKey(),
    zoneId: idColumn("zone", "zone_id").notNull(),
    accountId: idColumn("account", "account_id").notNull(),
    cause: text("cause").$type<ChangeCause>().notNull(),
    state: text("state").$type<ChangeState>().notNull(),
    removes: jsonb("removes").$type<ChangeSet["removes"]>().notNull(),
    adds: jsonb("adds").$type<ChangeSet["adds"]>().notNull(),
    /** The zone's, once the change is among its records. */
    version: integer("version"),
    requestedBy: jsonb("requested_by").$type<Actor>().notNull(),
    /** The change that this one takes back. */
    undoes: idColumn("zoneChange", "undoes"),
    owner: text("owner"),
    /** What was scheduled waits until then. */
    dueAt: instant("due_at"),
    /** It is taken back then, unless somebody says that it is to stay. */
    revertsAt: instant("reverts_at"),
    createdAt: instant("created_at").notNull(),
    appliedAt: instant("applied_at"),
    failureCode: text("failure_code"),
    failureMessage: text("failure_message"),
  },
  (t) => [
    index("zone_change_zone").on(t.zoneId, t.id),
    index("zone_change_open").on(t.zoneId).where(sql`${t.state} in ('scheduled', 'pending')`),
    index("zone_change_reverts").on(t.zoneId).where(sql`${t.revertsAt} is not null`),
    ...accountPolicies(t.accountId),
  ],
);
