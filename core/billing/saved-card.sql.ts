import { sql } from "drizzle-orm";
import { char, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { accountPolicies, idColumn, instant, wholeAccountPolicy } from "../kernel/kernel.sql.ts";
import { sealed } from "../kernel/sealed-column.ts";

/** A card that the payment provider keeps for an account, because somebody of it agreed to that. */
export const savedCard = pgTable(
  "saved_card",
  {
    id: idColumn("savedCard").primaryKey(),
    accountId: idColumn("account", "account_id").notNull(),
    /** What the provider charges. */
    method: sealed("method").notNull(),
    brand: text("brand").notNull(),
    last4: char("last4", { length: 4 }).notNull(),
    expMonth: integer("exp_month").notNull(),
    expYear: integer("exp_year").notNull(),
    /** What was agreed to, word for word. */
    consent: text("consent").notNull(),
    consentBy: idColumn("person", "consent_by").notNull(),
    consentAt: instant("consent_at").notNull(),
    savedAt: instant("saved_at").notNull(),
    /** Charged no more from then on; gone when the provider has forgotten it. */
    removedAt: instant("removed_at"),
  },
  (t) => [
    uniqueIndex("saved_card_account").on(t.accountId).where(sql`${t.removedAt} is null`),
    index("saved_card_removed").on(t.removedAt).where(sql`${t.removedAt} is not null`),
    ...accountPolicies(t.accountId),
    wholeAccountPolicy(),
  ],
);
