import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { Parameters } from "../hosting/index.ts";
import type { Actor } from "../kernel/actor.ts";
import type { Id } from "../kernel/id.ts";
import { accountPolicies, chosenServicesPolicy, idColumn, instant } from "../kernel/kernel.sql.ts";
import type { ReleaseCause, ReleaseState } from "./release.state.ts";

/** One deploy of a service: what it ran, on whose word, and what came of it. */
export const release = pgTable(
  "release",
  {
    id: idColumn("release").primaryKey(),
    accountId: idColumn("account", "account_id").notNull(),
    serviceId: idColumn("service", "service_id").notNull(),
    /** Counts from 1 within its service. */
    number: integer("number").notNull(),
    state: text("state").$type<ReleaseState>().notNull(),
    cause: text("cause").$type<ReleaseCause>().notNull(),
    /** The release that a rollback goes back to. */
    rollsBackTo: integer("rolls_back_to"),
    requestedBy: jsonb("requested_by").$type<Actor>().notNull(),
    /** The newest piece of work on it. */
    operationId: idColumn("operation", "operation_id").notNull(),

    // What it runs, as it was when it was made.
    template: text("template").notNull(),
    parameters: jsonb("parameters").$type<Parameters>().notNull(),
    /** What is no secret of the app's environment. */
    environment: jsonb("environment").$type<Readonly<Record<string, string>>>().notNull().default({}),
    /** What is: which secret each variable's value is. */
    secrets: jsonb("secrets").$type<Readonly<Record<string, Id<"secretVariable">>>>().notNull().default({}),
    /** What was built or pulled for it, in place of the template's own. */
    image: text("image"),
    /** What the images that its compose file names meant when they were pulled: digests, by name. */
    images: jsonb("images").$type<Readonly<Record<string, string>>>().notNull().default({}),
    /** What was built: a commit's name, or an archive's digest. */
    revision: text("revision"),
    /** What its repository says of that commit. */
    commit: jsonb("commit").$type<{ subject: string; author: string; at: string }>(),

    /** Its project on the node. */
    stack: text("stack").notNull(),
    // Held from before it starts until the node has forgotten it.
    nodeId: idColumn("node", "node_id"),
    port: integer("port"),

    /** Can be rolled back to. */
    kept: boolean("kept").notNull(),
    failureCode: text("failure_code"),
    failureMessage: text("failure_message"),
    /** The last words of its containers. */
    failureDetail: text("failure_detail"),
    createdAt: instant("created_at").notNull(),
    startedAt: instant("started_at"),
    liveAt: instant("live_at"),
    endedAt: instant("ended_at"),
    /** Its containers are gone from the node. */
    stoppedAt: instant("stopped_at"),
  },
  (t) => [
    uniqueIndex("release_number").on(t.serviceId, t.number),
    uniqueIndex("release_port").on(t.nodeId, t.port),
    uniqueIndex("release_live").on(t.serviceId).where(sql`${t.state} = 'live'`),
    uniqueIndex("release_under_way").on(t.serviceId).where(sql`${t.state} in ('pending', 'starting', 'switching')`),
    index("release_operation").on(t.operationId),
    ...accountPolicies(t.accountId),
    chosenServicesPolicy(t.serviceId),
  ],
);
