import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import { shownHost } from "../hosting/index.ts";
import * as Identity from "../identity/index.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { type Ctx, providerCommand, query } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import { domainContact } from "./contact.sql.ts";
import { type ContactRow, findContact, shownContact } from "./contact.ts";
import { domain } from "./domain.sql.ts";
import { mayManage } from "./domain.state.ts";
import type { AskedVerification } from "./ports.ts";

const batch = 10;
const lookAgainMs = 6 * 3_600_000;

/** The registrar is asked soon how a holder's address stands: something happened to a name of theirs. */
export const lookAtHolder = (tx: Tx, contactId: Id<"domainContact"> | null, now: Date) =>
  contactId === null
    ? Promise.resolve()
    : tx.update(domainContact).set({ verificationLookAt: now }).where(eq(domainContact.id, contactId));

/** As our row says it. What is open is asked after until it is not. */
const asked = ({ verification, verifyBy, mailedAt }: AskedVerification, now: Date): Partial<ContactRow> => ({
  ...{ verification, verifyBy: verification === "pending" ? verifyBy : null, verificationMailedAt: mailedAt },
  verificationLookAt: verification === "pending" ? new Date(now.getTime() + lookAgainMs) : null,
});

/** What was said of them when they were written down stays; what was open is not any more. */
const unasked = ({ verification }: Pick<ContactRow, "verification">): AskedVerification => ({
  ...{ verification: verification === "pending" ? "none" : verification, verifyBy: null, mailedAt: null },
});

const toLookAt = query({
  name: "domain_contact.to_look_at",
  input: z.object({}),
  allow: { system: true },
  async run({ tx, ctx }) {
    const rows = await tx
      .select({ id: domainContact.id })
      .from(domainContact)
      .where(lte(domainContact.verificationLookAt, ctx.now()))
      .orderBy(asc(domainContact.verificationLookAt))
      .limit(batch);
    return rows.map(({ id }) => id);
  },
});

/** Reads whether a holder has shown that they can be reached. The owners of the account are told once of each end. */
export const lookAtContact = providerCommand({
  name: "domain_contact.look",
  input: z.object({ contactId: Id("domainContact") }),
  allow: { system: true },
  intend: ({ tx }, { contactId }) => findContact(tx, contactId),
  perform: async ({ registrar }, row) =>
    (row.handle === null ? undefined : await registrar.verificationOf(row.handle)) ?? unasked(row),
  async settle({ tx, ctx }, { id }, found) {
    const [before] = await tx.select().from(domainContact).where(eq(domainContact.id, id)).for("update");
    if (!before) return { value: null, audit: "unchanged", events: [] };
    const change = asked(found, ctx.now());
    const verifyBy = change.verifyBy ?? null;
    const isNews = verifyBy !== null && before.verificationToldFor?.getTime() !== verifyBy.getTime();
    await tx
      .update(domainContact)
      .set({ ...change, ...(isNews && { verificationToldFor: verifyBy }) })
      .where(eq(domainContact.id, id));
    if (before.verification === found.verification && !isNews) return { value: null, audit: "unchanged", events: [] };
    return {
      value: null,
      audit: { target: id, accountId: before.accountId, after: { state: found.verification } },
      events: isNews ? [{ type: "domain_contact.to_verify", subject: id }] : [],
    };
  },
});

/** Returns at how many contacts it looked. */
export async function lookAtContacts(ctx: Ctx): Promise<number> {
  const due = await toLookAt(ctx, {});
  for (const contactId of due) await lookAtContact(ctx, { contactId });
  return due.length;
}

/** Has the registrar send the mail again that the holder has to answer. */
export const resendVerification = providerCommand({
  name: "domain_contact.resend_verification",
  input: z.object({ contactId: Id("domainContact") }),
  allow: mayManage,
  async intend({ tx }, { contactId }) {
    const { id, handle, verification } = await findContact(tx, contactId);
    if (handle === null || verification !== "pending") throw nothingAsked();
    return { id, handle, verification };
  },
  async perform({ registrar }, { handle, ...row }) {
    await registrar.resendVerification(handle);
    return (await registrar.verificationOf(handle)) ?? unasked(row);
  },
  async settle(scope, { id }, found) {
    const { tx, ctx } = scope;
    const change = asked(found, ctx.now());
    const after = only(await tx.update(domainContact).set(change).where(eq(domainContact.id, id)).returning());
    const audit = { target: id, accountId: after.accountId };
    return { value: await shownContact(scope, after), audit, events: [] };
  },
});

const nothingAsked = () =>
  new DomainError("conflict", "contact.nothing_to_verify", "No mail waits for this holder’s answer.");

/** What a mail tells of a holder who has to answer, to the owners of the account; undefined when nobody has to. */
export async function toVerify(tx: Tx, contactId: Id<"domainContact">) {
  const [row] = await tx.select().from(domainContact).where(eq(domainContact.id, contactId));
  if (row?.verification !== "pending" || row.verifyBy === null) return undefined;
  const held = and(eq(domain.ownerContactId, contactId), isNull(domain.endedAt));
  const names = await tx.select({ id: domain.id, name: domain.name }).from(domain).where(held).orderBy(asc(domain.id));
  const [first] = names;
  const ids = await Accounts.ownersOf(tx, row.accountId);
  const owners = await Promise.all(ids.map((id) => Identity.contactOf(tx, id)));
  const to = owners.flatMap((owner) => owner?.email ?? []).join(", ");
  if (!first || to === "") return undefined;
  const { email, verifyBy } = row;
  return { to, email, verifyBy, domainId: first.id, names: names.map(({ name }) => shownHost(name)) };
}
