import { and, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import * as Certificates from "../certificates/index.ts";
import * as Dns from "../dns/index.ts";
import * as Domains from "../domains/index.ts";
import { hostNameOf } from "../hosting/index.ts";
import { newToken } from "../identity/index.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, violates } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { isUnderWay, requestCancel, start, succeededSince } from "../kernel/long-operation/plan.ts";
import { command, type DomainEvent, query, type Scope } from "../kernel/operation.ts";
import * as Nodes from "../nodes/index.ts";
import * as Services from "../services/index.ts";
import { serviceHost } from "./front.sql.ts";
import { configurable, ServiceSettings, settingsOf } from "./front.ts";
import { configurePlan, connectPlan } from "./plans.ts";
import { hostsMax, mayConfigure, partnerOf } from "./settings.state.ts";

export const Connected = z.object({ connectionId: Id("connection"), settings: ServiceSettings });

/**
 * Has a name of an own domain lead to a service: its records, its route and its certificate, in one operation on the
 * connection. Whose the name is was shown with its domain.
 */
export const connectName = command({
  name: "service.connect_name",
  input: z.object({
    serviceId: Id("service"),
    name: z.string().max(300),
    /** The other one of example.com and www.example.com, too, which leads visitors on to this one. */
    partner: z.boolean().default(false),
  }),
  allow: mayConfigure,
  async run(scope, { serviceId, name: written, partner }) {
    const { tx, ctx } = scope;
    const service = await configurable(tx, serviceId);
    const { accountId } = service;
    const checked = hostNameOf(written, ctx.ports.addresses);
    if ("problem" in checked) throw atName("invalid", "host.invalid", checked.problem);
    const { name } = checked;
    const domain = await Domains.findOwnDomain(tx, accountId, name);
    if (!domain) throw atName("conflict", "host.no_domain", "Add its domain first, and show that it is yours.");
    const second = partner ? partnerOf(name, domain.name) : undefined;
    const names = second === undefined ? [name] : [name, second];
    if ((await tx.$count(serviceHost, eq(serviceHost.serviceId, serviceId))) + names.length > hostsMax)
      throw new DomainError("conflict", "host.too_many", `There are ${hostsMax} names at most.`);
    const [known] = await tx
      .select()
      .from(serviceHost)
      .where(and(eq(serviceHost.serviceId, serviceId), eq(serviceHost.name, name)));
    // What came to nothing is tried once more.
    if (known?.connectionId && !(await isUnderWay(tx, known.connectionId))) {
      await connectAgain(tx, known.connectionId);
      const { event } = await start(tx, ctx, connectPlan, { subject: known.connectionId, accountId });
      return connected(scope, service, known.connectionId, name, [event]);
    }
    const connectionId = newId("connection");
    const now = ctx.now();
    await tx
      .insert(serviceHost)
      .values(
        names.map((host) => ({
          ...{ serviceId, accountId, name: host, connectionId, verifiedAt: now, createdAt: now },
          ...{ challenge: `rookery=${newToken().reveal()}`, leadsTo: host === name ? null : name },
        })),
      )
      .catch((error: unknown) => {
        if (violates(error, "service_host_once")) throw atName("conflict", "host.known", "This name is there already.");
        throw violates(error, "service_host_verified") ? taken(error) : error;
      });
    const { events } = await zoneOf(scope, domain);
    const { event } = await start(tx, ctx, connectPlan, { subject: connectionId, accountId });
    return connected(scope, service, connectionId, name, [...events, event]);
  },
});

const connected = async (
  scope: Scope,
  service: Services.ServiceRow,
  connectionId: Id<"connection">,
  name: string,
  events: DomainEvent[],
) => ({
  value: { connectionId, settings: await settingsOf(scope, service) },
  audit: { target: service.id, accountId: service.accountId, after: { host: name } },
  events,
});

const atName = (kind: "invalid" | "conflict", code: string, message: string) =>
  new DomainError(kind, code, message, { fields: [{ path: "name", message }] });

const taken = (cause: unknown) =>
  new DomainError(
    "conflict",
    "host.taken",
    "Another website answers by this name. Remove it there, or ask us about it.",
    {
      cause,
    },
  );

const zoneOf = (scope: Scope, domain: Domains.DomainRow) =>
  Dns.ensureZone(scope, domain, domain.registrar === "external" ? "external" : "rookery");

const reasonOf = ({ ctx }: Scope, { name }: Services.ServiceRow) =>
  `It leads to the website ${ctx.ports.addresses.ofSite(name).host}.`;

/** In its zone: "" for the zone itself. */
const relative = (name: string, zone: Dns.ZoneRow) => (name === zone.name ? "" : name.slice(0, -zone.name.length - 1));

/** A name of a service is gone: so are its records, and nobody waits for them any more. */
export async function dropName(
  scope: Scope,
  service: Services.ServiceRow,
  connectionId: Id<"connection">,
  name: string,
): Promise<DomainEvent[]> {
  const { tx, ctx } = scope;
  const zone = await Dns.zoneFor(tx, service.accountId, name);
  const events: DomainEvent[] = [];
  if (zone) {
    const managed = { zoneId: zone.id, owner: service.id };
    const own = relative(name, zone);
    const records = (await Dns.recordsOfOwner(tx, managed)).filter((record) => record.name !== own);
    events.push(...(await Dns.putManagedRecords(scope, { ...managed, reason: reasonOf(scope, service), records })));
  }
  if ((await tx.$count(serviceHost, eq(serviceHost.connectionId, connectionId))) > 0) return events;
  const connecting = await requestCancel(tx, { subject: connectionId, kind: connectPlan.kind }, ctx.now());
  return connecting ? [...events, connecting] : events;
}

const byConnection = z.object({ connectionId: Id("connection") });

/** Puts what its names need into their zone, which brings it to the name servers. */
export const putConnectionRecords = command({
  name: "service.put_records",
  input: byConnection,
  allow: { system: true },
  async run(scope, { connectionId }) {
    const { tx } = scope;
    const rows = await tx.select().from(serviceHost).where(eq(serviceHost.connectionId, connectionId));
    const [first] = rows;
    const zone = first && (await Dns.zoneFor(tx, first.accountId, first.name));
    if (!zone) return { value: null, audit: "unchanged", events: [] };
    const service = await Services.lock(tx, first.serviceId);
    if (service.nodeId === null) return { value: null, audit: "unchanged", events: [] };
    const { host } = await Nodes.read(tx, service.nodeId);
    const needed = rows.map(({ name }) => Dns.recordTo(host, relative(name, zone)));
    const names = new Set(needed.map(({ name }) => name));
    const managed = { zoneId: zone.id, owner: service.id };
    const others = (await Dns.recordsOfOwner(tx, managed)).filter(({ name }) => !names.has(name));
    const events = await Dns.putManagedRecords(scope, {
      ...managed,
      reason: reasonOf(scope, service),
      records: [...others, ...needed],
    });
    if (events.length === 0) return { value: null, audit: "unchanged", events: [] };
    return { value: null, audit: { target: service.id, accountId: service.accountId }, events };
  },
});

/** How far a connection is, for the steps that make it; null when its names were taken away meanwhile. */
export const connection = query({
  name: "service.connection",
  input: byConnection,
  allow: { system: true },
  async run({ tx }, { connectionId }) {
    const rows = await tx.select().from(serviceHost).where(eq(serviceHost.connectionId, connectionId));
    const [first] = rows;
    if (!first) return null;
    const { serviceId, accountId, createdAt } = first;
    const names = rows.map(({ name }) => name).toSorted();
    const zone = await Dns.zoneFor(tx, accountId, first.name);
    const certificates = await Certificates.shownAt(tx, accountId, names);
    const underWay = await Promise.all([...certificates.values()].map(({ id }) => isUnderWay(tx, id)));
    return {
      ...{ serviceId, names },
      hosted: zone?.hosted ?? ("external" as const),
      records: zone ? await Dns.managedState(tx, { zoneId: zone.id, owner: serviceId }) : { state: "applied" as const },
      isPublished: await succeededSince(tx, { subject: serviceId, kind: configurePlan.kind }, createdAt),
      certificates,
      isSecuring: underWay.includes(true),
    };
  },
});

/** Asks for a certificate of each name by itself: one that cannot have one keeps none of the others from it. */
export const secureConnection = command({
  name: "service.secure_connection",
  input: byConnection,
  allow: { system: true },
  async run(scope, { connectionId }) {
    const rows = await scope.tx.select().from(serviceHost).where(eq(serviceHost.connectionId, connectionId));
    const events: DomainEvent[] = [];
    for (const { accountId, name } of rows) {
      const asked = await Certificates.requestCertificate(scope, { accountId, names: [name], method: "http-01" });
      events.push(...asked.events);
    }
    const [first] = rows;
    if (!first || events.length === 0) return { value: null, audit: "unchanged", events: [] };
    return { value: null, audit: { target: first.serviceId, accountId: first.accountId }, events };
  },
});

/** Before it is tried once more: certificates that could not be had are asked for anew. */
export async function connectAgain(tx: Tx, connectionId: Id<"connection">): Promise<void> {
  for (const { accountId, name } of await tx
    .select()
    .from(serviceHost)
    .where(eq(serviceHost.connectionId, connectionId))) {
    const known = (await Certificates.shownAt(tx, accountId, [name])).get(name);
    if (known && known.state !== "valid") await Certificates.forget(tx, accountId, [name]);
  }
}

/** A service is gone, and what it had in zones with it. */
export async function dropAllRecords(scope: Scope, serviceId: Id<"service">): Promise<DomainEvent[]> {
  const { tx } = scope;
  const connected = and(eq(serviceHost.serviceId, serviceId), isNotNull(serviceHost.connectionId));
  const zones = new Map<string, Dns.ZoneRow>();
  for (const { accountId, name } of await tx.select().from(serviceHost).where(connected)) {
    const zone = await Dns.zoneFor(tx, accountId, name);
    if (zone) zones.set(zone.id, zone);
  }
  const events: DomainEvent[] = [];
  for (const { id: zoneId } of zones.values())
    events.push(...(await Dns.removeManagedRecords(scope, { zoneId, owner: serviceId })));
  return events;
}
