import { z } from "zod";
import { hostNameOf, shownHost } from "../hosting/index.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { command, type Outcome, type Scope } from "../kernel/operation.ts";
import { findContact } from "./contact.ts";
import { can, type DomainAction, mayManage, nameServersMax } from "./domain.state.ts";
import { type Domain, type DomainRow, lock, toDomain, update } from "./domain.ts";
import type { JobRequest } from "./job.sql.ts";
import type { JobKind } from "./job.state.ts";
import { addJob, hasOpen, jobDue, underWay } from "./job.ts";

const byDomain = { domainId: Id("domain") };

export function demandCan(action: DomainAction, row: DomainRow): void {
  if (can(action, row)) return;
  const message =
    row.registrar === "external"
      ? `${shownHost(row.name)} is registered elsewhere: that is done there.`
      : `This is not possible while ${shownHost(row.name)} is ${row.state}.`;
  throw new DomainError("conflict", `domain.cannot_${action}`, message);
}

/** The registrar is asked for it; a message tells when it is so. */
async function ask(
  scope: Scope,
  row: DomainRow,
  kind: JobKind,
  request: JobRequest,
  after: Record<string, unknown>,
): Promise<Outcome<Domain>> {
  const jobId = await addJob(scope, row, { kind, state: "due", request });
  return {
    value: toDomain(row),
    audit: { target: row.id, accountId: row.accountId, after: { name: row.name, ...after } },
    events: [jobDue(jobId)],
  };
}

async function changeable({ tx }: Scope, domainId: Id<"domain">): Promise<DomainRow> {
  const row = await lock(tx, domainId);
  demandCan("change", row);
  return row;
}

/** None: those of ours. */
export const setNameServers = command({
  name: "domain.set_name_servers",
  input: z.object({ ...byDomain, nameServers: z.array(z.string().trim().max(300)).max(nameServersMax) }),
  allow: mayManage,
  async run(scope, { domainId, nameServers: written }) {
    const row = await changeable(scope, domainId);
    const nameServers = written.map((one, at) => {
      const checked = hostNameOf(one, scope.ctx.ports.addresses);
      if ("name" in checked) return checked.name;
      throw refused(`nameServers.${at}`, checked.problem);
    });
    if (nameServers.length === 1) throw refused("nameServers", "Registries want two name servers at least.");
    if (new Set(nameServers).size < nameServers.length) throw refused("nameServers", "Name each server once.");
    if (!(await areOurs(scope, nameServers))) await demandUnsigned(scope, row);
    return ask(scope, row, "name_servers", { nameServers }, { nameServers: nameServers.join(", ") });
  },
});

const refused = (path: string, message: string) =>
  new DomainError("invalid", "domain.name_servers", message, { fields: [{ path, message }] });

export const setOwner = command({
  name: "domain.set_owner",
  input: z.object({
    ...{ ...byDomain, contactId: Id("domainContact") },
    /** Registries are told so with the change. */
    holdersAgree: z.literal(true, { error: "The holder of today and the new one have to agree." }),
  }),
  allow: mayManage,
  async run(scope, { domainId, contactId }) {
    const row = await changeable(scope, domainId);
    const contact = await findContact(scope.tx, contactId);
    if (contact.accountId !== row.accountId) throw notFound("contact");
    return ask(scope, row, "owner", { contactId }, {});
  },
});

/** A name that is locked is transferred by nobody. */
export const setLock = command({
  name: "domain.set_lock",
  input: z.object({ ...byDomain, locked: z.boolean() }),
  allow: mayManage,
  async run(scope, { domainId, locked }) {
    const row = await changeable(scope, domainId);
    if (row.locked === locked) return { value: toDomain(row), audit: "unchanged", events: [] };
    return ask(scope, row, "lock", { on: locked }, { locked });
  },
});

/** Whether the registry shows the world who holds it. */
export const setPrivacy = command({
  name: "domain.set_privacy",
  input: z.object({ ...byDomain, privacy: z.boolean() }),
  allow: mayManage,
  async run(scope, { domainId, privacy }) {
    const row = await changeable(scope, domainId);
    if (row.privacy === null)
      throw new DomainError(
        "conflict",
        "domain.no_privacy",
        `The registry of ${shownHost(row.name)} has no such thing.`,
      );
    if (row.privacy === privacy) return { value: toDomain(row), audit: "unchanged", events: [] };
    return ask(scope, row, "privacy", { on: privacy }, { privacy });
  },
});

/** Whether answers are signed, so that nobody can forge them on the way: by our name servers, with keys that they keep. */
export const setDnssec = command({
  name: "domain.set_dnssec",
  input: z.object({ ...byDomain, dnssec: z.boolean() }),
  allow: mayManage,
  async run(scope, { domainId, dnssec }) {
    const row = await changeable(scope, domainId);
    if (row.dnssec === dnssec) return { value: toDomain(row), audit: "unchanged", events: [] };
    if (dnssec && !(await areOurs(scope, row.nameServers)))
      throw new DomainError(
        "conflict",
        "domain.dnssec_elsewhere",
        `Others answer for ${shownHost(row.name)}, and only they can sign its answers. Use our name servers first.`,
      );
    if (dnssec) await demandNoneOpen(scope, row, "name_servers");
    return ask(scope, row, "dnssec", { on: dnssec }, { enabled: dnssec });
  },
});

async function areOurs({ ctx }: Scope, nameServers: readonly string[]): Promise<boolean> {
  const ours = await ctx.ports.registrar.ourNameServers();
  return nameServers.every((server) => ours.includes(server));
}

/** Servers without the keys that the registry names are believed by nobody who checks: the name would be gone for them. */
async function demandUnsigned(scope: Scope, row: DomainRow): Promise<void> {
  await demandNoneOpen(scope, row, "dnssec");
  if (!row.dnssec) return;
  const shown = shownHost(row.name);
  const message = `Switch DNSSEC off first, and wait a day: other name servers have no keys for ${shown}, and many could not reach it.`;
  throw new DomainError("conflict", "domain.signed", message);
}

async function demandNoneOpen({ tx }: Scope, { id, name }: DomainRow, kind: JobKind): Promise<void> {
  if (await hasOpen(tx, id, kind)) throw underWay(name);
}

/** Whether its renewal is ordered by itself before it ends. */
export const setAutoRenew = command({
  name: "domain.set_auto_renew",
  input: z.object({ ...byDomain, autoRenew: z.boolean() }),
  allow: mayManage,
  async run({ tx }, { domainId, autoRenew }) {
    const before = await lock(tx, domainId);
    demandCan("auto_renew", before);
    if (before.autoRenew === autoRenew) return { value: toDomain(before), audit: "unchanged", events: [] };
    const after = await update(tx, domainId, { autoRenew });
    return {
      value: toDomain(after),
      audit: { target: domainId, accountId: after.accountId, after: { name: after.name, enabled: autoRenew } },
      events: [],
    };
  },
});
