import { randomBytes } from "node:crypto";
import { z } from "zod";
import { asciiName } from "#core/dns/domain-name.state.ts";
import { notThere, Refusal } from "./answer.ts";
import { premiumClass, registrable, says } from "./ending.ts";
import { begin } from "./job.ts";
import { type Operation, operation, type Work } from "./operation.ts";
import { listed, Query } from "./query.ts";
import type { Domain } from "./tables.ts";

const Handle = z.strictObject({ id: z.int() });
const Period = z.strictObject({ unit: z.enum(["YEAR"]), period: z.int().min(1).max(10) });
const Wanted = z.strictObject({
  name: z.string(),
  ...{ ownerc: Handle, adminc: Handle, techc: Handle, zonec: Handle },
  nameServers: z
    .array(z.strictObject({ name: z.string() }))
    .min(2)
    .max(10),
  period: Period,
  autoRenewStatus: z.enum(["TRUE", "FALSE", "ONCE"]),
  confirmOrder: z.boolean().optional(),
  /** Premium names have one, and are registered by it alone. */
  priceClass: z.string().max(50).optional(),
});
const Transfer = Wanted.extend({ authinfo: z.string().max(200) });
const Renewal = z.strictObject({ name: z.string(), period: Period, payable: z.iso.datetime({ offset: true }) });
const Update = z.strictObject({
  name: z.string(),
  ...{ ownerc: Handle, adminc: Handle, techc: Handle, zonec: Handle },
  nameServers: Wanted.shape.nameServers,
  autoRenewStatus: Wanted.shape.autoRenewStatus,
  privacy: z.boolean().optional(),
  dnssec: z.boolean().optional(),
  autoDnssec: z.boolean().optional(),
});
const Key = z.strictObject({
  algorithm: z.int(),
  flags: z.union([z.literal(256), z.literal(257)]),
  protocol: z.literal(3),
  publicKey: z.string().regex(/^[\sA-Za-z0-9+/]+=*$/),
});
/** Keys are told by whoever signs elsewhere. With `autoDnssec` these name servers make and tell them. */
const Signing = z.strictObject({
  name: z.string(),
  dnssec: z.boolean(),
  autoDnssec: z.boolean(),
  dnssecData: z.array(Key).optional(),
});
const OwnerChange = z.strictObject({ name: z.string(), ownerc: Handle, confirmOwnerConsent: z.literal(true) });
const Status = z.strictObject({ name: z.string(), registryStatus: z.enum(["ACTIVE", "LOCK", "HOLD", "HOLD_LOCK"]) });
const Restore = z.strictObject({ name: z.string() });

function mine({ data }: Work, name: string): Domain {
  const domain = data.domains.get(name);
  if (!domain) throw notThere("domain", name);
  return domain;
}

/** Names under which nobody is at work, and which exist. */
function idle(work: Work, name: string): Domain {
  const domain = mine(work, name);
  if (domain.deleted !== null) throw new Refusal("E0503", `${name} is deleted.`);
  demandIdle(work, name);
  return domain;
}

function demandIdle({ data }: Work, name: string): void {
  if (data.jobs.oldestFirst().some(({ object }) => object === name))
    throw new Refusal("E0502", `There is a job for ${name} already.`);
}

const yearsLater = (from: Date, years: number): string => {
  const until = new Date(from);
  until.setUTCFullYear(until.getUTCFullYear() + years);
  return until.toISOString();
};

function serversOf(given: readonly { name: string }[]): string[] {
  return given.map(({ name }) => {
    const host = asciiName(name, "host");
    if (host === undefined) throw new Refusal("E0204", `${name} cannot be a name server.`);
    return host;
  });
}

function contactsOf(
  { data }: Work,
  { ownerc, adminc, techc, zonec }: z.output<typeof Update> | z.output<typeof Wanted>,
) {
  for (const { id } of [ownerc, adminc, techc, zonec])
    if (!data.contacts.get(String(id))) throw notThere("contact", String(id));
  return { ownerc: ownerc.id, adminc: adminc.id, techc: techc.id, zonec: zonec.id };
}

function wanted(work: Work, body: z.output<typeof Wanted>): { after: Domain; label: string } {
  const found = registrable(body.name);
  if (!found) throw new Refusal("E0501", `${body.name} cannot be registered.`);
  if (work.data.domains.get(found.name)) throw new Refusal("E0504", `${found.name} is registered here already.`);
  demandIdle(work, found.name);
  if (says(found.label, "refused")) throw new Refusal("E0505", `${found.name} is refused, as its name says.`);
  return {
    label: found.label,
    after: {
      ...{ id: found.name, contacts: contactsOf(work, body), nameServers: serversOf(body.nameServers) },
      ...{
        registryStatus: "ACTIVE",
        privacy: found.ending.privacy ? false : null,
        dnssec: false,
        autoRenewStatus: body.autoRenewStatus,
        authinfo: null,
        deleted: null,
      },
      ...{ created: work.now.toISOString(), payable: yearsLater(work.now, body.period.period) },
      // Gone at once, and to be had back.
      ...(says(found.label, "lapsed") && { deleted: work.now.toISOString() }),
    },
  };
}

function register(work: Work, body: z.output<typeof Wanted>) {
  const { after, label } = wanted(work, body);
  if (body.priceClass !== (says(label, "premium") ? premiumClass : undefined))
    throw new Refusal("E0510", `${after.id} is not registered in this class of prices.`);
  const failure = ["taken", "reserved", "fails"].some((what) => says(label, what as "taken"))
    ? `The registry has ${after.id} registered for somebody else.`
    : undefined;
  return begin(work, { action: "CREATE", object: after.id, after, failure, slow: says(label, "slow") });
}

