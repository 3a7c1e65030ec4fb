import { and, eq } from "drizzle-orm";
import { z } from "zod";
import * as Certificates from "../certificates/index.ts";
import { newToken } from "../identity/index.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound, violates } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { command, providerCommand } from "../kernel/operation.ts";
import "../sso/ports.ts";
import { hostNameOf } from "../hosting/index.ts";
import type * as Services from "../services/index.ts";
import { dropName } from "./connection.ts";
import { serviceFront, serviceHost } from "./front.sql.ts";
import { changeFront, configurable, configured, noted, recordOf } from "./front.ts";
import { scanWhatLed } from "./left-scan.ts";
import { hostsMax, mayConfigure } from "./settings.state.ts";

const byName = z.object({ serviceId: Id("service"), name: z.string().max(253) });

const ofService = (serviceId: Id<"service">, name: string) =>
  and(eq(serviceHost.serviceId, serviceId), eq(serviceHost.name, name));

/** Writes a name down. Nothing leads there until a record in the DNS shows whose it is. */
export const addHost = command({
  name: "service.add_host",
  input: z.object({ serviceId: Id("service"), name: z.string().max(300) }),
  allow: mayConfigure,
  async run(scope, { serviceId, name: written }) {
    const { tx, ctx } = scope;
    const service = await configurable(tx, serviceId);
    const checked = hostNameOf(written, ctx.ports.addresses);
    if ("problem" in checked) {
      const { problem } = checked;
      throw new DomainError("invalid", "host.invalid", problem, { fields: [{ path: "name", message: problem }] });
    }
    const { name } = checked;
    if ((await tx.$count(serviceHost, eq(serviceHost.serviceId, serviceId))) >= hostsMax)
      throw new DomainError("conflict", "host.too_many", `There are ${hostsMax} names already.`);
    const challenge = `rookery=${newToken().reveal()}`;
    const row = { serviceId, accountId: service.accountId, name, challenge, createdAt: ctx.now() };
    const [added] = await tx.insert(serviceHost).values(row).onConflictDoNothing().returning();
    if (!added) throw new DomainError("conflict", "host.known", "This name is there already.");
    return noted(scope, service, { after: { host: name } });
  },
});

/** Looks for the record. From then on the name leads to the service, and to no other one. */
export const verifyHost = providerCommand({
  name: "service.verify_host",
  input: byName,
  allow: mayConfigure,
  async intend({ tx }, { serviceId, name }) {
    const [row] = await tx.select().from(serviceHost).where(ofService(serviceId, name));
    if (!row) throw notFound("host");
    return row;
  },
  async perform(ports, row) {
    const { name, value } = recordOf(row);
    if ((await ports.txtRecords.of(name)).includes(value)) return;
    const message = "The record is not there yet. New records can take an hour until everybody sees them.";
    throw new DomainError("conflict", "host.unverified", message);
  },
  async settle(scope, { serviceId, name }) {
    const { tx, ctx } = scope;
    const service = await configurable(tx, serviceId);
    const [row] = await tx
      .update(serviceHost)
      .set({ verifiedAt: ctx.now() })
      .where(ofService(serviceId, name))
      .returning()
      .catch((error: unknown) => {
        throw violates(error, "service_host_verified") ? hostTaken(error) : error;
      });
    if (!row) throw notFound("host");
    return configured(scope, service, { after: { host: name } });
  },
});

const hostTaken = (cause: unknown) =>
  new DomainError(
    "conflict",
    "host.taken",
    "Another website answers by this name. Remove it there, or ask us about it.",
    {
      cause,
    },
  );

export const removeHost = command({
  name: "service.remove_host",
  input: byName,
  allow: mayConfigure,
  async run(scope, { serviceId, name }) {
    const { tx } = scope;
    const service = await configurable(tx, serviceId);
    const [gone] = await tx.delete(serviceHost).where(ofService(serviceId, name)).returning();
    if (!gone) throw notFound("host");
    await tx
      .update(serviceFront)
      .set({ primaryHost: null })
      .where(and(eq(serviceFront.serviceId, serviceId), eq(serviceFront.primaryHost, name)));
    if (gone.verifiedAt !== null) await Certificates.forget(tx, service.accountId, [name]);
    await tx
      .update(serviceHost)
      .set({ leadsTo: null })
      .where(and(eq(serviceHost.serviceId, serviceId), eq(serviceHost.leadsTo, name)));
    const audit = { before: { host: name } };
    if (gone.verifiedAt === null) return noted(scope, service, audit);
    await scanWhatLed(scope, service, [name]);
    const dropped = gone.connectionId === null ? [] : await dropName(scope, service, gone.connectionId, name);
    return configured(scope, service, audit, dropped);
  },
});

/** Has all other names lead to one; null: each answers by itself. */
export const setPrimaryHost = command({
  name: "service.set_primary_host",
  input: z.object({ serviceId: Id("service"), name: z.string().max(253).nullable() }),
  allow: mayConfigure,
  async run(scope, { serviceId, name }) {
    const { tx, ctx } = scope;
    const service = await configurable(tx, serviceId);
    const own = ctx.ports.addresses.ofSite(service.name).host;
    if (name !== null && name !== own) await demandVerified(tx, serviceId, name);
    const [before] = await tx.select().from(serviceFront).where(eq(serviceFront.serviceId, serviceId));
    await changeFront(scope, service, { primaryHost: name });
    return configured(scope, service, { before: { host: before?.primaryHost ?? null }, after: { host: name } });
  },
});

async function demandVerified(tx: Tx, serviceId: Services.ServiceRow["id"], name: string): Promise<void> {
  const [row] = await tx.select().from(serviceHost).where(ofService(serviceId, name));
  if (!row) throw notFound("host");
  if (row.verifiedAt === null)
    throw new DomainError("conflict", "host.unverified", "Show first that this name is yours: by its record.");
}
