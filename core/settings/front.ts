import { and, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import * as Certificates from "../certificates/index.ts";
import { newToken } from "../identity/index.ts";
import { permits } from "../kernel/actor.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { start } from "../kernel/long-operation/plan.ts";
import { type DomainEvent, type Outcome, query, type Scope } from "../kernel/operation.ts";
import { may } from "../kernel/permissions.state.ts";
import "../kernel/ports.ts";
import { shownHost } from "../hosting/index.ts";
import type { Tx } from "../kernel/db.ts";
import { open, seal } from "../kernel/sealed.ts";
import { sealedAt } from "../kernel/sealed-column.ts";
import * as Services from "../services/index.ts";
import { serviceEntrant, serviceFront, serviceHost } from "./front.sql.ts";
import { configurePlan } from "./plans.ts";
import { redirectCodes } from "./redirect.state.ts";
import { canConfigure, mayConfigure } from "./settings.state.ts";

export const byService = z.object({ serviceId: Id("service") });

export const RedirectRule = z.object({
  from: z.string().max(255),
  to: z.string().max(1500),
  code: z.literal(redirectCodes),
  keepPath: z.boolean(),
});

export const ServiceSettings = z
  .object({
    hosts: z.array(
      z.object({
        name: z.string(),
        /** As people write it: `größe.example` for `xn--gre-6ka8i.example`. */
        shown: z.string(),
        /** The TXT record that shows whose it is; null for the name that came with the website. */
        record: z.object({ name: z.string(), value: z.string() }).nullable(),
        verifiedAt: z.date().nullable(),
        /** By which it answers https; null where nobody has asked for one. */
        certificate: Certificates.HostCertificate.nullable(),
      }),
    ),
    /** The one that all others lead to. */
    primaryHost: z.string().nullable(),
    redirects: z.array(RedirectRule),
    /** Who may come in by a password; everybody comes in where there is nobody. */
    entrants: z.array(z.object({ name: z.string(), setAt: z.date() })),
    maintenance: z.boolean(),
    /** Who comes by http is sent on to https, at names that have a certificate. */
    httpsOnly: z.boolean(),
    /** How long browsers are told to come by https alone. */
    hstsSeconds: z.int().nullable(),
    /** Lets a browser see the website in spite of password and maintenance; null for who may not set them. */
    passUrl: z.string().nullable(),
    /** Counts what was changed. */
    generation: z.int(),
    /** The newest piece of work on the website. */
    operation: Services.OperationSummary.nullable(),
  })
  .meta({ id: "ServiceSettings" });
export type ServiceSettings = z.infer<typeof ServiceSettings>;

type FrontRow = typeof serviceFront.$inferSelect;
type HostRow = typeof serviceHost.$inferSelect;

const passAt = ({ serviceId, accountId }: Pick<FrontRow, "serviceId" | "accountId">) =>
  sealedAt(serviceFront.pass, serviceId, { kind: "account", id: accountId });
export const hashAt = ({
  serviceId,
  accountId,
  name,
}: Pick<typeof serviceEntrant.$inferSelect, "serviceId" | "accountId" | "name">) =>
  sealedAt(serviceEntrant.hash, `${serviceId}/${name}`, { kind: "account", id: accountId });

export const recordOf = ({ name, challenge }: HostRow) => ({ name: `_rookery.${name}`, value: challenge });

const findFront = async (tx: Tx, serviceId: Id<"service">): Promise<FrontRow | undefined> => {
  const [row] = await tx.select().from(serviceFront).where(eq(serviceFront.serviceId, serviceId));
  return row;
};

/** Where somebody sets something for the first time, there is a row from then on. */
export async function changeFront(
  { tx, ctx }: Scope,
  { id: serviceId, accountId }: Services.ServiceRow,
  change: Partial<Pick<FrontRow, "primaryHost" | "redirects" | "maintenance" | "httpsOnly" | "hstsSeconds">>,
): Promise<void> {
  const pass = await seal(ctx.ports.keys.in(tx), passAt({ serviceId, accountId }), newToken());
  await tx
    .insert(serviceFront)
    .values({ serviceId, accountId, pass, ...change })
    .onConflictDoUpdate({ target: serviceFront.serviceId, set: { serviceId, ...change } });
}

export async function settingsOf({ tx, ctx }: Scope, service: Services.ServiceRow): Promise<ServiceSettings> {
  const mine = { host: eq(serviceHost.serviceId, service.id), entrant: eq(serviceEntrant.serviceId, service.id) };
  const front = await findFront(tx, service.id);
  const hosts = await tx.select().from(serviceHost).where(mine.host).orderBy(serviceHost.createdAt, serviceHost.name);
  const entrants = await tx.select().from(serviceEntrant).where(mine.entrant).orderBy(serviceEntrant.name);
  const { host, url } = ctx.ports.addresses.ofSite(service.name);
  const closed = front && (front.maintenance || entrants.length > 0) && permits(ctx.actor, mayConfigure);
  const names = [host, ...hosts.map(({ name }) => name)];
  const certificates = await Certificates.shownAt(tx, service.accountId, names);
  const pass = closed ? (await open(ctx.ports.keys.in(tx), passAt(front), front.pass)).reveal() : undefined;
  return {
    hosts: [
      {
        name: host,
        shown: host,
        record: null,
        verifiedAt: service.createdAt,
        certificate: certificates.get(host) ?? null,
      },
      ...hosts.map((row) => ({
        ...{ name: row.name, shown: shownHost(row.name), record: recordOf(row), verifiedAt: row.verifiedAt },
        certificate: certificates.get(row.name) ?? null,
      })),
    ],
    primaryHost: front?.primaryHost ?? null,
    redirects: [...(front?.redirects ?? [])],
    entrants: entrants.map(({ name, setAt }) => ({ name, setAt })),
    maintenance: front?.maintenance ?? false,
    httpsOnly: front?.httpsOnly ?? true,
    hstsSeconds: front?.hstsSeconds ?? null,
    passUrl: pass === undefined ? null : new URL(`/.rookery/pass/${pass}`, addressOf(url, front?.primaryHost)).href,
    generation: service.generation,
    operation: (await Services.operationOf(tx, [service.id])).get(service.id) ?? null,
  };
}

/** The address of a website, by another one of its hosts. */
export function addressOf(siteUrl: string, host: string | null | undefined): string {
  const url = new URL(siteUrl);
  if (host) url.hostname = host;
  return url.origin;
}

export const getSettings = query({
  name: "service.get_settings",
  input: byService,
  allow: may("service:read"),
  run: async (scope, { serviceId }) => settingsOf(scope, await Services.read(scope.tx, serviceId)),
});

/** The service, locked, of which something may be set now. */
export async function configurable(tx: Tx, serviceId: Id<"service">): Promise<Services.ServiceRow> {
  const service = await Services.lock(tx, serviceId);
  if (canConfigure(service)) return service;
  const message = `This is not possible while the service is ${service.state}.`;
  throw new DomainError("conflict", "service.cannot_configure", message);
}

/**
 * The end of a command that changed something: the node is told what is set by then. While another piece of work on the
 * service is under way, all of it is refused with `operation.in_progress`.
 */
export async function configured(
  scope: Scope,
  { id: serviceId, accountId, generation }: Services.ServiceRow,
  audit: { before?: unknown; after?: unknown },
  more: readonly DomainEvent[] = [],
): Promise<Outcome<ServiceSettings>> {
  const { tx, ctx } = scope;
  const service = await Services.update(tx, serviceId, { generation: generation + 1 });
  const { event } = await start(tx, ctx, configurePlan, { subject: serviceId, accountId });
  return {
    value: await settingsOf(scope, service),
    audit: { target: serviceId, accountId, ...audit },
    events: [event, ...more],
  };
}

/** The same, where the node has nothing to do with it. */
export const noted = async (
  scope: Scope,
  service: Services.ServiceRow,
  audit: { before?: unknown; after?: unknown },
): Promise<Outcome<ServiceSettings>> => ({
  value: await settingsOf(scope, service),
  audit: { target: service.id, accountId: service.accountId, ...audit },
  events: [],
});

/** All that a node has to know of it. */
export const front = query({
  name: "service.front",
  input: byService,
  allow: { system: true },
  async run({ tx, ctx }, { serviceId }) {
    const verified = and(eq(serviceHost.serviceId, serviceId), isNotNull(serviceHost.verifiedAt));
    const row = await findFront(tx, serviceId);
    const hosts = await tx.select().from(serviceHost).where(verified).orderBy(serviceHost.name);
    const sealed = await tx
      .select()
      .from(serviceEntrant)
      .where(eq(serviceEntrant.serviceId, serviceId))
      .orderBy(serviceEntrant.name);
    const entrants = [];
    for (const entrant of sealed) {
      const hash = await open(ctx.ports.keys.in(tx), hashAt(entrant), entrant.hash);
      entrants.push({ name: entrant.name, hash: hash.reveal() });
    }
    const closed = row && (row.maintenance || entrants.length > 0);
    return {
      hosts: hosts.map(({ name }) => name),
      /** Those whose visitors are sent on to another one. */
      leads: hosts.flatMap(({ name, leadsTo }) => (leadsTo === null ? [] : { from: name, to: leadsTo })),
      httpsOnly: row?.httpsOnly ?? true,
      hstsSeconds: row?.hstsSeconds ?? null,
      primaryHost: row?.primaryHost ?? null,
      redirects: row?.redirects ?? [],
      entrants,
      maintenance: row?.maintenance ?? false,
      pass: closed ? (await open(ctx.ports.keys.in(tx), passAt(row), row.pass)).reveal() : undefined,
    };
  },
});
export type Front = Awaited<ReturnType<typeof front>>;

/** The service is gone: its names are free again, and nobody comes in any more. */
export async function forget(tx: Tx, serviceId: Id<"service">): Promise<void> {
  const hosts = await tx.select().from(serviceHost).where(eq(serviceHost.serviceId, serviceId));
  for (const { accountId, name } of hosts) await Certificates.forget(tx, accountId, [name]);
  await tx.delete(serviceHost).where(eq(serviceHost.serviceId, serviceId));
  await tx.delete(serviceEntrant).where(eq(serviceEntrant.serviceId, serviceId));
  await tx.delete(serviceFront).where(eq(serviceFront.serviceId, serviceId));
}
