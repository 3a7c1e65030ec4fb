import * as Domains from "../domains/index.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import type { Message } from "./ports.ts";

/** To all owners; null when the domain is not theirs any more, or nobody is left to tell. */
export async function domainProven(
  tx: Tx,
  domainId: Id<"domain">,
  publicUrl: string,
): Promise<Omit<Message, "id"> | null> {
  const found = await Domains.provenAndOwners(tx, domainId);
  if (!found) return null;
  const { to, name } = found;
  return {
    to: to.join(", "),
    subject: `${name} is yours here`,
    text: `Hello,

the name servers of ${name} have the record that we asked for: the domain is shown to be your account’s.

It can lead to a website from now on: ${publicUrl}/domains/${domainId}

The record is not needed any more and can go.
`,
  };
}

/** To all owners, once of each end; null when the holder has answered meanwhile. */
export async function contactToVerify(
  tx: Tx,
  contactId: Id<"domainContact">,
  publicUrl: string,
): Promise<Omit<Message, "id"> | null> {
  const found = await Domains.toVerify(tx, contactId);
  if (!found) return null;
  const { to, email, verifyBy, names, domainId } = found;
  const day = verifyBy.toISOString().slice(0, 10);
  return {
    to,
    subject: `Confirm the address of the holder of ${names[0]} by ${day}`,
    text: `Hello,

registries want to know that whoever holds a domain can be reached. They have written to ${email}: the link in that mail has to be followed by ${day}.

If nobody does, these domains stop working then, with their websites and their mail: ${names.join(", ")}

The mail can be sent again, and the address changed, here: ${publicUrl}/domains/${domainId}/contacts
`,
  };
}
