import * as Domains from "../domains/index.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import * as Orders from "../orders/index.ts";
import type { Message } from "./ports.ts";

/** What happens to a name that is registered here. */
export const registrarNotices = [
  ...(["domain.expiring", "domain.deleted", "domain.left"] as const),
  ...(["domain.transfer_out_begun", "domain.transfer_out_approved", "domain.auth_code_shown"] as const),
] as const;
export type RegistrarNotice = (typeof registrarNotices)[number];
export const isRegistrarNotice = (type: string): type is RegistrarNotice =>
  registrarNotices.some((known) => known === type);

type Told = NonNullable<Awaited<ReturnType<typeof Domains.toTell>>>;
interface Pages {
  domain: string;
  order: (orderId: string) => string;
}

const day = (date: Date | null): string => date?.toISOString().slice(0, 10) ?? "a day that the registry has not said";

const words: Record<
  RegistrarNotice,
  (told: Told, pages: Pages, chargeAt: Date | undefined) => { subject: string; text: string } | undefined
> = {
  "domain.expiring": ({ name, row, renewal }, pages, chargeAt) => {
    if (row.state !== "active" || (renewal && renewal.state !== "unpaid")) return undefined;
    const next = renewal?.orderId
      ? chargeAt
        ? `Its renewal is ordered, and paid with your saved card on ${day(chargeAt)}: ${pages.order(renewal.orderId)}`
        : `Its renewal is ordered and waits to be paid: ${pages.order(renewal.orderId)}`
      : `Renew it here: ${pages.domain}`;
    return {
      subject: `${name} ends on ${day(row.expiresAt)}`,
      text: `${name} is registered until ${day(row.expiresAt)}. If it is not renewed by then, its website and its mail stop, and somebody else may get it.\n\n${next}`,
    };
  },
  "domain.deleted": ({ name, row }, pages) => ({
    subject: `${name} was deleted, and can be restored`,
    text: `${name} was not renewed, and its registry has deleted it. ${
      row.restorableUntil ? `Until ${day(row.restorableUntil)} it can` : "For a while it can"
    } be had back, which costs more than a renewal: ${pages.domain}`,
  }),
  "domain.left": ({ name }) => ({
    subject: `${name} is not registered here any more`,
    text: `${name} has gone to another registrar or was deleted for good. Its settings here are kept; nothing of it is changed from here any more.\n\nIf you did not want this, answer this mail at once.`,
  }),
  "domain.transfer_out_begun": ({ name }, pages) => ({
    subject: `Another registrar asks for ${name}`,
    text: `Somebody has begun to take ${name} to another registrar. Whether it goes or stays, you can say there: ${pages.domain}/transfer\n\nIf it is not you who wants this, refuse it now, lock the domain, and answer this mail.`,
  }),
  "domain.transfer_out_approved": ({ name }, pages) => ({
    subject: `${name} goes to another registrar`,
    text: `Somebody of your account has let another registrar have ${name}. Its registry moves it, which takes up to some days; a mail tells when it is gone.\n\nIf that was not you, answer this mail at once and change your password: ${pages.domain}`,
  }),
  "domain.auth_code_shown": ({ name }, pages) => ({
    subject: `The auth code of ${name} was shown`,
    text: `With the auth code ${name} can be taken to another registrar. Somebody of your account has just had it shown.\n\nIf that was not you, lock the domain now and change your password: ${pages.domain}`,
  }),
};

/** To all owners; null when there is nothing to tell any more, or nobody is left to tell. */
export async function registrarMail(
  tx: Tx,
  type: RegistrarNotice,
  domainId: Id<"domain">,
  publicUrl: string,
  now: Date,
): Promise<Omit<Message, "id"> | null> {
  const told = await Domains.toTell(tx, domainId);
  const pages = {
    domain: `${publicUrl}/domains/${domainId}`,
    order: (orderId: string) => `${publicUrl}/orders/${orderId}`,
  };
  const renewed = told?.renewal?.orderId ? await Orders.find(tx, told.renewal.orderId) : undefined;
  const chargeAt = renewed && (await Orders.chargesPlanned(tx, [renewed], now)).get(renewed.id);
  const mail = told && words[type](told, pages, chargeAt);
  return told && mail ? { to: told.to, subject: mail.subject, text: `Hello,\n\n${mail.text}\n` } : null;
}
