import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import * as Billing from "../billing/index.ts";
import * as Domains from "../domains/index.ts";
import * as Identity from "../identity/index.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { money } from "../kernel/money.ts";
import { providerCommand, type Scope } from "../kernel/operation.ts";
import { nameWith } from "./extra-choice.ts";
import { allowed } from "./order.state.ts";
import { demand, lock, type OrderRow, update } from "./order.ts";
import { websiteOf } from "./ordered-website.ts";

/** The payment page of a pending order: the open one, or a new one when that has expired. */
export const checkout = providerCommand({
  name: "order.checkout",
  input: z.object({ orderId: Id("order") }),
  allow: allowed.checkout,
  async intend(scope, { orderId }) {
    const { tx, ctx } = scope;
    const row = await lock(tx, orderId);
    demand("checkout", row);
    if (ctx.actor.type === "member") await Identity.demandVerifiedEmail(tx, ctx.actor.personId);
    const home = await Accounts.get(tx, row.accountId);
    const payer = await Identity.contactOf(tx, row.placedBy);
    return {
      row,
      customer: { accountId: home.id, name: home.name, ...(payer && { email: payer.email }) },
      customerId: await Billing.customerOf(tx, row.accountId),
      page: `${ctx.ports.addresses.publicUrl}/orders/${row.id}`,
      description: await wordsOfOrder(scope, row),
    };
  },
  async perform({ payments }, { row, customer, customerId, page, description }) {
    const latest = row.checkoutId === null ? undefined : await payments.checkout(row.checkoutId);
    if (latest !== undefined && latest.state !== "expired") return { checkout: latest, attempt: row.checkoutAttempt };
    const attempt = row.checkoutAttempt + 1;
    const payer = customerId ?? (await payments.createCustomer(customer)).id;
    const created = await payments.createCheckout({
      orderId: row.id,
      customerId: payer,
      description,
      price: money(row.priceMinor, row.priceCurrency),
      successUrl: `${page}?checkout=done`,
      cancelUrl: `${page}?checkout=cancelled`,
      idempotencyKey: `checkout:${row.id}:${attempt}`,
    });
    return { checkout: created, attempt, customerId: payer };
  },
  async settle({ tx, ctx }, { row }, { checkout: { id, url, state }, attempt, customerId }) {
    if (customerId !== undefined) await Billing.rememberCustomer(tx, row.accountId, customerId, ctx.now());
    // Cancelled meanwhile: nobody may be sent to a page that takes money for it.
    demand("checkout", await lock(tx, row.id));
    await update(tx, row.id, { checkoutId: id, checkoutAttempt: attempt });
    if (state === "complete" || url === null) {
      throw new DomainError("conflict", "order.already_paid", "This order has been paid. It appears here in a moment.");
    }
    return {
      value: { url },
      audit: { target: row.id, accountId: row.accountId, after: { checkoutId: id } },
      events: [],
    };
  },
});

async function wordsOfOrder({ tx, ctx }: Scope, row: OrderRow): Promise<string> {
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
