import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { accountPolicies, chosenServicesPolicy, idColumn, instant } from "../kernel/kernel.sql.ts";
import type { Archive } from "./archive.ts";
import type { BuildState } from "./build.state.ts";

/** A commit, as the repository has it. */
export interface Revision {
  id: string;
  subject: string;
  author: string;
  at: string;
}

/** An image that is made of a service's source, for one release. */
export const build = pgTable(
  "build",
  {
    id: idColumn("build").primaryKey(),
    accountId: idColumn("account", "account_id").notNull(),
    serviceId: idColumn("service", "service_id").notNull(),
    releaseId: idColumn("release", "release_id").notNull().unique("build_release"),
    /** Of its release. */
    number: integer("number").notNull(),
    state: text("state").$type<BuildState>().notNull(),

    // What it is made of, as it was when it was asked for.
    url: text("url"),
    branch: text("branch"),
    /** In place of a repository. */
    archive: jsonb("archive").$type<Archive>(),
    folder: text("folder").notNull(),
    revision: jsonb("revision").$type<Revision>(),

    /** How far its log was read on the node. */
    cursor: text("cursor"),
    /** How often it was begun: a node that restarts ends its builds. */
    starts: integer("starts").notNull(),
    /** Which chunks of its log are kept: those before were dropped, so that no log grows without end. */
    logFirst: integer("log_first").notNull(),
    logNext: integer("log_next").notNull(),
    logBytes: integer("log_bytes").notNull(),

    image: text("image").notNull(),
    /** On its node, until no release needs it. */
    imageKept: boolean("image_kept").notNull(),
    failureCode: text("failure_code"),
    failureMessage: text("failure_message"),
    createdAt: instant("created_at").notNull(),
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
  },
  (t) => [
    index("build_service").on(t.serviceId, t.id),
    index("build_image").on(t.serviceId).where(sql`${t.imageKept}`),
    ...accountPolicies(t.accountId),
    chosenServicesPolicy(t.serviceId),
  ],
);

export interface LogLine {
  at: string;
  text: string;
}

/** What a build wrote, in pieces as they came from the node: readable when the node is gone. */
export const buildLog = pgTable(
  "build_log",
  {
    buildId: idColumn("build", "build_id")
      .notNull()
      .references(() => build.id, { onDelete: "cascade" }),
    chunk: integer("chunk").notNull(),
    accountId: idColumn("account", "account_id").notNull(),
    serviceId: idColumn("service", "service_id").notNull(),
    bytes: integer("bytes").notNull(),
    lines: jsonb("lines").$type<LogLine[]>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.buildId, t.chunk] }),
    ...accountPolicies(t.accountId),
    chosenServicesPolicy(t.serviceId),
  ],
);
