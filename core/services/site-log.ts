import { eq } from "drizzle-orm";
import { may } from "../kernel/actor.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { providerQuery } from "../kernel/operation.ts";
import { noSiteLog, type SiteLog, SiteLogRequest } from "./ports.ts";
import { service } from "./service.sql.ts";

/** What its containers wrote, from its node: across releases, as long as the node keeps it. Empty while the service has no node. */
export const siteLog = providerQuery({
  name: "service.log",
  input: SiteLogRequest,
  allow: may("service:log"),
  async intend({ tx }, request) {
    const { serviceId, after, before } = request;
    if (after !== undefined && before !== undefined) {
      throw new DomainError(
        "invalid",
        "log.two_directions",
        "Ask for what is after a cursor, or for what is before one.",
      );
    }
    const [row] = await tx.select({ nodeId: service.nodeId }).from(service).where(eq(service.id, serviceId));
    if (!row) throw notFound("service");
    return row.nodeId === null ? null : request;
  },
  perform: async ({ nodeReads }, request): Promise<SiteLog> =>
    request === null ? noSiteLog : nodeReads.siteLog(request),
});
