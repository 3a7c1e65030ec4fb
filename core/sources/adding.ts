import { randomBytes } from "node:crypto";
import { type Id, newId } from "../kernel/id.ts";
import type { Scope } from "../kernel/operation.ts";
import type { Secret } from "../kernel/secret.ts";
import type { GitAddress } from "./git-address.state.ts";
import { newHookSecret, openedBy } from "./opening.ts";
import { sealOf } from "./sealing.ts";
import { source } from "./source.sql.ts";

interface Wanted {
  url: GitAddress;
  branch: string;
  folder: string;
  hostKey?: string | undefined;
  token?: string | undefined;
  deploysOnPush: boolean;
  /** Its newest is deployed as soon as nothing else is under way. */
  waits?: boolean;
}

/** Adds the source of a service that has none, and returns what its webhooks have to be signed with. */
export async function addSource(
  scope: Scope,
  { accountId, serviceId }: { accountId: Id<"account">; serviceId: Id<"service"> },
  { url, branch, folder, hostKey, token, deploysOnPush, waits = false }: Wanted,
): Promise<Secret<string>> {
  const { tx, ctx } = scope;
  const id = newId("source");
  const webhookSecret = newHookSecret();
  await tx.insert(source).values({
    ...{ id, accountId, serviceId, url: url.url, branch, folder, deploysOnPush },
    ...(await openedBy(scope, { id, accountId }, url, { hostKey, token })),
    hook: randomBytes(24).toString("base64url"),
    hookSecret: await sealOf(scope, { id, accountId }, "hookSecret", webhookSecret),
    pushWaits: waits,
    createdAt: ctx.now(),
  });
  return webhookSecret;
}
