import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { command, type DomainEvent, query } from "../kernel/operation.ts";
import * as Releases from "../releases/index.ts";
import { openOf } from "./sealing.ts";
import { source } from "./source.sql.ts";
import type { PushOutcome } from "./source.state.ts";

/** As GitHub, GitLab, Gitea and Forgejo make them. */
const Hook = z.string().regex(/^[\w-]{32}$/);
const Commit = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);

export const unknownHook = () =>
  new DomainError("not_found", "webhook.unknown", "No website is told of pushes here. Look up the address once more.");

/** What a webhook that comes to this address has to be signed with. */
export const hookSecret = query({
  name: "source.hook_secret",
  input: z.object({ hook: z.string() }),
  allow: { webhook: true },
  async run(scope, { hook }) {
    const [row] = Hook.safeParse(hook).success ? await scope.tx.select().from(source).where(eq(source.hook, hook)) : [];
    if (!row) throw unknownHook();
    return { sourceId: row.id, secret: await openOf(scope, row, "hookSecret", row.hookSecret) };
  },
});

/**
 * A genuine webhook. Of a push it is noted that there is something to deploy: what is deployed is always the newest, however
 * many pushes there were, so that a webhook that comes again, late or in another order changes nothing.
 */
export const receive = command({
  name: "source.receive",
  input: z.object({
    sourceId: Id("source"),
    push: z.object({ branch: z.string(), commit: Commit }).optional(),
    ping: z.boolean(),
  }),
  allow: { webhook: true },
  async run({ tx, ctx }, { sourceId, push, ping }) {
    const [row] = await tx.select().from(source).where(eq(source.id, sourceId)).for("update");
    if (!row) throw unknownHook();
    const outcome = await outcomeOf(tx, row, push, ping);
    const at = ctx.now();
    const told = outcome === "deploys" && push && { pushedCommit: push.commit, pushedAt: at, pushWaits: true };
    await tx
      .update(source)
      .set({ hookSeenAt: at, ...told })
      .where(eq(source.id, sourceId));
    if (!told) return { value: { outcome }, audit: "unchanged", events: [] };
    return {
      value: { outcome },
      audit: { target: row.serviceId, accountId: row.accountId, after: { commit: push.commit } },
      events: [pushed(sourceId)],
    };
  },
});

async function outcomeOf(
  tx: Tx,
  row: typeof source.$inferSelect,
  push: { branch: string; commit: string } | undefined,
  ping: boolean,
): Promise<PushOutcome> {
  if (ping) return "ping";
  if (!push) return "ignored";
  if (push.branch !== row.branch) return "other_branch";
  if (!row.deploysOnPush) return "switched_off";
  if (row.pushWaits && row.pushedCommit === push.commit) return "deployed_already";
  return (await Releases.runsOrWill(tx, row.serviceId, push.commit)) ? "deployed_already" : "deploys";
}

/** There may be something to deploy: whoever hears of it looks whether there is. */
const pushed = (sourceId: Id<"source">): DomainEvent<"source.pushed"> => ({ type: "source.pushed", subject: sourceId });

/** The push that waits, if there is one: from now on it is somebody's to deploy. */
export async function takePush(tx: Tx, sourceId: Id<"source">): Promise<void> {
  await tx.update(source).set({ pushWaits: false }).where(eq(source.id, sourceId));
}

/** What follows from the end of a piece of work on a service: a push that waited for it. */
export async function waitingPush(tx: Tx, serviceId: Id<"service">): Promise<DomainEvent[]> {
  const waits = and(eq(source.serviceId, serviceId), eq(source.pushWaits, true));
  const rows = await tx.select({ id: source.id }).from(source).where(waits);
  return rows.map(({ id }) => pushed(id));
}
