import { eq, inArray } from "drizzle-orm";
import { z } from "zod";
import * as Domains from "../domains/index.ts";
import * as Identity from "../identity/index.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { inbox } from "../kernel/kernel.sql.ts";
import { type Money, money } from "../kernel/money.ts";
import { command, query } from "../kernel/operation.ts";
import { Secret } from "../kernel/secret.ts";
import * as Orders from "../orders/index.ts";
import { keyEnding } from "./api-key-notice.ts";
import { certificateEnding } from "./certificate-notice.ts";
import { chargeMail, chargeNotices, isChargeNotice } from "./charge-notice.ts";
import { closingMail, closingNotices, isClosingNotice } from "./closing-notice.ts";
import { contactToVerify, domainProven } from "./domain-notice.ts";
import { identityMail, identityNotices } from "./identity-notice.ts";
import { type PeopleNotice, peopleMail, peopleNotices } from "./people-notice.ts";
import type { Message } from "./ports.ts";
import { isRegistrarNotice, registrarMail, registrarNotices } from "./registrar-notice.ts";
import { versionEnding } from "./version-notice.ts";
import { recordsSeen, zoneEndangered } from "./zone-notice.ts";

const Notice = z.object({
  eventId: z.string(),
  type: z.enum([
    ...identityNotices,
    ...peopleNotices,
    ...closingNotices,
    ...chargeNotices,
    "api_key.warned",
    "domain.proven",
    "domain_contact.to_verify",
    "certificate.ending",
    "service.version_ending",
    ...registrarNotices,
    "zone.records_seen",
    "zone.endangered",
    "order.fulfilled",
    "order.refunded",
  ]),
  subject: z.string(),
  /** Of the link in a mail that holds one; made by whoever sends it. */
  token: z.instanceof<typeof Secret<string>>(Secret).optional(),
});

const isPeopleNotice = (type: string): type is PeopleNotice => peopleNotices.some((known) => known === type);

/** The mail that an event calls for, as things are now. Null: it was sent before, or there is nobody to tell. */
export const compose = query({
  name: "notice.compose",
  input: Notice,
  allow: { system: true },
  async run({ tx, ctx }, { eventId, type, subject, token }): Promise<Message | null> {
    const [sent] = await tx
      .select()
      .from(inbox)
      .where(eq(inbox.key, keyOf(eventId)));
    if (sent) return null;
    const { publicUrl } = ctx.ports.addresses;
    if (isPeopleNotice(type)) {
      const mail = await peopleMail(tx, type, subject, publicUrl, token);
      return mail && { id: eventId, ...mail };
    }
    if (isClosingNotice(type)) {
      const mail = await closingMail(tx, type, subject, publicUrl);
      return mail && { id: eventId, ...mail };
    }
    if (isChargeNotice(type)) {
      const mail = await chargeMail(tx, type, subject as Id<"order">, publicUrl, ctx.now());
      return mail && { id: eventId, ...mail };
    }
    if (type === "api_key.warned") {
      const mail = await keyEnding(tx, subject as Id<"apiKey">, publicUrl);
      return mail && { id: eventId, ...mail };
    }
    if (type === "certificate.ending") {
      const mail = await certificateEnding(tx, subject as Id<"certificate">, publicUrl, ctx.now());
      return mail && { id: eventId, ...mail };
    }
    if (type === "service.version_ending") {
      const mail = await versionEnding(tx, subject as Id<"service">, publicUrl, ctx.now());
      return mail && { id: eventId, ...mail };
    }
    if (type === "zone.records_seen") {
      const mail = await recordsSeen(tx, subject as Id<"zone">, publicUrl);
      return mail && { id: eventId, ...mail };
    }
    if (type === "zone.endangered") {
      const mail = await zoneEndangered(tx, subject as Id<"zone">, publicUrl);
      return mail && { id: eventId, ...mail };
    }
    if (isRegistrarNotice(type)) {
      const mail = await registrarMail(tx, type, subject as Id<"domain">, publicUrl, ctx.now());
      return mail && { id: eventId, ...mail };
    }
    if (type === "domain_contact.to_verify") {
      const mail = await contactToVerify(tx, subject as Id<"domainContact">, publicUrl);
      return mail && { id: eventId, ...mail };
    }
    if (type === "domain.proven") {
      const mail = await domainProven(tx, subject as Id<"domain">, publicUrl);
      return mail && { id: eventId, ...mail };
    }
    if (type !== "order.fulfilled" && type !== "order.refunded") {
      const mail = await identityMail(tx, type, subject, publicUrl, token, ctx.now());
      return mail && { id: eventId, ...mail };
    }
    const found = await orderAndPerson(tx, subject as Id<"order">);
    if (!found) return null;
    const { row, who } = found;
    const site = row.siteName === null ? undefined : ctx.ports.addresses.ofSite(row.siteName);
    const text =
      type === "order.refunded"
        ? refunded(who.name, row.number, money(row.priceMinor, row.priceCurrency), row.failureMessage)
        : site === undefined
          ? domainsDone(who.name, row.number, await domainsOf(tx, row.id), `${publicUrl}/orders/${row.id}`)
          : row.change
            ? changedPlan(who.name, site.host, row.change)
            : live(who.name, site.url, `${publicUrl}/services/${row.serviceId}`);
    return { id: eventId, to: who.email, ...text };
  },
});

