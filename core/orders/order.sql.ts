import { sql } from "drizzle-orm";
import { bigint, char, check, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { CardConsent } from "../billing/index.ts";
import type { Interval } from "../catalog/catalog.state.ts";
import type { SoldExtra } from "../catalog/index.ts";
import type { App } from "../hosting/index.ts";
import type { Id } from "../kernel/id.ts";
import { accountPolicies, chosenServicesPolicy, idColumn, instant } from "../kernel/kernel.sql.ts";
import type { Money } from "../kernel/money.ts";
import type { OrderedSource } from "../sources/index.ts";
import type { OrderState } from "./order.state.ts";
import type { PlanChange } from "./plan-change.state.ts";

export const order = pgTable(
  "order",
  {
    id: idColumn("order").primaryKey(),
    /** The number that customers and staff say aloud. */
    number: integer("number").generatedAlwaysAsIdentity({ startWith: 10_001 }).notNull(),
    accountId: idColumn("account", "account_id").notNull(),
    placedBy: idColumn("person", "placed_by").notNull(),
    state: text("state").$type<OrderState>().notNull(),
    /** Its website. Empty, as all of its terms are, where names alone are ordered. */
    siteName: text("site_name"),
    /** What the site is to run. */
    app: jsonb("app").$type<App>(),
    /** Where its code comes from, of what is built. */
    source: jsonb("source").$type<OrderedSource>(),
    planId: idColumn("plan", "plan_id"),
    planName: text("plan_name"),
    /** What was sold, whatever has been published since. */
    planVersionId: idColumn("planVersion", "plan_version_id"),
    /** On top of the plan. */
    extras: jsonb("extras").$type<SoldExtra[]>().notNull().default([]),
    interval: text("interval").$type<Interval>(),
    /** Of an order that changes the plan of a website that runs: what it was sold before, and what follows. */
    change: jsonb("change").$type<PlanChange>(),
    /** All that is paid with it: the first interval and what setting up costs. */
    priceMinor: bigint("price_minor", { mode: "number" }).notNull(),
    priceCurrency: char("price_currency", { length: 3 }).$type<Money["currency"]>().notNull(),
    /** Counts checkouts, because the provider forgets none: each needs a key of its own. */
    checkoutAttempt: integer("checkout_attempt").notNull(),
    checkoutId: text("checkout_id"),
    /** Whoever pays there agreed to have their card kept, and to what. */
    cardConsent: jsonb("card_consent").$type<CardConsent>(),
    /** Counts charges of a kept card. */
    chargeAttempt: integer("charge_attempt").notNull().default(0),
    /** When a kept card is charged for it; null: it is paid by hand. */
    nextChargeAt: instant("next_charge_at"),
    /** A charge was begun whose end is not recorded: nobody else may take money for it. */
    chargeBegunAt: instant("charge_begun_at"),
    paymentId: text("payment_id"),
    refundId: text("refund_id"),
    serviceId: idColumn("service", "service_id"),
    failureCode: text("failure_code"),
    failureMessage: text("failure_message"),
    createdAt: instant("created_at").notNull(),
    /** Cancelled then, unless it is paid; else a day after it was placed. */
    payUntil: instant("pay_until"),
    paidAt: instant("paid_at"),
    fulfilledAt: instant("fulfilled_at"),
    /** Refunded then, unless it has been fulfilled. */
    refundDueAt: instant("refund_due_at"),
    refundedAt: instant("refunded_at"),
    cancelledAt: instant("cancelled_at"),
  },
  (t) => [
    uniqueIndex("order_number").on(t.number),
    uniqueIndex("order_checkout").on(t.checkoutId),
    index("order_account").on(t.accountId, t.id),
    index("order_pending").on(t.createdAt).where(sql`${t.state} = 'pending'`),
    index("order_charge_due").on(t.nextChargeAt).where(sql`${t.state} = 'pending' and ${t.nextChargeAt} is not null`),
    index("order_refund_due").on(t.refundDueAt).where(sql`${t.state} = 'paid'`),
    check(
      "order_website_whole",
      sql`num_nulls(${t.siteName}, ${t.app}, ${t.planId}, ${t.planName}, ${t.planVersionId}, ${t.interval}) in (0, 6)`,
    ),
    ...accountPolicies(t.accountId),
    chosenServicesPolicy(t.serviceId),
  ],
);

/** Each extra of each order, joined laterally. */
export const orderedExtras = sql`jsonb_array_elements(${order.extras}) as ordered_extra`;
export const orderedExtraVersion = sql<Id<"planVersion">>`ordered_extra.value ->> 'versionId'`;
