import { sql } from "drizzle-orm";
import { bigint, char, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { Id } from "../kernel/id.ts";
import { accountPolicies, idColumn, instant, wholeAccountPolicy } from "../kernel/kernel.sql.ts";
import type { Money } from "../kernel/money.ts";
import { sealed } from "../kernel/sealed-column.ts";
import type { JobKind, JobState, RefundState } from "./job.state.ts";

/** One thing that AutoDNS is asked to do. Its id goes with every call and comes back with what the call sets off. */
export const registrarJob = pgTable(
  "registrar_job",
  {
    id: idColumn("registrarJob").primaryKey(),
    accountId: idColumn("account", "account_id").notNull(),
    domainId: idColumn("domain", "domain_id").notNull(),
    kind: text("kind").$type<JobKind>().notNull(),
    state: text("state").$type<JobState>().notNull(),
    /** What is asked for, of the fields that differ by kind. */
    request: jsonb("request").$type<JobRequest>().notNull(),
    /** What lets a name be transferred to us. */
    authCode: sealed("auth_code"),
    /** Theirs. */
    providerJobId: bigint("provider_job_id", { mode: "number" }),
    orderId: idColumn("order", "order_id"),
    priceMinor: bigint("price_minor", { mode: "number" }),
    priceCurrency: char("price_currency", { length: 3 }).$type<Money["currency"]>(),
    /** Of this part of its order alone. */
    refundId: text("refund_id"),
    refundState: text("refund_state").$type<RefundState>(),
    /** What the registrar said last while it is at work: a transfer takes days. */
    notice: text("notice"),
    attempt: integer("attempt").notNull(),
    nextAt: instant("next_at"),
    failureCode: text("failure_code"),
    failureMessage: text("failure_message"),
    createdAt: instant("created_at").notNull(),
    sentAt: instant("sent_at"),
    endedAt: instant("ended_at"),
  },
  (t) => [
    // The registrar does one thing at a time with a name; what is not paid yet holds nothing up.
    uniqueIndex("registrar_job_in_hand").on(t.domainId).where(sql`${t.state} in ('sent', 'accepted')`),
    uniqueIndex("registrar_job_of_kind").on(t.domainId, t.kind).where(sql`${t.endedAt} is null`),
    index("registrar_job_domain").on(t.domainId, t.id),
    index("registrar_job_order").on(t.orderId),
    index("registrar_job_provider").on(t.providerJobId),
    index("registrar_job_next").on(t.nextAt).where(sql`${t.endedAt} is null`),
    ...accountPolicies(t.accountId),
    wholeAccountPolicy(),
  ],
);

/** What is asked for, of the kinds that need more than the name and its holder. */
export interface JobRequest {
  years?: number;
  /** Of a premium name, as it was asked for when it was ordered. */
  premiumCost?: number | undefined;
  /** Until when the name was paid when this was sent: what was renewed already is not renewed again. */
  paidUntil?: string | undefined;
  nameServers?: readonly string[];
  /** Whose the name is to be. */
  contactId?: Id<"domainContact">;
  /** Of those who held it, and whom nothing of it is to name any more. */
  formerHandles?: readonly number[];
  /** To be locked, to be kept out of sight, or to be signed. */
  on?: boolean;
}
