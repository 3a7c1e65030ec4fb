import { bigint, index, pgTable, text } from "drizzle-orm/pg-core";
import { accountPolicies, idColumn, instant, wholeAccountPolicy } from "../kernel/kernel.sql.ts";
import { sealed } from "../kernel/sealed-column.ts";
import type { ContactKind, Verification } from "./contact.state.ts";

/** Who holds domains, as registries are told. */
export const domainContact = pgTable(
  "domain_contact",
  {
    id: idColumn("domainContact").primaryKey(),
    accountId: idColumn("account", "account_id").notNull(),
    kind: text("kind").$type<ContactKind>().notNull(),
    firstName: text("first_name").notNull(),
    lastName: text("last_name").notNull(),
    organization: text("organization"),
    email: text("email").notNull(),
    /** Street, town, country and telephone, as JSON. */
    address: sealed("address").notNull(),
    /** What AutoDNS calls it; null until it is there. */
    handle: bigint("handle", { mode: "number" }),
    verification: text("verification").$type<Verification>().notNull(),
    /** Their names stop working then, unless they have answered the mail that asks for it. */
    verifyBy: instant("verify_by"),
    /** When that mail was sent last. */
    verificationMailedAt: instant("verification_mailed_at"),
    /** When the registrar is asked how it stands. */
    verificationLookAt: instant("verification_look_at"),
    /** The owners of the account were told of this end. */
    verificationToldFor: instant("verification_told_for"),
    createdAt: instant("created_at").notNull(),
    changedAt: instant("changed_at").notNull(),
  },
  (t) => [
    index("domain_contact_account").on(t.accountId, t.id),
    index("domain_contact_handle").on(t.handle),
    index("domain_contact_look").on(t.verificationLookAt),
    ...accountPolicies(t.accountId),
    wholeAccountPolicy(),
  ],
);
