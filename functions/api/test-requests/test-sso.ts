import { newId } from "#core/kernel/id.ts";
import { Sealed } from "#core/kernel/sealed.ts";
import { ssoConnection, ssoDomain } from "#core/sso/connection.sql.ts";
import type { Setting, TestRequests } from "./test-setting.ts";

/** Sealed with a key that there is not. */
const unopenable = Sealed.fromBytes(Buffer.concat([Buffer.from([1]), Buffer.from("0".repeat(26)), Buffer.alloc(80)]));

const settings = {
  ...{ issuer: "https://login.example", clientId: "rookery", clientSecret: "a secret" },
  ...{ claim: "", roles: [], defaultRole: null, trustsFactors: false },
};

export async function ssoSamples({ tx, accountId, createdAt }: Setting) {
  const ssoDomainId = newId("ssoDomain");
  // There is one for each account and one for staff.
  await tx.delete(ssoConnection);
  for (const of of [accountId, null]) {
    const id = newId("ssoConnection");
    await tx.insert(ssoConnection).values({
      ...{ id, accountId: of, issuer: "https://login.example", clientId: "rookery", roles: [], enabled: true },
      ...{ clientSecret: unopenable, testedAt: createdAt, providerSince: createdAt, createdAt },
    });
    if (of === null) continue;
    const domain = { id: ssoDomainId, connectionId: id, accountId, name: "corp.example", challenge: "c", createdAt };
    await tx.insert(ssoDomain).values(domain);
  }
  return { ssoDomainId };
}

export const ssoRequests = (sample: Awaited<ReturnType<typeof ssoSamples>>) =>
  ({
    "GET /sso": {},
    "POST /sso": { body: settings },
    "DELETE /sso": {},
    "POST /sso/discovery": { body: { issuer: "https://login.example" } },
    "POST /sso/switch": { body: { enabled: true, enforced: false } },
    "POST /sso/domains": { body: { name: "other.example" } },
    "POST /sso/domains/{domainId}/verification": { params: { domainId: sample.ssoDomainId } },
    "DELETE /sso/domains/{domainId}": { params: { domainId: sample.ssoDomainId } },
    "POST /sso/tests": {},
    "POST /sso/sign-ins": { body: { at: "staff" } },
    "POST /sso/callback": { body: { door: "staff", answered: { code: "c" } } },
    "POST /sso/connection": {},
  }) satisfies TestRequests;
