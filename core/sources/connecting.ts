import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { command } from "../kernel/operation.ts";
import * as Services from "../services/index.ts";
import { addSource } from "./adding.ts";
import { newHookSecret, newKey, openedBy, reopenedBy } from "./opening.ts";
import { Branch, Folder, GitUrl, HostKey, Token } from "./repository-input.ts";
import { sealOf } from "./sealing.ts";
import { source } from "./source.sql.ts";
import { mayConnect } from "./source.state.ts";
import { maybeOf, Source, type SourceRow, sourceOf, toSource } from "./source.ts";

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
    const { tx } = scope;
    const { accountId } = await standing(tx, serviceId);
    if (await maybeOf(tx, serviceId)) {
      const message = "This website has a repository already. Change it, or disconnect it first.";
      throw new DomainError("conflict", "source.connected", message);
    }
    const wanted = { url, branch, folder, hostKey, token, deploysOnPush };
    const webhookSecret = await addSource(scope, { accountId, serviceId }, wanted);
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
          ? await openedBy(scope, before, url, { hostKey, token })
          : await reopenedBy(scope, before, url, { hostKey, token })),
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
