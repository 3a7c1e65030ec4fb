import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command, type Scope } from "../kernel/operation.ts";
import { Secret } from "../kernel/secret.ts";
import { newSshKeyPair } from "../nodes/index.ts";
import * as Services from "../services/index.ts";
import { type GitAddress, isBranch, isFolder, readGitAddress } from "./git-address.state.ts";
import { publishedKey, readHostKey } from "./host-key.state.ts";
import { sealOf } from "./sealing.ts";
import { source } from "./source.sql.ts";
import { mayConnect } from "./source.state.ts";
import { maybeOf, Source, type SourceRow, sourceOf, toSource } from "./source.ts";

const GitUrl = z
  .string()
  .max(1_000)
  .transform((typed, context): GitAddress => {
    const read = readGitAddress(typed);
    if ("url" in read) return read;
    context.addIssue(read.problem);
    return z.NEVER;
  });
const Branch = z.string().trim().refine(isBranch, { error: "This is not the name of a branch." });
export const Folder = z
  .string()
  .trim()
  .transform((typed) => typed.replace(/^\.?\/+|\/+$/g, ""))
  .refine(isFolder, { error: "Enter a folder of the repository, such as apps/shop." });
const HostKey = z
  .string()
  .max(2_000)
  .transform((typed, context): string => {
    const read = readHostKey(typed);
    if (read !== undefined) return read;
    context.addIssue("Enter one key of the server, as ssh-keyscan shows it: ssh-ed25519 AAAA…");
    return z.NEVER;
  });
/** What hosts give out as a token has no spaces and no control characters. */
const Token = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{4,400}$/, { error: "A token has no spaces in it." });

const byService = z.object({ serviceId: Id("service") });
const Repository = {
  url: GitUrl,
  branch: Branch,
  folder: Folder.default(""),
  /** Of ssh, where the host does not publish its key. */
  hostKey: HostKey.optional(),
  /** Of https, where the repository is not public. */
  token: Token.optional(),
};

/** What was made for a source, the only time that its secret is shown. */
export const NewSource = z.object({ source: Source, webhookSecret: z.string() }).meta({ id: "NewSource" });

/** From now on the service is built from a repository; the next deploy is the first. */
export const connect = command({
  name: "source.connect",
  input: byService.extend(Repository).extend({ deploysOnPush: z.boolean().default(true) }),
  allow: mayConnect,
  async run(scope, { serviceId, url, branch, folder, hostKey, token, deploysOnPush }) {
    const { tx, ctx } = scope;
    const { accountId } = await standing(tx, serviceId);
    if (await maybeOf(tx, serviceId)) {
      const message = "This website has a repository already. Change it, or disconnect it first.";
      throw new DomainError("conflict", "source.connected", message);
    }
    const id = newId("source");
    const webhookSecret = newHookSecret();
    await tx.insert(source).values({
      ...{ id, accountId, serviceId, url: url.url, branch, folder, deploysOnPush },
      ...(await opened(scope, { id, accountId }, url, { hostKey, token })),
      hook: randomBytes(24).toString("base64url"),
      hookSecret: await sealOf(scope, { id, accountId }, "hookSecret", webhookSecret),
      pushWaits: false,
      createdAt: ctx.now(),
    });
    return {
      value: { source: toSource(scope, await sourceOf(tx, serviceId)), webhookSecret: webhookSecret.reveal() },
      audit: { target: serviceId, accountId, after: said({ url: url.url, branch, folder, deploysOnPush }) },
      events: [],
    };
  },
});

/** Another repository gets a key of its own and no token of the one before. */
export const change = command({
  name: "source.change",
  input: byService.extend({
    ...Repository,
    folder: Folder,
    deploysOnPush: z.boolean(),
  }),
  allow: mayConnect,
  async run(scope, { serviceId, url, branch, folder, hostKey, token, deploysOnPush }) {
    const { tx } = scope;
    const { accountId } = await standing(tx, serviceId);
    const before = await sourceOf(tx, serviceId);
    const isAnother = before.url !== url.url;
    const rekeyed = isAnother || hostKey !== undefined || token !== undefined;
    const after = { url: url.url, branch, folder, deploysOnPush };
    await tx
      .update(source)
      .set({
        ...after,
        ...(isAnother
          ? await opened(scope, before, url, { hostKey, token })
          : await reopened(scope, before, url, { hostKey, token })),
        // What was pushed elsewhere is not what is waited for.
        ...((isAnother || before.branch !== branch) && { pushWaits: false, pushedCommit: null, pushedAt: null }),
      })
      .where(eq(source.id, before.id));
    return {
      value: toSource(scope, await sourceOf(tx, serviceId)),
      audit: { target: serviceId, accountId, before: said(before), after: { ...said(after), rekeyed } },
      events: [],
    };
  },
});

