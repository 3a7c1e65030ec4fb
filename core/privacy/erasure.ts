import { and, eq, inArray, isNotNull, isNull, like, lte, notExists, or } from "drizzle-orm";
import { z } from "zod";
import { account, membership } from "../accounts/account.sql.ts";
import { person } from "../identity/person.sql.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { auditPersonal } from "../kernel/kernel.sql.ts";
import { command, query } from "../kernel/operation.ts";
import { order } from "../orders/order.sql.ts";
import { service } from "../services/service.sql.ts";
import { demandNothingOpen, stateOf } from "./closing.ts";
import { deleteRows, goneWith, ofAccount, ofPerson } from "./erased-rows.sql.ts";

const batch = 50;
/** Between an account and those of its people who belong nowhere else: its owners are told while they can be. */
const toTellMs = 24 * 3_600_000;
/** In place of the names that were. */
export const erasedName = "Erased";

/** Whose time has come. */
export const due = query({
  name: "erasure.due",
  input: z.object({}),
  allow: { system: true },
  async run({ tx, ctx }) {
    const accounts = await tx
      .select({ id: account.id })
      .from(account)
      .where(and(lte(account.erasureDueAt, ctx.now()), isNull(account.erasedAt)))
      .orderBy(account.erasureDueAt)
      .limit(batch);
    const people = await tx
      .select({ id: person.id })
      .from(person)
      .where(and(lte(person.erasureDueAt, ctx.now()), isNull(person.erasedAt)))
      .orderBy(person.erasureDueAt)
      .limit(batch);
    return { accounts: accounts.map(({ id }) => id), people: people.map(({ id }) => id) };
  },
});

/**
 * Destroys the keys of what was sealed for an account and blanks the rest. Orders keep what tax law wants of them, and rows
 * of the audit log their ids. Its people who belong nowhere else are due next.
 */
export const eraseAccount = command({
  name: "account.erase",
  input: z.object({ accountId: Id("account") }),
  allow: { system: true },
  async run({ tx, ctx }, { accountId }) {
    const now = ctx.now();
    const [found] = await tx.select().from(account).where(eq(account.id, accountId)).for("update");
    if (!found || found.erasedAt !== null || found.erasureDueAt === null || found.erasureDueAt > now) throw notDue();
    demandNothingOpen(await stateOf(tx, accountId));

    await ctx.ports.keys.erase(tx, { kind: "account", id: accountId });
    const members = await tx.select().from(membership).where(eq(membership.accountId, accountId));
    for (const table of goneWith(ofAccount)) await deleteRows(tx, table, "account_id", accountId);
    await deleteRows(tx, "customer_note", "customer_id", accountId);
    await tx
      .update(order)
      .set({ siteName: erasedName.toLowerCase() })
      .where(and(eq(order.accountId, accountId), isNotNull(order.siteName)));
    await tx.update(service).set({ name: erasedName.toLowerCase() }).where(eq(service.accountId, accountId));
    await tx.update(account).set({ name: erasedName, contact: null, erasedAt: now }).where(eq(account.id, accountId));

    const people = members.map(({ personId }) => personId);
    const elsewhere = tx.select({ id: membership.id }).from(membership).where(eq(membership.personId, person.id));
    const alone = await tx
      .update(person)
      .set({ erasureDueAt: new Date(now.getTime() + toTellMs) })
      .where(and(inArray(person.id, people), isNull(person.staffRole), notExists(elsewhere)))
      .returning({ id: person.id });
    return {
      value: null,
      audit: { target: accountId, accountId, after: { people: people.length, peopleErased: alone.length } },
      events: members
        .filter(({ role }) => role === "owner")
        .map(({ personId }) => ({ type: "account.erased", subject: personId })),
    };
  },
});

/** Nothing that says who somebody was is left, and nothing opens the door. */
export const erasePerson = command({
  name: "person.erase",
  input: z.object({ personId: Id("person") }),
  allow: { system: true },
  async run({ tx, ctx }, { personId }) {
    const now = ctx.now();
    const [who] = await tx.select().from(person).where(eq(person.id, personId)).for("update");
    if (!who || who.erasedAt !== null || who.erasureDueAt === null || who.erasureDueAt > now) throw notDue();
    // Invited, or appointed, in the meantime.
    if (who.staffRole !== null || (await tx.$count(membership, eq(membership.personId, personId))) > 0) {
      await tx.update(person).set({ erasureDueAt: null }).where(eq(person.id, personId));
      return { value: null, audit: { target: personId, after: { kept: true } }, events: [] };
    }
    await ctx.ports.keys.erase(tx, { kind: "person", id: personId });
    await forgetAddresses(tx, personId, who.email);
    for (const table of goneWith(ofPerson)) await deleteRows(tx, table, "person_id", personId);
    for (const table of ["password_reset", "registration", "invitation", "sso_sign_in"]) {
      await deleteRows(tx, table, "email", who.email);
    }
    await tx
      .update(person)
      .set({
        ...{ email: `${personId.toLowerCase()}@erased.invalid`, name: erasedName, passwordHash: null },
        ...{ emailVerifiedAt: null, passwordResetAt: null, deactivatedAt: now, erasedAt: now },
      })
      .where(eq(person.id, personId));
    return { value: null, audit: { target: personId, after: {} }, events: [] };
  },
});

/** The addresses that they had, wherever the log has them: also where they were invited as nobody who was known yet. */
async function forgetAddresses(tx: Tx, personId: Id<"person">, email: string): Promise<void> {
  const theirs = tx
    .select({ value: auditPersonal.value })
    .from(auditPersonal)
    .where(and(eq(auditPersonal.personId, personId), like(auditPersonal.value, "%@%")));
  await tx.delete(auditPersonal).where(or(eq(auditPersonal.value, email), inArray(auditPersonal.value, theirs)));
}

const notDue = () => new DomainError("conflict", "erasure.not_due", "This is not due to be erased.");
