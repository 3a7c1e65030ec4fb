import { eq } from "drizzle-orm";
import { z } from "zod";
import { may } from "../kernel/actor.ts";
import { notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { providerQuery } from "../kernel/operation.ts";
import type { SiteLog } from "./ports.ts";
import { service } from "./service.sql.ts";

/** The site's own log, from its node. Empty while the service has no node. */
export const siteLog = providerQuery({
  name: "service.log",
  input: z.object({ serviceId: Id("service"), after: z.string().max(200).optional() }),
  allow: may("service:log"),
  async intend({ tx }, { serviceId, after }) {
    const [row] = await tx.select({ nodeId: service.nodeId }).from(service).where(eq(service.id, serviceId));
    if (!row) throw notFound("service");
    return row.nodeId === null ? null : { serviceId, after };
  },
  perform: async ({ nodeReads }, request): Promise<SiteLog> =>
    request === null ? { lines: [], cursor: null } : nodeReads.siteLog(request),
});
