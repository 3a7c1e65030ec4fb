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
