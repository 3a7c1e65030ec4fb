import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgPolicy,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Actor } from "../actor.ts";
import type { ReasonFacts } from "../errors.ts";
import { accountPolicies, chosenServicesPolicy, idColumn, instant, tenantRole } from "../kernel.sql.ts";
import type { LongOperationState, StepState } from "./long-operation.state.ts";

/** Work that outlives a request. The row is the truth; queue messages only say that it may be time to look. */
export const operation = pgTable(
  "operation",
  {
    id: idColumn("operation").primaryKey(),
    /** Null: the platform's own work, such as checking a node. */
    accountId: idColumn("account", "account_id"),
    kind: text("kind").notNull(),
    title: text("title").notNull(),
    subject: text("subject").notNull(),
    requestedBy: jsonb("requested_by").$type<Actor>().notNull(),
    state: text("state").$type<LongOperationState>().notNull(),
    /** Position of the step that is to run, or to be undone, next. */
    position: integer("position").notNull(),
    attempt: integer("attempt").notNull(),
    undoing: boolean("undoing").notNull(),
    nextAt: instant("next_at").notNull(),
    giveUpAt: instant("give_up_at").notNull(),
    cancelRequestedAt: instant("cancel_requested_at"),
    leaseUntil: instant("lease_until"),
    leaseToken: text("lease_token"),
    waitingCode: text("waiting_code"),
    waitingMessage: text("waiting_message"),
    waitingAbout: jsonb("waiting_about").$type<ReasonFacts>(),
    failureCode: text("failure_code"),
    failureMessage: text("failure_message"),
    failureAbout: jsonb("failure_about").$type<ReasonFacts>(),
    createdAt: instant("created_at").notNull(),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
  },
  (t) => [
    uniqueIndex("operation_unfinished").on(t.subject).where(sql`${t.finishedAt} is null`),
    index("operation_account").on(t.accountId, t.id),
    index("operation_subject").on(t.subject, t.id),
    index("operation_next").on(t.nextAt).where(sql`${t.finishedAt} is null`),
    ...accountPolicies(t.accountId),
    chosenServicesPolicy(t.subject),
  ],
);

/** Who sees chosen services alone sees of operations those on them. */
const ofSeenOperation = (operationId: AnyPgColumn) =>
  pgPolicy("chosen_services", {
    as: "restrictive",
    for: "all",
    to: tenantRole,
    using: sql`coalesce(current_setting('app.service_ids', true), '') = '' or exists (select from "operation" where "operation"."id" = ${operationId})`,
  });

export const operationStep = pgTable(
  "operation_step",
  {
    operationId: idColumn("operation", "operation_id")
      .notNull()
      .references(() => operation.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    accountId: idColumn("account", "account_id"),
    name: text("name").notNull(),
    title: text("title").notNull(),
    state: text("state").$type<StepState>().notNull(),
    attempt: integer("attempt").notNull(),
    message: text("message"),
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.operationId, t.position] }),
    ...accountPolicies(t.accountId),
    ofSeenOperation(t.operationId),
  ],
);

export const logStreams = ["info", "out", "err"] as const;
export type LogStream = (typeof logStreams)[number];

export const operationLog = pgTable(
  "operation_log",
  {
    seq: bigint("seq", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    operationId: idColumn("operation", "operation_id")
      .notNull()
      .references(() => operation.id, { onDelete: "cascade" }),
    accountId: idColumn("account", "account_id"),
    step: text("step").notNull(),
    stream: text("stream").$type<LogStream>().notNull(),
    text: text("text").notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    index("operation_log_operation").on(t.operationId, t.seq),
    ...accountPolicies(t.accountId),
    ofSeenOperation(t.operationId),
  ],
);