function transfer(work: Work, body: z.output<typeof Transfer>) {
  const { after, label } = wanted(work, body);
  const failure =
    body.authinfo === "wrong" || says(label, "fails") || says(label, "locked")
      ? "The auth code is not the one of the registry."
      : undefined;
  return begin(work, { action: "TRANSFER", object: after.id, after, failure, slow: says(label, "slow") });
}

const shown = (domain: Domain) => ({
  ...{ name: domain.id, idn: domain.id, registryStatus: domain.registryStatus, created: domain.created },
  ...{ expire: domain.payable, payable: domain.payable, autoRenewStatus: domain.autoRenewStatus },
  nameServers: domain.nameServers.map((name) => ({ name })),
  ...Object.fromEntries(Object.entries(domain.contacts).map(([role, id]) => [role, { id }])),
  ...(domain.authinfo !== null && { authinfo: domain.authinfo }),
  ...(domain.privacy !== null && { privacy: domain.privacy }),
  ...{ dnssec: domain.dnssec, autoDnssec: domain.dnssec },
});

/** What is deleted can be had back for so long. */
const restorableUntil = (deleted: string): string => new Date(Date.parse(deleted) + 30 * 86_400_000).toISOString();

const demandNamed = (name: string, body: { name: string }) => {
  if (body.name !== name) throw new Refusal("E0506", "The names in path and body differ.");
};

export const domainOperations: readonly Operation[] = [
  operation("POST /domain", Wanted, (work, _path, body) => register(work, body)),
  operation("POST /domain/_transfer", Transfer, (work, _path, body) => transfer(work, body)),
  operation("POST /domain/_search", Query, ({ data }, _path, query) => {
    const held = data.domains.oldestFirst().filter(({ deleted }) => deleted === null);
    const { rows, summary } = listed(held, query, { name: ({ id }) => id });
    return { data: rows.map(shown), object: { type: "Domain", summary } };
  }),
  operation("POST /domain/restore/_search", Query, ({ data }, _path, query) => {
    const gone = data.domains.oldestFirst().flatMap((one) => (one.deleted === null ? [] : { ...one, at: one.deleted }));
    const { rows, summary } = listed(gone, query, { name: ({ id }) => id });
    const found = rows.map((row) => ({ ...shown(row), deleted: row.at, restorePhaseEnd: restorableUntil(row.at) }));
    return { data: found, object: { type: "DomainRestore", summary } };
  }),
  operation("GET /domain/{name}", undefined, (work, { name }) => ({ data: [shown(mine(work, name))] })),
  operation("PUT /domain/{name}", Update, (work, { name }, body) => {
    demandNamed(name, body);
    const after = { ...idle(work, name), contacts: contactsOf(work, body), nameServers: serversOf(body.nameServers) };
    if (body.privacy !== undefined && after.privacy === null)
      throw new Refusal("E0511", `The registry of ${name} hides nobody.`);
    const { autoRenewStatus, privacy = after.privacy } = body;
    return begin(work, { action: "UPDATE", object: name, after: { ...after, autoRenewStatus, privacy } });
  }),
  operation("PUT /domain/{name}/_dnssec", Signing, (work, { name }, body) => {
    demandNamed(name, body);
    const before = idle(work, name);
    const served = work.data.zones.get(name)?.nameServers ?? [];
    const isServed = before.nameServers.every((server) => served.includes(server));
    if (body.dnssec !== body.autoDnssec || (body.dnssec && !isServed))
      throw new Refusal("E0512", `${name} is not on name servers that sign it.`);
    return begin(work, { action: "UPDATE", object: name, after: { ...before, dnssec: body.dnssec } });
  }),
  operation("PUT /domain/{name}/_ownerChange", OwnerChange, (work, { name }, body) => {
    demandNamed(name, body);
    const before = idle(work, name);
    if (!work.data.contacts.get(String(body.ownerc.id))) throw notThere("contact", String(body.ownerc.id));
    const after = { ...before, contacts: { ...before.contacts, ownerc: body.ownerc.id } };
    return begin(work, { action: "OWNERCHANGE", object: name, after });
  }),
  operation("PUT /domain/{name}/_renew", Renewal, (work, { name }, body) => {
    demandNamed(name, body);
    const domain = idle(work, name);
    // What was renewed already is not renewed again.
    if (Date.parse(body.payable) !== Date.parse(domain.payable))
      throw new Refusal("E0507", `${name} is paid until ${domain.payable}.`);
    const failure = says(name.split(".")[0] ?? "", "fails") ? "The registry refused." : undefined;
    const payable = yearsLater(new Date(domain.payable), body.period.period);
    return begin(work, { action: "RENEW", object: name, after: { ...domain, payable }, failure });
  }),
  operation("PUT /domain/{name}/_restore", Restore, (work, { name }, body) => {
    demandNamed(name, body);
    const domain = mine(work, name);
    if (domain.deleted === null) throw new Refusal("E0508", `${name} is not deleted.`);
    return begin(work, { action: "RESTORE", object: name, after: { ...domain, deleted: null } });
  }),
  operation("PUT /domain/{name}/_statusUpdate", Status, (work, { name }, body) => {
    demandNamed(name, body);
    const after = { ...idle(work, name), registryStatus: body.registryStatus };
    return begin(work, { action: "UPDATE_STATUS", object: name, after });
  }),
  operation("POST /domain/{name}/_authinfo1", undefined, (work, { name }) => {
    const domain = idle(work, name);
    if (domain.registryStatus.includes("LOCK")) throw new Refusal("E0509", `${name} is locked.`);
    const authinfo = randomBytes(9).toString("base64url");
    return { data: [shown(work.data.domains.put({ ...domain, authinfo }))] };
  }),
];
