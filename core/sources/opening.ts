import { randomBytes } from "node:crypto";
import { DomainError } from "../kernel/errors.ts";
import type { Scope } from "../kernel/operation.ts";
import { Secret } from "../kernel/secret.ts";
import { newSshKeyPair } from "../nodes/index.ts";
import type { GitAddress } from "./git-address.state.ts";
import { publishedKey } from "./host-key.state.ts";
import { sealOf } from "./sealing.ts";
import type { SourceRow } from "./source.ts";

interface Credentials {
  hostKey?: string | undefined;
  token?: string | undefined;
}

/** All that opens a repository. */
export async function openedBy(
  scope: Scope,
  owner: Pick<SourceRow, "id" | "accountId">,
  address: GitAddress,
  { hostKey, token }: Credentials,
) {
  demandFitting(address, { hostKey, token });
  if (address.scheme === "https") {
    const sealed = token === undefined ? null : await sealOf(scope, owner, "token", new Secret(token));
    return { publicKey: null, privateKey: null, hostKey: null, token: sealed, hasToken: sealed !== null };
  }
  const known = knownKeyOf(address, hostKey);
  return { ...(await newKey(scope, owner)), hostKey: known, token: null, hasToken: false };
}

/** The key that a host of ssh has to show. */
export function knownKeyOf(address: GitAddress, hostKey: string | undefined): string {
  const known = hostKey ?? publishedKey(address);
  if (known !== undefined) return known;
  throw unusable("hostKey", `Enter the key of ${address.host}: it is not among those that we know.`);
}

/** The same repository, opened by something else. What is not given stays. */
export async function reopenedBy(
  scope: Scope,
  owner: Pick<SourceRow, "id" | "accountId">,
  address: GitAddress,
  { hostKey, token }: Credentials,
) {
  demandFitting(address, { hostKey, token });
  return {
    ...(hostKey !== undefined && { hostKey }),
    ...(token !== undefined && { token: await sealOf(scope, owner, "token", new Secret(token)), hasToken: true }),
  };
}

export function demandFitting({ scheme }: GitAddress, { hostKey, token }: Credentials): void {
  if (scheme === "https" && hostKey !== undefined) throw unusable("hostKey", "Only ssh has a key of its server.");
  if (scheme === "ssh" && token !== undefined)
    throw unusable("token", "Only https takes a token; ssh has the deploy key.");
}

export async function newKey(scope: Scope, owner: Pick<SourceRow, "id" | "accountId">) {
  const pair = newSshKeyPair(`rookery-${owner.id.slice("src_".length).toLowerCase()}`);
  return {
    publicKey: pair.public,
    privateKey: await sealOf(scope, owner, "privateKey", new Secret(pair.private)),
  };
}

/** Hosts take it as it is; those that follow Standard Webhooks decode what stands after `whsec_`. */
export const newHookSecret = (): Secret<string> => new Secret(`whsec_${randomBytes(32).toString("base64")}`);

const unusable = (path: string, message: string) =>
  new DomainError("invalid", "input.invalid", message, { fields: [{ path, message }] });
