import * as Identity from "../identity/index.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { moment } from "./mail-words.ts";
import type { Message } from "./ports.ts";

/** To the owners of an account in which support is, always: nobody is in it unnoticed. */
export async function supportMail(tx: Tx, id: Id<"acting">, publicUrl: string): Promise<Omit<Message, "id"> | null> {
  const found = await Identity.actingAndOwners(tx, id);
  if (!found || found.owners.length === 0) return null;
  const { account, reason, startedAt, expiresAt, owners } = found;
  return {
    to: owners.map(({ email }) => email).join(", "),
    subject: "Support is in your account",
    text: `Hello,

somebody of our support is in the account ${account}, as you allowed.

Why: ${reason}
From: ${moment(startedAt)}
Until: ${moment(expiresAt)} at the latest

They see no payment page and no way to sign in of yours, and what they do is in your activity: ${publicUrl}/activity

To end it at once: ${publicUrl}/security
`,
  };
}
