import { domain } from "#core/domains/domain.sql.ts";
import { domainMargin, domainPrice } from "#core/domains/price.sql.ts";
import { newId } from "#core/kernel/id.ts";
import type { Setting, TestRequests } from "./test-setting.ts";

/** A name that is held elsewhere. */
export async function domainSamples({ tx, accountId, createdAt }: Setting) {
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
  return { domainId };
}

export const domainRequests = ({ domainId }: Awaited<ReturnType<typeof domainSamples>>) =>
  ({
    "GET /domains": {},
    "POST /domains": { body: { name: "another.org" } },
    "GET /domain-search": {},
    "GET /domain-endings": {},
    "GET /dashboard/domain-prices": {},
    "POST /dashboard/domain-prices": {},
    "POST /dashboard/domain-margins": {
      body: { ending: "org", onSale: true, percent: 20, atLeastMinor: 100, endsInMinor: 99 },
    },
    "DELETE /dashboard/domain-margins/{ending}": { params: { ending: "org" } },
    "GET /domains/{domainId}": { params: { domainId } },
    "POST /domains/{domainId}/proof": { params: { domainId } },
    "DELETE /domains/{domainId}": { params: { domainId } },
  }) satisfies TestRequests;
