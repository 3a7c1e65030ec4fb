import { domainContact } from "#core/domains/contact.sql.ts";
import { domain } from "#core/domains/domain.sql.ts";
import { registrarJob } from "#core/domains/job.sql.ts";
import { registrarMessage } from "#core/domains/message.sql.ts";
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

/** Those of the registrar in memory. */
const served = ["a.ns.example.net", "b.ns.example.net"];

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
    ...{ id: contactId, accountId, kind, firstName, lastName, organization, email, verification: "pending" },
    handle: 1_001,
    ...{ address: await seal(keys.in(tx), address, new Secret(JSON.stringify(rest))), createdAt, changedAt: createdAt },
  });
  const registeredId = newId("domain");
  const expiresAt = new Date(createdAt.getTime() + 100 * 86_400_000);
  await tx.insert(domain).values({
    ...{ id: registeredId, accountId, name: "registered.org", registrar: "autodns", state: "active" },
    ...{ ownerContactId: contactId, nameServers: [...served], locked: false, autoRenew: true },
    ...{ privacy: false, transferOutAt: createdAt, provenAt: createdAt, registeredAt: createdAt, expiresAt, createdAt },
  });
  const registrarJobId = newId("registrarJob");
  await tx.insert(registrarJob).values({
    ...{
      id: registrarJobId,
      accountId,
      domainId: registeredId,
      kind: "renew",
      state: "failed",
      request: {},
      attempt: 1,
    },
    ...{ failureCode: "registry.failed", failureMessage: "It failed.", createdAt, endedAt: createdAt },
  });
  const messageId = 4_001;
  await tx.insert(registrarMessage).values({
    ...{ id: messageId, jobId: registrarJobId, subject: "registered.org", what: "RENEW", receivedAt: createdAt },
    ...{ failures: 1, failure: "It cannot be read." },
  });
  return { domainId, registeredId, registrarJobId, messageId, contactId };
}

type Samples = Awaited<ReturnType<typeof domainSamples>>;

export const domainRequests = ({ domainId, registeredId, registrarJobId: jobId, messageId, contactId }: Samples) =>
  ({
    "GET /domains": {},
    "POST /domains": { body: { name: "another.org" } },
    "GET /domain-contacts": {},
    "POST /domain-contacts": { body: contact },
    "POST /domain-contacts/{contactId}": { params: { contactId }, body: contact },
    "POST /domain-contacts/{contactId}/verification": { params: { contactId } },
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
    "GET /domains/{domainId}/registration": { params: { domainId: registeredId } },
    "POST /domains/{domainId}/name-servers": {
      ...{ params: { domainId: registeredId }, body: { nameServers: ["a.other.net", "b.other.net"] } },
    },
    "POST /domains/{domainId}/owner": { params: { domainId: registeredId }, body: { contactId, holdersAgree: true } },
    "POST /domains/{domainId}/lock": { params: { domainId: registeredId }, body: { locked: true } },
    "POST /domains/{domainId}/dnssec": { params: { domainId: registeredId }, body: { dnssec: true } },
    "POST /domains/{domainId}/privacy": { params: { domainId: registeredId }, body: { privacy: true } },
    "POST /domains/{domainId}/auto-renew": { params: { domainId: registeredId }, body: { autoRenew: false } },
    "POST /domains/{domainId}/auth-code": { params: { domainId: registeredId } },
    "POST /domains/{domainId}/transfer-out": { params: { domainId: registeredId }, body: { answer: "keep" } },
    "GET /dashboard/registrar-jobs": {},
    "POST /dashboard/registrar-jobs/{jobId}/retry": { params: { jobId } },
    "GET /dashboard/registrar-messages": {},
    "POST /dashboard/registrar-messages/{number}/skip": { params: { number: String(messageId) } },
    "POST /domains/{domainId}/proof": { params: { domainId } },
    "DELETE /domains/{domainId}": { params: { domainId } },
  }) satisfies TestRequests;
