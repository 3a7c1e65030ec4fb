import { and, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import * as Certificates from "../certificates/index.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { isUnderWay, start } from "../kernel/long-operation/plan.ts";
import { command, query } from "../kernel/operation.ts";
import * as Services from "../services/index.ts";
import { serviceHost } from "./front.sql.ts";
import { byService, configurable, settingsOf } from "./front.ts";
import { configurePlan } from "./plans.ts";
import { canConfigure, mayConfigure } from "./settings.state.ts";

/** Has a certificate issued for a name that leads here, by which it answers https from then on. */
export const secureHost = command({
  name: "service.secure_host",
  input: z.object({ serviceId: Id("service"), name: z.string().max(253) }),
  allow: mayConfigure,
  async run(scope, { serviceId, name }) {
    const { tx } = scope;
    const service = await configurable(tx, serviceId);
    const mine = and(eq(serviceHost.serviceId, serviceId), eq(serviceHost.name, name));
    const [host] = await tx.select().from(serviceHost).where(mine);
    if (!host) throw notFound("host");
    if (host.verifiedAt === null)
      throw new DomainError("conflict", "host.unverified", "Show first that this name is yours: by its record.");
    const { accountId } = service;
    const { events } = await Certificates.requestCertificate(scope, { accountId, names: [name], method: "http-01" });
    const value = await settingsOf(scope, service);
    if (events.length === 0) return { value, audit: "unchanged", events: [] };
    return { value, audit: { target: serviceId, accountId, after: { host: name } }, events };
  },
});

/** The hosts of an account that certificates with these names are good for, and the services that they lead to. */
export const hostsCovered = query({
  name: "service.hosts_covered",
  input: z.object({ accountId: Id("account"), names: z.array(z.string()) }),
  allow: { system: true },
  async run({ tx }, { accountId, names }) {
    const own = and(eq(serviceHost.accountId, accountId), isNotNull(serviceHost.verifiedAt));
    const rows = await tx.select().from(serviceHost).where(own).orderBy(serviceHost.name);
    return rows
      .filter(({ name }) => names.some((certified) => Certificates.covers(certified, name)))
      .map(({ name, serviceId }) => ({ host: name, serviceId }));
  },
});

/** Brings what is set to the node once more, unless something is about to do so. */
export const tellNode = command({
  name: "service.tell_node",
  input: byService,
  allow: { system: true },
  async run({ tx, ctx }, { serviceId }) {
    const service = await Services.lock(tx, serviceId);
    if (!canConfigure(service) || (await isUnderWay(tx, serviceId)))
      return { value: null, audit: "unchanged", events: [] };
    const { accountId } = service;
    const { event } = await start(tx, ctx, configurePlan, { subject: serviceId, accountId });
    return { value: null, audit: { target: serviceId, accountId }, events: [event] };
  },
});