/** What runs goes on running; nothing is built any more. */
export const disconnect = command({
  name: "source.disconnect",
  input: byService,
  allow: mayConnect,
  async run({ tx }, { serviceId }) {
    const { accountId } = await Services.lock(tx, serviceId);
    const before = await sourceOf(tx, serviceId);
    await tx.delete(source).where(eq(source.id, before.id));
    return { value: { source: null }, audit: { target: serviceId, accountId, before: said(before) }, events: [] };
  },
});

/** A new deploy key in the place of the old one, which opens nothing from then on as far as we are concerned. */
export const renewKey = command({
  name: "source.renew_key",
  input: byService,
  allow: mayConnect,
  async run(scope, { serviceId }) {
    const { tx } = scope;
    const { accountId } = await standing(tx, serviceId);
    const before = await sourceOf(tx, serviceId);
    if (before.publicKey === null) {
      throw new DomainError("conflict", "source.no_key", "Only a repository that is reached by ssh has a deploy key.");
    }
    await tx
      .update(source)
      .set(await newKey(scope, before))
      .where(eq(source.id, before.id));
    return {
      value: toSource(scope, await sourceOf(tx, serviceId)),
      audit: { target: serviceId, accountId },
      events: [],
    };
  },
});

/** Webhooks that are signed with the one before are refused from now on. */
export const renewSecret = command({
  name: "source.renew_secret",
  input: byService,
  allow: mayConnect,
  async run(scope, { serviceId }) {
    const { tx } = scope;
    const { accountId } = await standing(tx, serviceId);
    const before = await sourceOf(tx, serviceId);
    const webhookSecret = newHookSecret();
    const hookSecret = await sealOf(scope, before, "hookSecret", webhookSecret);
    await tx.update(source).set({ hookSecret }).where(eq(source.id, before.id));
    return {
      value: { source: toSource(scope, before), webhookSecret: webhookSecret.reveal() },
      audit: { target: serviceId, accountId },
      events: [],
    };
  },
});

/** The service, locked, if it is one that will be deployed again. */
async function standing(tx: Tx, serviceId: Id<"service">): Promise<Services.ServiceRow> {
  const service = await Services.lock(tx, serviceId);
  if (service.state !== "terminating" && service.state !== "terminated" && service.state !== "failed") return service;
  const message = `This is not possible while the service is ${service.state}.`;
  throw new DomainError("conflict", "service.cannot_deploy", message);
}

const said = ({
  url,
  branch,
  folder,
  deploysOnPush,
}: Pick<SourceRow, "url" | "branch" | "folder" | "deploysOnPush">) => ({
  repository: url,
  branch,
  folder: folder || undefined,
  deploysOnPush,
});

interface Credentials {
  hostKey?: string | undefined;
  token?: string | undefined;
}

/** All that opens a repository. */
async function opened(
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
  const known = hostKey ?? publishedKey(address);
  if (known === undefined) {
    throw unusable("hostKey", `Enter the key of ${address.host}: it is not among those that we know.`);
  }
  return { ...(await newKey(scope, owner)), hostKey: known, token: null, hasToken: false };
}

/** The same repository, opened by something else. What is not given stays. */
async function reopened(
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

function demandFitting({ scheme }: GitAddress, { hostKey, token }: Credentials): void {
  if (scheme === "https" && hostKey !== undefined) throw unusable("hostKey", "Only ssh has a key of its server.");
  if (scheme === "ssh" && token !== undefined)
    throw unusable("token", "Only https takes a token; ssh has the deploy key.");
}

async function newKey(scope: Scope, owner: Pick<SourceRow, "id" | "accountId">) {
  const pair = newSshKeyPair(`rookery-${owner.id.slice("src_".length).toLowerCase()}`);
  return {
    publicKey: pair.public,
    privateKey: await sealOf(scope, owner, "privateKey", new Secret(pair.private)),
  };
}

/** Hosts take it as it is; those that follow Standard Webhooks decode what stands after `whsec_`. */
const newHookSecret = (): Secret<string> => new Secret(`whsec_${randomBytes(32).toString("base64")}`);

const unusable = (path: string, message: string) =>
  new DomainError("invalid", "input.invalid", message, { fields: [{ path, message }] });
