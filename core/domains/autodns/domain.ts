import { z } from "zod";
import { Secret } from "../../kernel/secret.ts";
import type { RegisteredName, Registrar } from "../ports.ts";
import { type Autodns, segment } from "./client.ts";

const Handle = z.object({ id: z.number() }).nullish();
const RegisteredDomain = z.object({
  name: z.string(),
  nameServers: z.array(z.object({ name: z.string() })).nullish(),
  registryStatus: z.string().nullish(),
  autoRenewStatus: z.string().nullish(),
  privacy: z.boolean().nullish(),
  dnssec: z.boolean().nullish(),
  autoDnssec: z.boolean().nullish(),
  payable: z.string().nullish(),
  expire: z.string().nullish(),
  created: z.string().nullish(),
  ...{ ownerc: Handle, adminc: Handle, techc: Handle, zonec: Handle },
});
export type RegisteredDomain = z.output<typeof RegisteredDomain>;

const read = (found: RegisteredDomain): RegisteredName => ({
  nameServers: (found.nameServers ?? []).map(({ name }) => name),
  registryState: found.registryStatus ?? null,
  privacy: found.privacy ?? null,
  dnssec: found.dnssec ?? false,
  registeredAt: dateOf(found.created),
  expiresAt: dateOf(found.payable ?? found.expire),
});

export function dateOf(text: string | null | undefined): Date | null {
  const date = text ? new Date(text) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

const named = (name: string) => ({
  filters: [{ key: "name", value: name, operator: "EQUAL" }],
  view: { limit: 1, offset: 0 },
});

/** All of a name as they have it: what changes one thing of it says the rest again. */
export async function wholeDomain(call: Autodns, name: string): Promise<RegisteredDomain | undefined> {
  const { data } = await call({
    ...{ method: "POST", path: "/domain/_search", body: named(name) },
    data: z.object({ name: z.string() }),
  });
  if (!data.some((found) => found.name === name)) return undefined;
  return (await call({ method: "GET", path: `/domain/${segment(name)}`, data: RegisteredDomain })).data[0];
}

/** A name that is registered through us; undefined: it is not. */
export async function readDomain(call: Autodns, name: string): Promise<RegisteredName | undefined> {
  const found = await wholeDomain(call, name);
  return found && read(found);
}

const Deleted = z.object({ name: z.string(), restorePhaseEnd: z.string().nullish() });

/** A name that was deleted and can be restored. */
export async function readDeleted(call: Autodns, name: string): ReturnType<Registrar["deletedDomain"]> {
  const { data } = await call({
    ...{ method: "POST", path: "/domain/restore/_search", body: named(name), data: Deleted },
  });
  const found = data.find((one) => one.name === name);
  return found && { restorableUntil: dateOf(found.restorePhaseEnd) };
}

const Code = z.object({ authinfo: z.string().min(1), authinfoExpire: z.string().nullish() });

export async function makeAuthCode(call: Autodns, name: string): ReturnType<Registrar["authCode"]> {
  const { data } = await call({ method: "POST", path: `/domain/${segment(name)}/_authinfo1`, data: Code });
  const [made] = data;
  if (!made) throw new Error("AutoDNS made an auth code and did not say it");
  return { code: new Secret(made.authinfo), expiresAt: dateOf(made.authinfoExpire) };
}
