import * as Accounts from "../accounts/index.ts";
import * as Identity from "../identity/index.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { moment } from "./mail-words.ts";
import type { Message } from "./ports.ts";

export const closingNotices = ["account.closed", "account.reopened", "account.erased"] as const;
export type ClosingNotice = (typeof closingNotices)[number];

export const isClosingNotice = (type: string): type is ClosingNotice => closingNotices.some((each) => each === type);

/** To all owners: one of them may have closed what another wants to keep, or somebody in their name. */
export async function closingMail(
  tx: Tx,
  type: ClosingNotice,
  subject: string,
  publicUrl: string,
): Promise<Omit<Message, "id"> | null> {
  if (type === "account.erased") {
    // Of the account nothing is left to say: it is each owner's own mail.
    const owner = await Identity.contactOf(tx, subject as Id<"person">);
    return owner ? { to: owner.email, ...erased(owner.name) } : null;
  }
  const accountId = subject as Id<"account">;
  const { name, erasureDueAt } = await Accounts.get(tx, accountId);
  // Said of what is, not of what was in between.
  if ((type === "account.closed") !== (erasureDueAt !== null)) return null;
  const owners = await Promise.all((await Accounts.ownersOf(tx, accountId)).map((id) => Identity.contactOf(tx, id)));
  const to = owners.flatMap((owner) => owner?.email ?? []).join(", ");
  if (to === "") return null;
  return { to, ...(erasureDueAt ? closed(name, moment(erasureDueAt), publicUrl) : reopened(name, publicUrl)) };
}

const closed = (account: string, at: string, publicUrl: string) => ({
  subject: `${account} will be erased`,
  text: `Hello,

an owner closed the account “${account}”. Nothing is lost before ${at}. Then names, addresses, keys and sign-ins are erased for good, also of people who belong to no other account. Orders and what was paid are kept as long as tax law wants.

Take the data along, or take the closing back, at ${publicUrl}/account

If no owner of yours did this, take it back there and change your password: ${publicUrl}/security
`,
});

const reopened = (account: string, publicUrl: string) => ({
  subject: `${account} stays`,
  text: `Hello,

the closing of the account “${account}” was taken back. Nothing is erased.

Who did it is in your activity: ${publicUrl}/activity
`,
});

const erased = (name: string) => ({
  subject: "Your account was erased",
  text: `Hello ${name},

the account that was closed is erased now: its names, addresses and keys are gone, also from what was stored of it before. Orders and what was paid are kept as long as tax law wants.

If you belong to no other account, your own name and address are erased within two days. This is our last mail then.
`,
});
