import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { Actor } from "../kernel/actor.ts";
import { accountPolicies, chosenServicesPolicy, idColumn, instant } from "../kernel/kernel.sql.ts";
import type { RunReason } from "./job.state.ts";

/** A command that a service's node runs by the clock, in the release that is live then. */
export const cronJob = pgTable(
  "cron_job",
  {
    id: idColumn("cronJob").primaryKey(),
    accountId: idColumn("account", "account_id").notNull(),
    serviceId: idColumn("service", "service_id").notNull(),
    name: text("name").notNull(),
    /** Five fields, as crontab(5) has them. */
    schedule: text("schedule").notNull(),
    timeZone: text("time_zone").notNull(),
    command: text("command").notNull(),
    /** Which part of a compose file it runs beside; without it the one that visitors reach. */
    part: text("part"),
    /** Then it is ended. */
    seconds: integer("seconds").notNull(),
    paused: boolean("paused").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    index("cron_job_service").on(t.serviceId),
    ...accountPolicies(t.accountId),
    chosenServicesPolicy(t.serviceId),
  ],
);

/** What a service's node is to have been told of its cron jobs. */
export const cronSheet = pgTable(
  "cron_sheet",
  {
    serviceId: idColumn("service", "service_id").primaryKey(),
    accountId: idColumn("account", "account_id").notNull(),
    /** Goes up with every change of a job. */
    wanted: integer("wanted").notNull(),
    /** What the node has. */
    applied: integer("applied").notNull(),
  },
  (t) => [
    index("cron_sheet_behind").on(t.serviceId).where(sql`${t.applied} < ${t.wanted}`),
    ...accountPolicies(t.accountId),
    chosenServicesPolicy(t.serviceId),
  ],
);

/** One run of a command: of a cron job, or of what somebody typed. What it wrote is on the node. */
export const serviceRun = pgTable(
  "service_run",
  {
    id: idColumn("run").primaryKey(),
    accountId: idColumn("account", "account_id").notNull(),
    serviceId: idColumn("service", "service_id").notNull(),
    /** Without one it is a command on its own. */
    jobId: idColumn("cronJob", "job_id"),
    /** What its node calls it. */
    label: text("label").notNull(),
    command: text("command").notNull(),
    part: text("part"),
    seconds: integer("seconds").notNull(),
    /** Nobody: the clock. */
    requestedBy: jsonb("requested_by").$type<Actor>(),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at"),
    exitCode: integer("exit_code"),
    reason: text("reason").$type<RunReason>(),
    /** How many runs of its job have failed in a row, this one included. */
    failures: integer("failures").notNull(),
  },
  (t) => [
    uniqueIndex("service_run_label").on(t.serviceId, t.label),
    // One command at a time.
    uniqueIndex("service_run_command").on(t.serviceId).where(sql`${t.endedAt} is null and ${t.jobId} is null`),
    index("service_run_job").on(t.jobId, t.startedAt),
    index("service_run_started").on(t.serviceId, t.startedAt),
    ...accountPolicies(t.accountId),
    chosenServicesPolicy(t.serviceId),
  ],
);
