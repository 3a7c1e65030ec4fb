import { and, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import * as Certificates from "../certificates/index.ts";
import * as Domains from "../domains/index.ts";
import { Id } from "../kernel/id.ts";
import { start } from "../kernel/long-operation/plan.ts";
import { command, type DomainEvent, type Scope } from "../kernel/operation.ts";
import { may } from "../kernel/permissions.state.ts";
import * as Services from "../services/index.ts";
import { serviceHost } from "./front.sql.ts";
import { configurePlan } from "./plans.ts";
import { canConfigure } from "./settings.state.ts";

const mayManage = may("domain:manage");
const textMax = 100_000;

/** Takes a certificate that was issued elsewhere. Websites that it is good for show it before any that we had issued. */
export const uploadCertificate = command({
  name: "certificate.upload",
  input: z.object({
    domainId: Id("domain"),
    /** The certificate, those it is signed by and its key, in any order. */
    pem: z.string().max(textMax).default(""),
    /** In place of that, a PKCS #12 file. */
    pkcs12: z.base64().max(textMax).default(""),
    /** Of the file, or of an encrypted key. It is not kept. */
    password: z.string().max(1_000).default(""),
  }),
  allow: mayManage,
  async run(scope, { domainId, ...given }) {
    const { tx, ctx } = scope;
    Domains.demandWholeAccount(ctx.actor);
    const { name: domain, accountId } = await Domains.provenDomain(tx, domainId);
    const { certificateId, names, known } = await Certificates.keepBrought(scope, { accountId, domain }, given);
    const value = await Certificates.certificateById(tx, certificateId);
    if (known) return { value, audit: "unchanged", events: [] };
    const audit = { target: certificateId, accountId, after: { host: names.join(", "), expiresAt: value.notAfter } };
    return { value, audit, events: await tellWebsites(scope, accountId, names) };
  },
});

/** Makes a key here and what has to be signed of it: the certificate that comes of it is uploaded without a key. */
export const requestSigning = command({
  name: "certificate.request_signing",
  input: z.object({
    domainId: Id("domain"),
    names: z.array(z.string().trim().toLowerCase().regex(Certificates.certifiedName)).min(1).max(50),
  }),
  allow: mayManage,
  async run(scope, { domainId, names }) {
    const { tx, ctx } = scope;
    Domains.demandWholeAccount(ctx.actor);
    const { name: domain, accountId } = await Domains.provenDomain(tx, domainId);
    const certificateId = await Certificates.requestSigning(scope, { accountId, domain }, names);
    const value = await Certificates.certificateById(tx, certificateId);
    return { value, audit: { target: certificateId, accountId, after: { host: names.join(", ") } }, events: [] };
  },
});

/** Websites show what was issued by itself again, where there is such a one. */
export const removeCertificate = command({
  name: "certificate.remove",
  input: z.object({ certificateId: Id("certificate") }),
  allow: mayManage,
  async run(scope, { certificateId }) {
    Domains.demandWholeAccount(scope.ctx.actor);
    const { names, accountId } = await Certificates.removeBrought(scope.tx, certificateId);
    return {
      value: {},
      audit: { target: certificateId, accountId, before: { host: names.join(", ") } },
      events: await tellWebsites(scope, accountId, names),
    };
  },
});

/** Those that answer by one of these names. While one of them is changed by something else, all of it is refused. */
async function tellWebsites(
  { tx, ctx }: Scope,
  accountId: Id<"account">,
  names: readonly string[],
): Promise<DomainEvent[]> {
  const hosts = await tx
    .select({ name: serviceHost.name, serviceId: serviceHost.serviceId })
    .from(serviceHost)
    .where(and(eq(serviceHost.accountId, accountId), isNotNull(serviceHost.verifiedAt)));
  const met = hosts.filter(({ name }) => names.some((certified) => Certificates.covers(certified, name)));
  const events: DomainEvent[] = [];
  for (const serviceId of new Set(met.map((host) => host.serviceId))) {
    if (!canConfigure(await Services.lock(tx, serviceId))) continue;
    events.push((await start(tx, ctx, configurePlan, { subject: serviceId, accountId })).event);
  }
  return events;
}
