import { z } from "zod";
import { DomainError } from "../../kernel/errors.ts";
import type { ProviderJob, RegistrarOrder } from "../ports.ts";
import { type Autodns, type AutodnsAnswer, type AutodnsCall, segment } from "./client.ts";
import { wholeDomain } from "./domain.ts";
import { Job, stateOf } from "./job.ts";
import { cents, findNames } from "./studio.ts";

const begun = ({ data: [job] }: AutodnsAnswer<z.output<typeof Job>>): ProviderJob => {
  if (!job)
    throw new DomainError("unavailable", "registry.unavailable", "The domain registry did not say what it took.");
  return { id: job.id, state: stateOf(job.status) };
};

const refused = (why: string) =>
  new DomainError("conflict", "registry.refused", "The domain registry refused this.", { cause: new Error(why) });

const serversOf = (names: readonly string[]) => names.map((name) => ({ name }));
const rolesOf = (holder: number) =>
  Object.fromEntries(["ownerc", "adminc", "techc", "zonec"].map((role) => [role, { id: holder }]));
const yearsOf = (years: number) => ({ unit: "YEAR", period: years });

/** We renew ourselves, when a renewal is paid: theirs would go on by itself. */
const renewedByUs = "FALSE";

/** Asks for one thing. Taken is not done: a message tells when it is. */
export async function beginOrder(
  call: Autodns,
  order: RegistrarOrder,
  { nameServers, ctid }: { nameServers: readonly string[]; ctid: string },
): Promise<ProviderJob> {
  const request = await requestOf(call, order, nameServers);
  return begun(await call({ ...request, ctid, data: Job }));
}

type Request = Pick<AutodnsCall<z.ZodType>, "method" | "path"> & { body: object };

async function requestOf(call: Autodns, order: RegistrarOrder, ours: readonly string[]): Promise<Request> {
  const { name } = order;
  const below = (rest: string) => ({ method: "PUT" as const, path: `/domain/${segment(name)}${rest}` });
  switch (order.kind) {
    case "register": {
      const priceClass = await priceClassOf(call, order);
      const servers = { nameServers: serversOf(ours), autoRenewStatus: renewedByUs, confirmOrder: true };
      const body = { name, ...rolesOf(order.holder), ...servers, period: yearsOf(order.years), ...priceClass };
      return { method: "POST", path: "/domain", body };
    }
    case "transfer": {
      const servers = { nameServers: serversOf(order.nameServers ?? ours), autoRenewStatus: renewedByUs };
      const body = { name, ...rolesOf(order.holder), ...servers, confirmOrder: true, period: yearsOf(1) };
      return { method: "POST", path: "/domain/_transfer", body: { ...body, authinfo: order.authCode.reveal() } };
    }
    case "renew": {
      const body = { name, period: yearsOf(order.years), payable: order.paidUntil.toISOString() };
      return { ...below("/_renew"), body };
    }
    case "restore":
      return { ...below("/_restore"), body: { name } };
    case "owner":
      return { ...below("/_ownerChange"), body: { name, ownerc: { id: order.holder }, confirmOwnerConsent: true } };
    case "contacts": {
      const { ownerc, adminc, techc, zonec, ...rest } = await whole(call, name);
      const given = Object.entries({ adminc, techc, zonec }).map(([role, handle]) => [
        role,
        handle && order.former.includes(handle.id) ? { id: order.holder } : handle,
      ]);
      return { ...below(""), body: { ...rest, ownerc, ...Object.fromEntries(given) } };
    }
    case "lock":
      return { ...below("/_statusUpdate"), body: { name, registryStatus: order.on ? "LOCK" : "ACTIVE" } };
    case "name_servers":
      return { ...below(""), body: { ...(await whole(call, name)), nameServers: serversOf(order.nameServers) } };
    case "dnssec":
      return { ...below("/_dnssec"), body: { name, ...signing(order.on) } };
    case "privacy":
      return { ...below(""), body: { ...(await whole(call, name)), privacy: order.on } };
  }
}

/** With the keys of their name servers, which they tell the registry; off, what the registry has of keys goes. */
const signing = (on: boolean) => ({ dnssec: on, autoDnssec: on, ...(!on && { dnssecData: [] }) });

type Role = "ownerc" | "adminc" | "techc" | "zonec";

/** What is not said again is lost. */
async function whole(call: Autodns, name: string): Promise<{ [role in Role]?: { id: number } }> {
  const found = await wholeDomain(call, name);
  if (!found) throw refused(`${name} is not registered through us`);
  const { ownerc, adminc, techc, zonec, nameServers, autoRenewStatus, privacy, dnssec, autoDnssec } = found;
  const contacts = Object.entries({ ownerc, adminc, techc, zonec }).flatMap(([role, handle]) =>
    handle ? [[role, { id: handle.id }]] : [],
  );
  return {
    ...{ name, ...Object.fromEntries(contacts), autoRenewStatus: autoRenewStatus ?? renewedByUs },
    nameServers: serversOf((nameServers ?? []).map((server) => server.name)),
    ...said({ privacy, dnssec, autoDnssec }),
  };
}

const said = (switches: Record<string, boolean | null | undefined>) =>
  Object.fromEntries(Object.entries(switches).filter(([, on]) => typeof on === "boolean"));

const Premium = z.object({
  priceClass: z.string().nullish(),
  price: z.number().nullish(),
  currency: z.string().nullish(),
});

/** A premium name is registered in the class whose price was confirmed; one that nobody knew to be premium is not at all. */
async function priceClassOf(
  call: Autodns,
  { name, premiumCost }: Extract<RegistrarOrder, { kind: "register" }>,
): Promise<{ priceClass?: string }> {
  const [found] = await findNames(call, { names: [name], words: [], endings: [] });
  if (found?.availability !== "premium") return {};
  const { data } = await call({ method: "GET", path: `/domainpremium/${segment(name)}`, data: Premium });
  const [{ price, currency, priceClass } = {}] = data;
  const cost = currency === "EUR" && typeof price === "number" ? cents(price) : undefined;
  if (cost === undefined || premiumCost === undefined || cost > premiumCost)
    throw refused(`${name} is a premium name for ${cost ?? "another currency"}, and ${premiumCost ?? "none"} was paid`);
  return priceClass ? { priceClass } : {};
}
