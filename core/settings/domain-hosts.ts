import { and, eq, isNotNull, like, or } from "drizzle-orm";
import { z } from "zod";
import * as Certificates from "../certificates/index.ts";
import * as Domains from "../domains/index.ts";
import { shownHost } from "../hosting/index.ts";
import { Id } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";
import { may } from "../kernel/permissions.state.ts";
import { serviceHost } from "./front.sql.ts";

export const DomainHosts = z
  .object({
    hosts: z.array(
      z.object({
        name: z.string(),
        /** As people write it. */
        shown: z.string(),
        serviceId: Id("service"),
        /** Another name of the website, which visitors are sent on to. */
        leadsTo: z.string().nullable(),
        /** What the operation that brings it about works on; null for names that were set by hand. */
        connectionId: Id("connection").nullable(),
        certificate: Certificates.HostCertificate.nullable(),
      }),
    ),
  })
  .meta({ id: "DomainHosts" });

/** Which websites a domain and the names below it lead to. */
export const hostsOfDomain = query({
  name: "domain.hosts",
  input: z.object({ domainId: Id("domain") }),
  allow: may("service:read"),
  async run(scope, { domainId }) {
    const { tx } = scope;
    const { name: domain, accountId } = await Domains.domainById(tx, domainId);
    const within = or(eq(serviceHost.name, domain), like(serviceHost.name, `%.${domain.replaceAll("_", "\\_")}`));
    const rows = await tx
      .select()
      .from(serviceHost)
      .where(and(eq(serviceHost.accountId, accountId), isNotNull(serviceHost.verifiedAt), within))
      .orderBy(serviceHost.name);
    const names = rows.map(({ name }) => name);
    const certificates = await Certificates.shownAt(tx, accountId, names);
    return {
      hosts: rows.map(({ name, serviceId, leadsTo, connectionId }) => ({
        ...{ name, shown: shownHost(name), serviceId, leadsTo, connectionId },
        certificate: certificates.get(name) ?? null,
      })),
    };
  },
});
