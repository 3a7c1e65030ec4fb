import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { accountPolicies, idColumn, instant, platformPolicy } from "../kernel/kernel.sql.ts";
import { sealed } from "../kernel/sealed-column.ts";
import type { CertificateMethod, CertificateState } from "./certificate.state.ts";
import type { PreFlightFinding } from "./pre-flight/finding.state.ts";

/** What the platform is known as at an authority. */
export const acmeAccount = pgTable(
  "acme_account",
  {
    /** The address of the authority's directory. */
    directory: text("directory").primaryKey(),
    privateKey: sealed("private_key").notNull(),
    /** Null until the authority has been told. */
    url: text("url"),
    createdAt: instant("created_at").notNull(),
  },
  () => [platformPolicy()],
);

/** The certificate of some names: the one that is served, while its successor is on its way. */
export const certificate = pgTable(
  "certificate",
  {
    id: idColumn("certificate").primaryKey(),
    accountId: idColumn("account", "account_id").notNull(),
    /** As DNS has them, in order; `*.` in front of a wildcard's. */
    names: text("names").array().notNull(),
    method: text("method").$type<CertificateMethod>().notNull(),
    state: text("state").$type<CertificateState>().notNull(),
    /** It and those it is signed by, as PEM; null until there is one. */
    chain: text("chain"),
    privateKey: sealed("private_key"),
    /** The directory of who issued it. */
    directory: text("directory"),
    notBefore: instant("not_before"),
    notAfter: instant("not_after"),
    /** When its successor is ordered; null where nothing is to be done by itself. */
    renewAt: instant("renew_at"),
    /** When its authority is asked whether that is still right; null where it has nothing to say. */
    askAt: instant("ask_at"),
    /** What is to be signed of one that somebody brings, as PEM: its key was made here. */
    request: text("request"),
    /** At how many days before its end, of what somebody brought, they were last told of it. */
    remindedDays: integer("reminded_days"),
    /** In a row, since the last one that worked. */
    failures: integer("failures").notNull(),
    failureCode: text("failure_code"),
    failureMessage: text("failure_message"),
    failedAt: instant("failed_at"),
    /** What keeps it from being ordered: it waits until that is gone. */
    finding: jsonb("finding").$type<PreFlightFinding>(),
    /** When somebody last had it looked at, order or not, and what was wrong then; null: nothing. */
    checkedAt: instant("checked_at"),
    checked: jsonb("checked").$type<PreFlightFinding>(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("certificate_names").on(t.accountId, t.names).where(sql`${t.method} <> 'manual'`),
    index("certificate_by_name").using("gin", t.names),
    index("certificate_asking").on(t.askAt).where(sql`${t.askAt} is not null`),
    index("certificate_ending").on(t.notAfter).where(sql`${t.method} = 'manual'`),
    index("certificate_renewal").on(t.renewAt).where(sql`${t.renewAt} is not null`),
    ...accountPolicies(t.accountId),
  ],
);

/** What authorities were asked for lately, as they count it, whoever asks. */
export const certificateTry = pgTable(
  "certificate_try",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    /** Of the names together, as all that stands here: whose they are is nobody's business. */
    digest: text("digest").notNull(),
    /** Of each of them, where a look at them found nothing. */
    hosts: text("hosts").array().notNull(),
    /** Of the registered names of which it is a new certificate. */
    domains: text("domains").array().notNull(),
    /** Who was asked. */
    directory: text("directory").notNull(),
    outcome: text("outcome").$type<"issued" | "refused">().notNull(),
    at: instant("at").notNull(),
  },
  (t) => [
    index("certificate_try_digest").on(t.digest, t.at),
    index("certificate_try_at").on(t.at),
    index("certificate_try_hosts").using("gin", t.hosts),
    index("certificate_try_domains").using("gin", t.domains),
    platformPolicy(),
  ],
);

/** The order under way at an authority, by which a certificate gets its first key or the next. */
export const certificateOrder = pgTable(
  "certificate_order",
  {
    certificateId: idColumn("certificate", "certificate_id")
      .primaryKey()
      .references(() => certificate.id, { onDelete: "cascade" }),
    accountId: idColumn("account", "account_id").notNull(),
    directory: text("directory").notNull(),
    /** Where the authority keeps it; null until it has answered. */
    url: text("url"),
    /** Of the certificate that is ordered, and of no other. */
    privateKey: sealed("private_key").notNull(),
    createdAt: instant("created_at").notNull(),
    /** From then on the certificate is there; the order goes when what follows is done too. */
    endedAt: instant("ended_at"),
  },
  (t) => accountPolicies(t.accountId),
);
