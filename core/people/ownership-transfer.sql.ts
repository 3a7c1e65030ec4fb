import { sql } from "drizzle-orm";
import { index, pgPolicy, pgTable, uniqueIndex } from "drizzle-orm/pg-core";
import { account } from "../accounts/account.sql.ts";
import { accountPolicies, idColumn, instant, tenantRole } from "../kernel/kernel.sql.ts";

/** An account that its owner offers to another member. */
export const ownershipTransfer = pgTable(
  "ownership_transfer",
  {
    id: idColumn("ownershipTransfer").primaryKey(),
    accountId: idColumn("account", "account_id")
      .notNull()
      .references(() => account.id, { onDelete: "cascade" }),
    fromPersonId: idColumn("person", "from_person_id").notNull(),
    toPersonId: idColumn("person", "to_person_id").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
    /** Declined by the one, or taken back by the other. */
    withdrawnAt: instant("withdrawn_at"),
  },
  (t) => [
    uniqueIndex("ownership_transfer_open")
      .on(t.accountId)
      .where(sql`${t.acceptedAt} is null and ${t.withdrawnAt} is null`),
    index("ownership_transfer_expires").on(t.expiresAt),
    ...accountPolicies(t.accountId),
    pgPolicy("offered", {
      for: "select",
      to: tenantRole,
      using: sql`${t.toPersonId} = current_setting('app.person_id', true)`,
    }),
  ],
);
