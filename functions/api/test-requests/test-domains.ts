import { domainContact } from "#core/domains/contact.sql.ts";
import { domain } from "#core/domains/domain.sql.ts";
import { domainMargin, domainPrice } from "#core/domains/price.sql.ts";
import { newId } from "#core/kernel/id.ts";
import { seal } from "#core/kernel/sealed.ts";
import { sealedAt } from "#core/kernel/sealed-column.ts";
import { Secret } from "#core/kernel/secret.ts";
import type { Setting, TestRequests } from "./test-setting.ts";

const contact = {
  ...{ kind: "organization" as const, firstName: "Ada", lastName: "Byron", organization: "Studio North" },
  ...{ email: "ada@example.com", street: "Main Street 1", postalCode: "80331", city: "Munich" },
  ...{ country: "DE", phone: "+49.891234567" },
};

/** A name that is held elsewhere, what names cost, and who may hold them. */
export async function domainSamples({ tx, keys, accountId, createdAt }: Setting) {
  const domainId = newId("domain");
  await tx.insert(domainPrice).values({
    ...{ ending: "org", currency: "EUR", readAt: createdAt, registerCost: 900, registerPrice: 1299 },
  });
  await tx.insert(domainMargin).values({
    ...{ ending: "org", onSale: true, percent: 30, atLeastMinor: 0, endsInMinor: 99, changedAt: createdAt },
  });
  await tx.insert(domain).values({
    ...{ id: domainId, accountId, name: "sample.org", registrar: "external", state: "unproven" },
    ...{ challenge: "rookery=sample", nameServers: [], locked: false, autoRenew: false, createdAt },
  });
  const contactId = newId("domainContact");
  const address = sealedAt(domainContact.address, contactId, { kind: "account", id: accountId });
  const { kind, firstName, lastName, organization, email, ...rest } = contact;
  await tx.insert(domainContact).values({
    ...{ id: contactId, accountId, kind, firstName, lastName, organization, email, verification: "none" },
    ...{ address: await seal(keys.in(tx), address, new Secret(JSON.stringify(rest))), createdAt, changedAt: createdAt },
  });
  return { domainId, contactId };
}

export const domainRequests = ({ domainId, contactId }: Awaited<ReturnType<typeof domainSamples>>) =>
  ({
    "GET /domains": {},
    "POST /domains": { body: { name: "another.org" } },
    "GET /domain-contacts": {},
    "POST /domain-contacts": { body: contact },
    "POST /domain-contacts/{contactId}": { params: { contactId }, body: contact },
    "GET /domain-search": {},
    "GET /domain-endings": {},
    "GET /dashboard/domain-prices": {},
    "POST /dashboard/domain-prices": {},
    "POST /dashboard/domain-margins": {
      body: { ending: "org", onSale: true, percent: 20, atLeastMinor: 100, endsInMinor: 99 },
    },
    "DELETE /dashboard/domain-margins/{ending}": { params: { ending: "org" } },
    "GET /domains/{domainId}": { params: { domainId } },
    "GET /domains/{domainId}/hosts": { params: { domainId } },
    "POST /domains/{domainId}/proof": { params: { domainId } },
    "DELETE /domains/{domainId}": { params: { domainId } },
  }) satisfies TestRequests;
