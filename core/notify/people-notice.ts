import * as Accounts from "../accounts/index.ts";
import * as Identity from "../identity/index.ts";
import type { MemberRole } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import type { Secret } from "../kernel/secret.ts";
import * as People from "../people/index.ts";
import { linkOf } from "./mail-words.ts";
import type { Message } from "./ports.ts";

export const peopleNotices = [
  "invitation.requested",
  "ownership_transfer.offered",
  "ownership_transfer.received",
  "ownership_transfer.given",
] as const;
export type PeopleNotice = (typeof peopleNotices)[number];

type Mail = Omit<Message, "id">;

/** The mail about who belongs to an account, as things are now. */
export async function peopleMail(
  tx: Tx,
  type: PeopleNotice,
  subject: string,
  publicUrl: string,
  token: Secret<string> | undefined,
): Promise<Mail | null> {
  if (type === "invitation.requested") {
    const found = token && (await People.invitationById(tx, subject as Id<"invitation">));
    if (!found) return null;
    const account = await Accounts.get(tx, found.accountId);
    const sender = await Identity.contactOf(tx, found.invitedBy);
    const link = linkOf(publicUrl, "invitation", { token });
    return {
      to: found.email,
      ...invited(unlinked(account.name), unlinked(sender?.name ?? "Somebody"), found.role, link),
    };
  }
  const transfer = await People.transferById(tx, subject as Id<"ownershipTransfer">);
  if (!transfer) return null;
  const [account, from, to] = [
    await Accounts.get(tx, transfer.accountId),
    await Identity.contactOf(tx, transfer.fromPersonId),
    await Identity.contactOf(tx, transfer.toPersonId),
  ];
  if (!from || !to) return null;
  switch (type) {
    case "ownership_transfer.offered":
      return { to: to.email, ...offered(to.name, from.name, account.name, `${publicUrl}/account`) };
    case "ownership_transfer.received":
      return { to: to.email, ...received(to.name, from.name, account.name) };
    case "ownership_transfer.given":
      return { to: from.email, ...given(from.name, to.name, account.name) };
  }
}

const asRole: Readonly<Record<MemberRole, string>> = {
  owner: "an owner",
  administrator: "an administrator",
  billing: "somebody who looks after its bills",
  technical: "somebody who looks after its websites",
  reader: "somebody who can look at everything and change nothing",
};

/** Goes to strangers: what somebody called themselves must not become a link in it. */
const unlinked = (name: string): string => name.replaceAll(/\p{Cc}/gu, " ").replaceAll(/[.:/\\@]+(?=\S)/g, " ");

const invited = (account: string, sender: string, role: MemberRole, link: string) => ({
  subject: `You are invited to ${account}`,
  text: `Hello,

${sender} invited you to the account “${account}” at Rookery, as ${asRole[role]}.

Accept within 7 days:

${link}

The link works once, for this address. If you did not expect it, do nothing: nothing happens without you.
`,
});

const offered = (name: string, from: string, account: string, page: string) => ({
  subject: `${from} wants to hand ${account} over to you`,
  text: `Hello ${name},

${from} wants to make you the owner of the account “${account}”. Nothing changes before you accept, within 7 days:

${page}

An owner can do everything in the account, closing it included. If you did not expect this, decline it there.
`,
});

const received = (name: string, from: string, account: string) => ({
  subject: `You own ${account} now`,
  text: `Hello ${name},

you accepted the account “${account}” from ${from}. You are its owner now, and ${from} is an administrator.
`,
});

const given = (name: string, to: string, account: string) => ({
  subject: `${to} owns ${account} now`,
  text: `Hello ${name},

${to} accepted the account “${account}” that you offered. You are an administrator of it now.

If you did not offer it, somebody used your sign-in: reply to this mail at once.
`,
});
