import { and, eq } from "drizzle-orm";
import { z } from "zod";
import * as Dns from "../dns/index.ts";
import { notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";
import { may } from "../kernel/permissions.state.ts";
import * as Services from "../services/index.ts";
import { serviceHost } from "./front.sql.ts";
import { recordOf } from "./front.ts";

export const LeftRecords = z
  .object({
    items: z.array(
      z.object({
        /** Whole. */
        name: z.string(),
        type: z.string(),
        data: z.string(),
        /** `here`: in a zone on our name servers, where people set it. `elsewhere`: where that name's DNS is kept. */
        where: z.enum(["here", "elsewhere"]),
        /** Where it is edited; null elsewhere. */
        domainId: Id("domain").nullable(),
      }),
    ),
  })
  .meta({ id: "LeftRecords" });
type LeftRecord = z.infer<typeof LeftRecords>["items"][number];

/**
 * What would still lead to a website, or by one of its names, when that is removed. What Rookery set there itself goes with
 * it. A node's bare address under some other name is not among it: others are on that node too, and it answers by no name
 * whose holder has not shown that it is theirs.
 */
export const leftRecords = query({
  name: "service.left_records",
  input: z.object({ serviceId: Id("service"), name: z.string().max(253).optional() }),
  allow: may("service:read"),
  async run({ tx, ctx }, { serviceId, name }) {
    const service = await Services.read(tx, serviceId);
    const mine = and(eq(serviceHost.serviceId, serviceId), name === undefined ? undefined : eq(serviceHost.name, name));
    const hosts = await tx.select().from(serviceHost).where(mine).orderBy(serviceHost.name);
    if (name !== undefined && hosts.length === 0) throw notFound("host");
    const { actor } = ctx;
    // Zones are of the whole account.
    const isWhole = !("serviceIds" in actor) || !actor.serviceIds;
    const names = hosts.map((host) => host.name);
    const own = name === undefined ? [ctx.ports.addresses.ofSite(service.name).host] : [];
    const targets = [...names, ...own];
    const found = isWhole ? await Dns.leadingRecords(tx, service.accountId, { names, targets }) : [];
    const items = found.flatMap(({ zone, owner, ...record }): LeftRecord[] => {
      const { name: at, type, data } = record;
      if (zone.hosted === "rookery")
        return owner === null ? [{ name: at, type, data, where: "here", domainId: zone.domainId }] : [];
      return owner === serviceId ? [{ name: at, type, data, where: "elsewhere", domainId: null }] : [];
    });
    // By which somebody has shown whose a name is, by hand.
    const proofs = hosts
      .filter(({ connectionId, verifiedAt }) => connectionId === null && verifiedAt !== null)
      .map((host): LeftRecord => {
        const { name: at, value: data } = recordOf(host);
        return { name: at, type: "TXT", data, where: "elsewhere", domainId: null };
      });
    return { items: [...items, ...proofs] };
  },
});
