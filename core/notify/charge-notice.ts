import * as Billing from "../billing/index.ts";
import * as Domains from "../domains/index.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import * as Orders from "../orders/index.ts";
import type { Message } from "./ports.ts";

export const chargeNotices = ["order.charge_planned", "order.charge_failed"] as const;
export type ChargeNotice = (typeof chargeNotices)[number];
export const isChargeNotice = (type: string): type is ChargeNotice => chargeNotices.some((known) => known === type);

const day = (date: Date): string => date.toISOString().slice(0, 10);

/** Of a renewal that a kept card pays. Null when that has changed meanwhile, or nobody is left to tell. */
export async function chargeMail(
  tx: Tx,
  type: ChargeNotice,
  orderId: Id<"order">,
  publicUrl: string,
  now: Date,
): Promise<Omit<Message, "id"> | null> {
  const row = await Orders.find(tx, orderId);
  const [renewed] = (await Domains.orderedIn(tx, [orderId])).get(orderId) ?? [];
  const told = renewed && (await Domains.toTell(tx, renewed.domainId));
  if (row?.state !== "pending" || !told) return null;
  const at = (await Orders.chargesPlanned(tx, [row], now)).get(orderId);
  const card = await Billing.cardOf(tx, row.accountId);
  const { to, name } = told;
  const price = `${(row.priceMinor / 100).toFixed(2)} ${row.priceCurrency}`;
  const order = `${publicUrl}/orders/${orderId}`;
  const ending = card && `your ${brandOf(card.brand)} card ending in ${card.last4}`;
  if (type === "order.charge_planned") {
    if (!at || !ending) return null;
    return {
      to,
      subject: `${price} will be charged on ${day(at)} for ${name}`,
      text: `Hello,

${name} is registered until ${day(row.payUntil ?? at)} and renews by itself. On ${day(at)} we charge ${price} to ${ending}, as somebody of your account agreed on ${day(card.consentAt)}.

You need to do nothing. If you want to pay in another way, do so before: ${order}
If you do not want to keep the domain, switch its renewal off: ${publicUrl}/domains/${renewed.domainId}
The card can be removed here: ${publicUrl}/account
`,
    };
  }
  const next = at
    ? `If it is not paid by then, we try the card again on ${day(at)}.`
    : `The card is not tried again. Unless it is paid until ${row.payUntil ? day(row.payUntil) : "its end"}, the domain ends.`;
  return {
    to,
    subject: `The renewal of ${name} could not be paid`,
    text: `Hello,

${price} for the renewal of ${name} could not be charged${ending ? ` to ${ending}` : ""}. ${row.failureMessage ?? ""}

${order}

${next}
`,
  };
}

const brands: Readonly<Record<string, string>> = { visa: "Visa", mastercard: "Mastercard", amex: "American Express" };
const brandOf = (brand: string): string => brands[brand] ?? brand;
