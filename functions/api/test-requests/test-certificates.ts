import { eq } from "drizzle-orm";
import { certificate } from "#core/certificates/certificate.sql.ts";
import { testCertificate } from "#core/certificates/test-chain.ts";
import { zone } from "#core/dns/zone.sql.ts";
import { newId } from "#core/kernel/id.ts";
import type { Setting, TestRequests } from "./test-setting.ts";

/** One that could not be had, one that was brought, and one to bring. */
export async function certificateSamples({ tx, accountId, createdAt }: Setting) {
  const [certificateId, broughtId, waitingId] = [newId("certificate"), newId("certificate"), newId("certificate")];
  const [ours] = await tx.select({ id: zone.id }).from(zone).where(eq(zone.accountId, accountId));
  const finding = {
    ...{ code: "certificate.no_address" as const, name: "shop.zone.org", found: null, until: null, removes: [] },
    ...{ zoneId: ours?.id ?? null, adds: [{ name: "shop.zone.org", type: "A", data: "203.0.113.9" }] },
  };
  const failure = { failureCode: "certificate.not_proven", failureMessage: "It was not found.", failedAt: createdAt };
  await tx.insert(certificate).values([
    {
      ...{ id: certificateId, accountId, names: ["www.sample.org"], method: "http-01", state: "failed" },
      ...{ failures: 1, ...failure, createdAt },
    },
    {
      ...{ id: broughtId, accountId, names: ["sample.org"], method: "manual", state: "requested" },
      ...{ failures: 0, createdAt },
    },
    {
      ...{ id: waitingId, accountId, names: ["shop.zone.org"], method: "http-01", state: "requested" },
      ...{ failures: 0, failureCode: finding.code, failureMessage: "It has no address.", finding, createdAt },
    },
  ]);
  const { pem, keyPem } = testCertificate("zone.org", { now: createdAt, names: ["zone.org"] });
  return { certificateId, broughtId, waitingId, pem: pem + keyPem };
}

type Sample = Awaited<ReturnType<typeof certificateSamples>> & { zone: { domainId: string } };

export const certificateRequests = ({ certificateId, broughtId, waitingId, pem, zone: { domainId } }: Sample) =>
  ({
    "GET /domains/{domainId}/certificates": { params: { domainId } },
    "POST /domains/{domainId}/certificates": { params: { domainId } },
    "POST /domains/{domainId}/certificate-uploads": { params: { domainId }, body: { pem } },
    "POST /domains/{domainId}/signing-requests": { params: { domainId }, body: { names: ["www.zone.org"] } },
    "GET /dashboard/certificates": {},
    "POST /certificates/{certificateId}/retry": { params: { certificateId } },
    "POST /certificates/{certificateId}/check": { params: { certificateId } },
    "POST /certificates/{certificateId}/fix": { params: { certificateId: waitingId } },
    "DELETE /certificates/{certificateId}": { params: { certificateId: broughtId } },
  }) satisfies TestRequests;
