import { index, pgTable, text } from "drizzle-orm/pg-core";
import { idColumn, instant, platformPolicy } from "../kernel/kernel.sql.ts";
import { account } from "./account.sql.ts";

/** What staff note on a customer. Not `account_id`: the rows are not the account's, and its people never see them. */
export const customerNote = pgTable(
  "customer_note",
  {
    id: idColumn("customerNote").primaryKey(),
    customerId: idColumn("account", "customer_id")
      .notNull()
      .references(() => account.id, { onDelete: "cascade" }),
    personId: idColumn("person", "person_id").notNull(),
    text: text("text").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("customer_note_customer").on(t.customerId, t.id), platformPolicy()],
);
