import * as Accounts from "../accounts/index.ts";
import * as Dns from "../dns/index.ts";
import { shownHost } from "../hosting/index.ts";
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

const recordsShown = 10;

/** To all who could change the records; null when it was put right meanwhile, or nobody is left to tell. */
export async function zoneEndangered(
  tx: Tx,
  zoneId: Id<"zone">,
  publicUrl: string,
): Promise<Omit<Message, "id"> | null> {
  const zone = await Dns.zoneById(tx, zoneId);
  const dangers = zone ? await Dns.dangersIn(tx, zone) : [];
  if (!zone || dangers.length === 0) return null;
  const ids = await Accounts.membersWhoMay(tx, zone.accountId, "zone:manage");
  const people = await Promise.all(ids.map((id) => Identity.contactOf(tx, id)));
  const to = people.flatMap((person) => person?.email ?? []).join(", ");
  if (to === "") return null;
  const lines = dangers.slice(0, recordsShown).map(({ name, type, target, code }) => {
    const why = code === "dangling.domain_lapsed" ? "a domain that does not exist" : "a name that nobody has";
    const does = type === "TXT" ? "lets whoever has it send mail in its name:" : "leads to";
    return `  ${shownHost(name)} (${type}) ${does} ${shownHost(target)}, ${why}`;
  });
  if (dangers.length > recordsShown) lines.push(`  and ${dangers.length - recordsShown} more`);
  return {
    to,
    subject: `Records of ${shownHost(zone.name)} could be taken over`,
    text: `Hello,

records of ${shownHost(zone.name)} lead to names that are nobody’s any more:

${lines.join("\n")}

Whoever gets such a name next answers in place of yours: to your visitors, and to your mail. Remove these records, or have them lead to what is yours:
${publicUrl}/domains/${zone.domainId}/dns
`,
  };
}
