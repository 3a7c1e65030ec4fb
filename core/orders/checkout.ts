import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import * as Billing from "../billing/index.ts";
import * as Domains from "../domains/index.ts";
import * as Identity from "../identity/index.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { money } from "../kernel/money.ts";
import { type Ports, providerCommand, type Scope } from "../kernel/operation.ts";
import { nameWith } from "./extra-choice.ts";
import { allowed } from "./order.state.ts";
import { demand, lock, type OrderRow, update } from "./order.ts";
import { websiteOf } from "./ordered-website.ts";

/** The payment page of a pending order: the open one, or a new one when that has expired. */
export const checkout = providerCommand({
  name: "order.checkout",
  input: z.object({
    orderId: Id("order"),
    /** Whoever asks agrees that the card is kept, and charged for renewals of the account's domains. */
    saveForRenewals: z.boolean().default(false),
    /** In which they read what they agree to. */
    language: z.enum(Billing.consentLanguages).default("en"),
  }),
  allow: allowed.checkout,
  async intend(scope, { orderId, saveForRenewals, language }) {
    const { tx, ctx } = scope;
    const row = await lock(tx, orderId);
    demand("checkout", row);
    demandNotCharged(row);
    const consent = saveForRenewals ? consentOf(ctx, language) : null;
    if (ctx.actor.type === "member") await Identity.demandVerifiedEmail(tx, ctx.actor.personId);
    const home = await Accounts.get(tx, row.accountId);
    const payer = await Identity.contactOf(tx, row.placedBy);
    return {
      row,
      consent,
      customer: { accountId: home.id, name: home.name, ...(payer && { email: payer.email }) },
      customerId: await Billing.customerOf(tx, row.accountId),
      page: `${ctx.ports.addresses.publicUrl}/orders/${row.id}`,
      description: await wordsOfOrder(scope, row),
    };
  },
  async perform({ payments }, { row, consent, customer, customerId, page, description }) {
    const latest = row.checkoutId === null ? undefined : await stillUsable({ payments }, row, consent !== null);
    if (latest !== undefined) return { checkout: latest, attempt: row.checkoutAttempt };
    const attempt = row.checkoutAttempt + 1;
    const payer = customerId ?? (await payments.createCustomer(customer)).id;
    const created = await payments.createCheckout({
      orderId: row.id,
      customerId: payer,
      description,
      price: money(row.priceMinor, row.priceCurrency),
      successUrl: `${page}?checkout=done`,
      cancelUrl: `${page}?checkout=cancelled`,
      saveCard: consent !== null,
      idempotencyKey: `checkout:${row.id}:${attempt}${consent === null ? "" : ":card"}`,
    });
    return { checkout: created, attempt, customerId: payer };
  },
  async settle({ tx, ctx }, { row, consent }, { checkout: { id, url, state }, attempt, customerId }) {
    if (customerId !== undefined) await Billing.rememberCustomer(tx, row.accountId, customerId, ctx.now());
    // Cancelled meanwhile: nobody may be sent to a page that takes money for it.
    const now = await lock(tx, row.id);
    demand("checkout", now);
    demandNotCharged(now);
    if (now.checkoutId !== row.checkoutId && now.checkoutId !== id) throw inCheckout();
    const cardConsent = now.checkoutId === id ? now.cardConsent : consent;
    await update(tx, row.id, { checkoutId: id, checkoutAttempt: attempt, cardConsent });
    if (state === "complete" || url === null) {
      throw new DomainError("conflict", "order.already_paid", "This order has been paid. It appears here in a moment.");
    }
    return {
      value: { url },
      audit: {
        target: row.id,
        accountId: row.accountId,
        after: { checkoutId: id, ...(cardConsent && { consent: cardConsent.text }) },
      },
      events: [],
    };
  },
});

/** The page that is open already, if it asks for what is agreed to now; else it is closed. One that was paid stays. */
async function stillUsable({ payments }: Pick<Ports, "payments">, row: OrderRow, saves: boolean) {
  const latest = await payments.checkout(row.checkoutId ?? "");
  if (latest.state === "expired") return undefined;
  if (latest.state === "complete" || saves === (row.cardConsent !== null)) return latest;
  const closed = await payments.expireCheckout(latest.id);
  return closed.state === "expired" ? undefined : closed;
}

/** Nobody agrees to this for somebody else: no program, and none of the staff. */
function consentOf({ actor, now }: Scope["ctx"], language: Billing.ConsentLanguage): Billing.CardConsent {
  if (actor.type !== "member")
    throw new DomainError("forbidden", "payments.no_consent", "Only people of the account can have its card kept.");
  return { text: Billing.consentTexts[language], by: actor.personId, at: now().toISOString() };
}

/** Two ways to take the money of one order exclude each other. */
function demandNotCharged({ chargeBegunAt }: OrderRow): void {
  if (chargeBegunAt === null) return;
  throw new DomainError(
    "conflict",
    "order.in_charge",
    "The saved card is being charged for this right now. Look again in a moment.",
  );
}

const inCheckout = () => new DomainError("conflict", "order.in_checkout", "Somebody has just begun to pay. Try again.");

export async function wordsOfOrder({ tx, ctx }: Scope, row: OrderRow): Promise<string> {
  const website = websiteOf(row);
  if (!website) return ((await Domains.orderedIn(tx, [row.id])).get(row.id) ?? []).map(({ shown }) => shown).join(", ");
  const { siteName, planName, interval } = website;
  const { extras, change } = row;
  const name = nameWith(planName, extras);
  const words = change
    ? `${name} in place of ${nameWith(change.from.planName, change.from.extras ?? [])}`
    : `${name}, first ${interval}`;
  return `${ctx.ports.addresses.ofSite(siteName).host}: ${words}`;
}
