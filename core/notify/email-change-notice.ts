import * as Identity from "../identity/index.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import type { Secret } from "../kernel/secret.ts";
import { asOf, linkOf } from "./mail-words.ts";
import type { Message } from "./ports.ts";

export const emailChangeNotices = [
  "email_change.proof_requested",
  "email_change.approval_requested",
  "email_change.made",
  "email_change.left",
  "email_change.collided",
] as const;
export type EmailChangeNotice = (typeof emailChangeNotices)[number];

export const isEmailChangeNotice = (type: string): type is EmailChangeNotice =>
  (emailChangeNotices as readonly string[]).includes(type);

type Found = NonNullable<Awaited<ReturnType<typeof Identity.emailChangeAndPeople>>>;

/** The mails about a change of address: to the new one, to the old one, and what came of it. */
export async function emailChangeMail(
  tx: Tx,
  type: EmailChangeNotice,
  id: Id<"emailChange">,
  publicUrl: string,
  token: Secret<string> | undefined,
  now: Date,
): Promise<Omit<Message, "id"> | null> {
  const found = await Identity.emailChangeAndPeople(tx, id, now);
  if (!found) return null;
  const { newEmail, oldEmail } = found;
  const link = (page: string) => token && linkOf(publicUrl, page, { token, email: newEmail });
  if (type === "email_change.proof_requested") {
    const to = link("confirm-email");
    if (to) return { to: newEmail, ...proof(found, to) };
    return found.known ? { to: newEmail, ...wanted(found) } : null;
  }
  if (type === "email_change.approval_requested") {
    const to = link("approve-email");
    return to ? { to: oldEmail, ...approval(found, to) } : null;
  }
  if (type === "email_change.collided") return { to: newEmail, ...wanted(found) };
  return type === "email_change.made"
    ? { to: newEmail, ...made(found, publicUrl) }
    : { to: oldEmail, ...left(found, publicUrl) };
}

const proof = (found: Found, link: string) => ({
  subject: "Confirm your new email address",
  text: `Hello,

somebody wants to sign in to Rookery with this address from now on. If that is you, confirm it within 24 hours:

${link}

The change is made when your present address has agreed as well. If it is not you, ignore this mail: nothing happens.

${asOf(found)}
`,
});

const approval = (found: Found, link: string) => ({
  subject: "Your email address is to be changed",
  text: `Hello ${found.name},

somebody who is signed in to your account and knows your password wants to change its address to ${found.newEmail}.

Agree, or say that it was not you, within 24 hours:

${link}

Without your answer nothing changes.

${asOf(found)}
`,
});

const wanted = (found: Found) => ({
  subject: "Somebody wanted to use your email address",
  text: `Hello,

somebody wanted to change the address of their account to this one, with which you sign in already. Nothing has changed, and
they were not told that you are here.

If that was you: sign in with this address, or choose another one for the other account.

${asOf(found)}
`,
});

const made = ({ name, oldEmail }: Found, publicUrl: string) => ({
  subject: "Your email address was changed",
  text: `Hello ${name},

from now on you sign in with this address, and no more with ${oldEmail}. You were signed out everywhere but where you asked for it.

Where you are signed in: ${publicUrl}/security
`,
});

const left = ({ name, newEmail }: Found, publicUrl: string) => ({
  subject: "Your email address was changed",
  text: `Hello ${name},

from now on you sign in with ${newEmail}, and no more with this address. Both addresses agreed.

If that was not you, reply to this mail at once.

Where you are signed in: ${publicUrl}/security
`,
});
