import { and, inArray, isNotNull } from "drizzle-orm";
import { z } from "zod";
import * as Certificates from "../certificates/index.ts";
import * as Domains from "../domains/index.ts";
import { Id } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";
import { may } from "../kernel/permissions.state.ts";
import { serviceHost } from "./front.sql.ts";

export const CertificateHealth = z
  .object({
    ...Certificates.CertificateCounts.shape,
    /** Those that need somebody: the nearest to their end first. */
    items: z.array(
      z.object({
        ...Certificates.TroubledCertificate.shape,
        /** Where it is tried again, or the next one is brought. */
        domainId: Id("domain").nullable(),
        /** The websites that it is for, by the first of their names. */
        services: z.array(z.object({ id: Id("service"), host: z.string() })),
      }),
    ),
  })
  .meta({ id: "CertificateHealth" });

/** How the certificates of all customers are, and where to go for those that are not well. */
export const certificateHealth = query({
  name: "certificate.health",
  input: z.object({}),
  allow: may("overview:read"),
  async run({ tx, ctx }) {
    const { items, ...counts } = await Certificates.healthOf(tx, ctx.now());
    const accountIds = [...new Set(items.map(({ accountId }) => accountId))];
    const hosts = await tx
      .select({ accountId: serviceHost.accountId, host: serviceHost.name, id: serviceHost.serviceId })
      .from(serviceHost)
      .where(and(inArray(serviceHost.accountId, accountIds), isNotNull(serviceHost.verifiedAt)))
      .orderBy(serviceHost.name);
    const domainIds = await Domains.domainsAbove(
      tx,
      items.map(({ accountId, names: [name = ""] }) => ({ accountId, name: name.replace(/^\*\./, "") })),
    );
    return {
      ...counts,
      items: items.map((item, index) => {
        const met = hosts.filter(
          ({ accountId, host }) =>
            accountId === item.accountId && item.names.some((name) => Certificates.covers(name, host)),
        );
        const services = new Map(met.toReversed().map(({ id, host }) => [id, { id, host }]));
        return { ...item, domainId: domainIds[index] ?? null, services: [...services.values()].toReversed() };
      }),
    };
  },
});
