import * as Accounts from "../accounts/index.ts";
import * as Dns from "../dns/index.ts";
import * as Identity from "../identity/index.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import type { Message } from "./ports.ts";

/** To all owners; null when the zone is gone, or nobody is left to tell. */
export async function recordsSeen(tx: Tx, zoneId: Id<"zone">, publicUrl: string): Promise<Omit<Message, "id"> | null> {
  const zone = await Dns.zoneById(tx, zoneId);
  if (!zone) return null;
  const ids = await Accounts.ownersOf(tx, zone.accountId);
  const owners = await Promise.all(ids.map((id) => Identity.contactOf(tx, id)));
  const to = owners.flatMap((owner) => owner?.email ?? []).join(", ");
  if (to === "") return null;
  return {
    to,
    subject: `The records of ${zone.name} are there`,
    text: `Hello,

all name servers of ${zone.name} answer with the records that we asked for. There is nothing left to do for you; whatever waited for them goes on by itself.

What its DNS has to say for us is at ${publicUrl}/domains/${zone.domainId}/dns
`,
  };
}
