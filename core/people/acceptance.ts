import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import * as Identity from "../identity/index.ts";
import { memberRoles } from "../kernel/actor.ts";
import { enterAccount, type Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import { command, providerCommand, query } from "../kernel/operation.ts";
import { hashPassword } from "../kernel/password.ts";
import { Secret } from "../kernel/secret.ts";
import { invitation } from "./invitation.sql.ts";
import { type InvitationRow, invitationStates, stateOf } from "./invitation.ts";
import { customerOf } from "./own-accounts.ts";

const Token = z.string().max(100);

export const InvitationPreview = z
  .object({
    state: z.enum(invitationStates),
    email: z.string(),
    role: z.enum(memberRoles),
    /** Whether it is to some of the account's websites only. */
    limited: z.boolean(),
    accountName: z.string(),
    invitedBy: z.string().nullable(),
    /** Whether somebody signs in with that address: told to whoever reads its mail. */
    known: z.boolean(),
    expiresAt: z.date(),
  })
  .meta({ id: "InvitationPreview" });

/** What a link of a mail is about, for whoever holds it. */
export const preview = query({
  name: "invitation.preview",
  input: z.object({ token: Token }),
  allow: { anonymous: true },
  async run({ tx, ctx }, { token }): Promise<z.infer<typeof InvitationPreview>> {
    const row = await byToken(tx, token);
    const { email, role, serviceIds, expiresAt } = row;
    const account = await Accounts.get(tx, row.accountId);
    return {
      ...{ email, role, expiresAt, state: stateOf(row, ctx.now()), limited: serviceIds !== null },
      accountName: account.name,
      invitedBy: (await Identity.contactOf(tx, row.invitedBy))?.name ?? null,
      known: (await Identity.personByEmail(tx, email)) !== undefined,
    };
  },
});

/** By whoever is signed in with the address that was invited. They go on in the account that they join. */
export const accept = command({
  name: "invitation.accept",
  input: z.object({ token: Token }),
  allow: { person: true },
  async run({ tx, ctx }, { token }) {
    const { personId, sessionId } = customerOf(ctx.actor);
    const now = ctx.now();
    const who = await Identity.contactOf(tx, personId);
    // Of what is for somebody else nothing can be read.
    const row = await byToken(tx, token, elsewhere);
    if (row.email !== who?.email) throw elsewhere();
    await enterAccount(tx, row.accountId);
    await use(tx, row, personId, now);
    await Accounts.join(tx, { ...row, personId }, now);
    await Identity.confirmEmail(tx, personId, row.email, now);
    await Identity.moveSession(tx, sessionId, row.accountId);
    const { accountId, email, role } = row;
    return { value: {}, audit: { target: personId, accountId, after: { email, role } }, events: [] };
  },
});

/** By somebody who is new here. That the link reached them is what confirms their address. */
export const joinAsNewcomer = providerCommand({
  name: "invitation.join",
  input: z.object({ token: Token, name: Identity.PersonName, password: z.string().max(256) }),
  allow: { anonymous: true },
  async intend({ tx, ctx }, { token, name, password }) {
    const row = await byToken(tx, token);
    demandOpen(row, ctx.now());
    if (await Identity.personByEmail(tx, row.email)) throw signInFirst();
    const account = await Accounts.get(tx, row.accountId);
    const knows = [ctx.ports.addresses.publicUrl, row.email, name, account.name];
    Identity.demandGoodPassword(password, knows, "password");
    return { row, name, password: new Secret(password) };
  },
  /** Outside the transaction: the hash takes tens of milliseconds. */
  perform: (_ports, { password }) => hashPassword(password),
  async settle(scope, { row, name }, passwordHash) {
    const { tx, ctx } = scope;
    const now = ctx.now();
    const { accountId, email, role } = row;
    const who = await Identity.addPerson(tx, { email, name, passwordHash, emailVerifiedAt: now, createdAt: now });
    if (!who) throw signInFirst();
    await use(tx, row, who.id, now);
    await Accounts.join(tx, { ...row, personId: who.id }, now);
    const { begun, events } = await Identity.begin(scope, who);
    return { value: begun, audit: { target: who.id, accountId, after: { name, email, role } }, events };
  },
});

async function byToken(tx: Tx, token: string, otherwise: () => DomainError = linkVoid): Promise<InvitationRow> {
  const digest = Identity.digestOf(new Secret(token));
  const [row] = await tx.select().from(invitation).where(eq(invitation.tokenHash, digest));
  if (!row) throw otherwise();
  return row;
}

/** Once, however many try at the same moment; and only while whoever sent it may still invite to that. */
async function use(tx: Tx, row: InvitationRow, personId: Id<"person">, now: Date): Promise<void> {
  demandOpen(row, now);
  const sender = await Accounts.membershipOf(tx, row.accountId, row.invitedBy);
  if (!sender || !Accounts.mayManage(sender.role, row.role)) throw senderGone();
  const [used] = await tx
    .update(invitation)
    .set({ acceptedAt: now, acceptedBy: personId })
    .where(
      and(
        eq(invitation.id, row.id),
        eq(invitation.role, row.role),
        isNull(invitation.acceptedAt),
        isNull(invitation.withdrawnAt),
      ),
    )
    .returning({ id: invitation.id });
  if (!used) throw closed("invitation.changed", "This invitation was used, withdrawn or changed just now.");
}

function demandOpen(row: InvitationRow, now: Date): void {
  switch (stateOf(row, now)) {
    case "accepted":
      throw closed("invitation.accepted", "This invitation was accepted already. Sign in to go on.");
    case "withdrawn":
      throw closed("invitation.withdrawn", "This invitation was withdrawn. Ask whoever invited you.");
    case "expired":
      throw closed("invitation.expired", "This invitation is too old. Ask whoever invited you to send it again.");
    case "open":
      return;
  }
}

const closed = (code: string, message: string) => new DomainError("conflict", code, message);
const linkVoid = () =>
  new DomainError(
    "invalid",
    "identity.link_void",
    "This link opens nothing any more. If it was sent to you again, the newest mail has the link that works.",
  );
const elsewhere = () =>
  new DomainError(
    "conflict",
    "invitation.other_address",
    "This invitation was sent to another address than the one you are signed in with, or was sent again since.",
  );
const signInFirst = () =>
  closed("invitation.sign_in_first", "You have a sign-in with this address already: use it to accept.");
const senderGone = () =>
  closed(
    "invitation.sender_gone",
    "Whoever invited you may not do so any more. Ask an owner of the account to invite you.",
  );
