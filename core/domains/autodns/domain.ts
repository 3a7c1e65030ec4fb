import { z } from "zod";
import { DomainError } from "../../kernel/errors.ts";
import type { NewRegistration, ProviderJob, RegisteredName } from "../ports.ts";
import { type Autodns, type AutodnsAnswer, segment } from "./client.ts";
import { Job, stateOf } from "./job.ts";

const RegisteredDomain = z.object({
  name: z.string(),
  nameServers: z.array(z.object({ name: z.string() })).nullish(),
  registryStatus: z.string().nullish(),
  payable: z.string().nullish(),
  expire: z.string().nullish(),
  created: z.string().nullish(),
});

const read = (found: z.output<typeof RegisteredDomain>): RegisteredName => ({
  nameServers: (found.nameServers ?? []).map(({ name }) => name),
  registryState: found.registryStatus ?? null,
  registeredAt: dateOf(found.created),
  expiresAt: dateOf(found.payable ?? found.expire),
});

function dateOf(text: string | null | undefined): Date | null {
  const date = text ? new Date(text) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

/** A name that is registered through us; undefined: it is not. */
export async function readDomain(call: Autodns, name: string): Promise<RegisteredName | undefined> {
  const { data } = await call({
    method: "POST",
    path: "/domain/_search",
    body: { filters: [{ key: "name", value: name, operator: "EQUAL" }], view: { limit: 1, offset: 0 } },
    data: z.object({ name: z.string() }),
  });
  if (!data.some((found) => found.name === name)) return undefined;
  return (await call({ method: "GET", path: `/domain/${segment(name)}`, data: RegisteredDomain })).data.map(read)[0];
}

/** We renew ourselves, when a renewal is paid: theirs would go on by itself. */
const registration = ({ name, holder, years }: NewRegistration, nameServers: readonly string[]) => ({
  name,
  ...Object.fromEntries(["ownerc", "adminc", "techc", "zonec"].map((role) => [role, { id: holder }])),
  nameServers: nameServers.map((server) => ({ name: server })),
  period: { unit: "YEAR", period: years },
  autoRenewStatus: "FALSE",
  confirmOrder: true,
});

const begun = ({ data: [job] }: AutodnsAnswer<z.output<typeof Job>>): ProviderJob => {
  if (!job)
    throw new DomainError("unavailable", "registry.unavailable", "The domain registry did not say what it took.");
  return { id: job.id, state: stateOf(job.status) };
};

export async function registerDomain(
  call: Autodns,
  wanted: NewRegistration,
  { nameServers, ctid }: { nameServers: readonly string[]; ctid: string },
): Promise<ProviderJob> {
  const body = registration(wanted, nameServers);
  return begun(await call({ method: "POST", path: "/domain", body, ctid, data: Job }));
}
