import * as Certificates from "../certificates/index.ts";
import { shownHost } from "../hosting/index.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import type { Message } from "./ports.ts";

const namesShown = 5;

/** To all who could bring the next one; null when there is nothing to tell any more, or nobody is left to tell. */
export async function certificateEnding(
  tx: Tx,
  certificateId: Id<"certificate">,
  publicUrl: string,
  now: Date,
): Promise<Omit<Message, "id"> | null> {
  const told = await Certificates.endingToTell(tx, certificateId);
  if (!told) return null;
  const { to, names, notAfter, domainId } = told;
  const page = domainId === null ? `${publicUrl}/domains` : `${publicUrl}/domains/${domainId}/certificates`;
  const shown = names.slice(0, namesShown).map((name) => shownHost(name));
  const more = names.length - shown.length;
  const list = `${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  const on = notAfter.toISOString().slice(0, 10);
  const isOver = notAfter <= now;
  return {
    to,
    subject: isOver ? `The certificate of ${shown[0]} has ended` : `The certificate of ${shown[0]} ends on ${on}`,
    text: `Hello,

the certificate that was uploaded for ${list} ${isOver ? "ended" : "ends"} on ${on}. It was issued elsewhere, so it is not renewed by itself.

${
  isOver
    ? "Websites that showed it show one that was issued by itself, where there is one. Where there is none, browsers warn their visitors."
    : "Without another one, websites that show it change to one that was issued by itself, where there is one. Where there is none, browsers will warn their visitors."
}

Upload the next one, or have one issued by itself: ${page}
`,
  };
}