export const wasSent = query({
  name: "notice.was_sent",
  input: z.object({ eventId: z.string() }),
  allow: { system: true },
  run: async ({ tx }, { eventId }) => (await sentOf(tx, [eventId])).size > 0,
});

/** After it was sent. A crash before this sends it a second time, with the same Message-ID. */
export const recordSent = command({
  name: "notice.record_sent",
  input: z.object({ eventId: z.string(), type: z.string() }),
  allow: { system: true },
  async run({ tx, ctx }, { eventId, type }) {
    await tx
      .insert(inbox)
      .values({ key: keyOf(eventId), seenAt: ctx.now() })
      .onConflictDoNothing();
    return { value: null, audit: { target: eventId, after: { type } }, events: [] };
  },
});

/** Of these events, the ones whose mail has been sent. */
export async function sentOf(tx: Tx, eventIds: readonly string[]): Promise<Set<string>> {
  if (eventIds.length === 0) return new Set();
  const rows = await tx
    .select()
    .from(inbox)
    .where(inArray(inbox.key, eventIds.map(keyOf)));
  const keys = new Set(rows.map(({ key }) => key));
  return new Set(eventIds.filter((eventId) => keys.has(keyOf(eventId))));
}

const keyOf = (eventId: string) => `mail:${eventId}`;

async function orderAndPerson(tx: Tx, orderId: Id<"order">) {
  const row = await Orders.find(tx, orderId);
  const who = row && (await Identity.contactOf(tx, row.placedBy));
  return row && who && { row, who };
}

const live = (name: string, url: string, page: string) => ({
  subject: `${new URL(url).hostname} is live`,
  text: `Hello ${name},

your site is live: ${url}

Its status, log and settings are at ${page}
`,
});

const changedPlan = (name: string, host: string, { from, to }: NonNullable<Orders.OrderRow["change"]>) => ({
  subject: `${host} has the plan ${to.planName}`,
  text: `Hello ${name},

${host} runs on the plan ${to.planName} now, in place of ${from.planName}. It is paid until ${to.paidUntil.slice(0, 10)}.
`,
});

const domainsOf = async (tx: Tx, orderId: Id<"order">) => (await Domains.orderedIn(tx, [orderId])).get(orderId) ?? [];

const domainsDone = (name: string, number: number, domains: readonly Domains.OrderedDomain[], page: string) => ({
  subject: `Order ${number} is done`,
  text: `Hello ${name},

${domains.map(({ what, shown, state }) => `${shown}: ${state === "succeeded" ? done[what] : "not done, and paid back"}`).join("\n")}

What was paid for what was not done is on its way back. All of it is at ${page}
`,
});

/** What came of each kind, in a word. */
const done: Record<Domains.OrderedDomain["what"], string> = {
  ...{ register: "registered", transfer: "here", renew: "renewed for a year", restore: "restored" },
  ...{
    name_servers: "changed",
    owner: "changed",
    contacts: "changed",
    lock: "changed",
    privacy: "changed",
    dnssec: "changed",
  },
};

const refunded = (name: string, number: number, price: Money, reason: string | null) => ({
  subject: `Order ${number} was refunded`,
  text: `Hello ${name},

we have sent ${(price.minor / 100).toFixed(2)} ${price.currency} back to your card. Your bank shows it within a few days.
${reason === null ? "" : `\nWhy: ${reason}\n`}
Nothing of order ${number} is left running.
`,
});
