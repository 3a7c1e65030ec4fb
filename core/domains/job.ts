import { and, asc, eq, inArray, isNull, lte } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { type Ctx, type DomainEvent, providerCommand, query, type Scope } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import { findContact, holderOf, rememberHandle } from "./contact.ts";
import { domain } from "./domain.sql.ts";
import { lock as lockDomain, update as updateDomain } from "./domain.ts";
import { registrarJob } from "./job.sql.ts";
import type { Holder, KnownContact, ProviderJob, RegisteredName } from "./ports.ts";

/** What lets names be transferred is read by nobody but who sends it. */
const { authCode: _, ...readable } = {
  id: registrarJob.id,
  accountId: registrarJob.accountId,
  domainId: registrarJob.domainId,
  kind: registrarJob.kind,
  state: registrarJob.state,
  request: registrarJob.request,
  authCode: registrarJob.authCode,
  providerJobId: registrarJob.providerJobId,
  orderId: registrarJob.orderId,
  priceMinor: registrarJob.priceMinor,
  priceCurrency: registrarJob.priceCurrency,
  refundId: registrarJob.refundId,
  attempt: registrarJob.attempt,
  failureCode: registrarJob.failureCode,
  failureMessage: registrarJob.failureMessage,
  sentAt: registrarJob.sentAt,
};
export const jobColumns = readable;
export type JobRow = Omit<typeof registrarJob.$inferSelect, "authCode" | "nextAt" | "createdAt" | "endedAt">;

export const jobDue = (id: Id<"registrarJob">): DomainEvent => ({ type: "registrar_job.due", subject: id });

/** Who was to ask may have died with it: then somebody else looks. */
const lookAgainMs = 5 * 60_000;
/** How far the registrar's clock may be from ours. */
const skewMs = 10 * 60_000;

export async function lockJob(tx: Tx, id: Id<"registrarJob">): Promise<JobRow | undefined> {
  const [row] = await tx.select(jobColumns).from(registrarJob).where(eq(registrarJob.id, id)).for("update");
  return row;
}

export const updateJob = async (
  tx: Tx,
  id: Id<"registrarJob">,
  change: Partial<typeof registrarJob.$inferSelect>,
): Promise<JobRow> =>
  only(await tx.update(registrarJob).set(change).where(eq(registrarJob.id, id)).returning(jobColumns));

interface Wanted {
  job: JobRow;
  name: string;
  contactId: Id<"domainContact">;
  holder: Holder;
  handle: number | null;
  /** It was asked for before, and nobody heard the answer. */
  since: Date | null;
}

type Told = { known?: KnownContact | undefined } & ({ taken: ProviderJob } | { refused: DomainError });

/**
 * Asks the registrar for what a job is for. Yes means taken and not done: a message tells what came of it. Safe to repeat:
 * what was asked for and not heard of is looked for among their jobs first.
 */
export const sendJob = providerCommand({
  name: "registrar_job.send",
  input: z.object({ jobId: Id("registrarJob") }),
  allow: { system: true },
  async intend(scope, { jobId }): Promise<Wanted | undefined> {
    const { tx, ctx } = scope;
    const job = await lockJob(tx, jobId);
    if (!job || (job.state !== "due" && job.state !== "sent")) return undefined;
    const { name, ownerContactId } = await lockDomain(tx, job.domainId);
    if (ownerContactId === null) throw new Error(`${job.id} has no holder`);
    const contact = await findContact(tx, ownerContactId);
    const now = ctx.now();
    const nextAt = new Date(now.getTime() + lookAgainMs);
    await updateJob(tx, jobId, { state: "sent", attempt: job.attempt + 1, nextAt, sentAt: job.sentAt ?? now });
    const holder = await holderOf(scope, contact);
    return { job, name, contactId: contact.id, holder, handle: contact.handle, since: job.sentAt };
  },
  async perform({ registrar }, wanted): Promise<Told | undefined> {
    if (!wanted) return undefined;
    const { job, name, holder, since } = wanted;
    let known: KnownContact | undefined;
    try {
      if (since) {
        const begun = await registrar.newestJob(name, "register");
        if (begun && begun.createdAt.getTime() >= since.getTime() - skewMs) return { taken: begun };
      }
      if (wanted.handle === null) known = await registrar.putContact(holder, null, job.id);
      const handle = known?.handle ?? wanted.handle;
      if (handle === null || handle === undefined) throw new Error("a contact without a handle");
      const years = job.request.years ?? 1;
      return { known, taken: await registrar.register({ name, holder: handle, years }, job.id) };
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === "unavailable") throw error;
      return { known, refused: error };
    }
  },
  async settle(scope, wanted, told) {
    const unchanged = { value: null, audit: "unchanged", events: [] } as const;
    if (!wanted || !told) return unchanged;
    const { tx } = scope;
    const { job, name, contactId } = wanted;
    if (told.known) await rememberHandle(tx, contactId, told.known);
    const now = await lockJob(tx, job.id);
    if (now?.state !== "sent") return unchanged;
    const audit = { target: job.id, accountId: job.accountId, before: { state: job.state } };
    if ("refused" in told) {
      const events = await failJob(scope, now, { code: told.refused.code, message: refusedText(name) });
      return { value: null, audit: { ...audit, after: { name, state: "failed" } }, events };
    }
    await updateJob(tx, job.id, { state: "accepted", providerJobId: told.taken.id, nextAt: null });
    return { value: null, audit: { ...audit, after: { name, state: "accepted" } }, events: [] };
  },
});

export const refusedText = (name: string) => `${name} could not be registered: the registry refused it.`;

/** It is over, and did not come to be. What was paid for it goes back. */
export async function failJob(
  { tx, ctx }: Scope,
  job: JobRow,
  failure: { code: string; message: string },
): Promise<DomainEvent[]> {
  const now = ctx.now();
  await updateJob(tx, job.id, {
    ...{ state: "failed", failureCode: failure.code, failureMessage: failure.message, endedAt: now, nextAt: null },
  });
  if (job.kind === "register") await updateDomain(tx, job.domainId, { state: "ended", endedAt: now });
  return job.orderId === null ? [] : [{ type: "registrar_job.refund_due", subject: job.id }];
}

/** It is done: the name is the account's, whoever had shown before that it was theirs. */
export async function succeedJob({ tx, ctx }: Scope, job: JobRow, found: RegisteredName | undefined): Promise<void> {
  const now = ctx.now();
  await updateJob(tx, job.id, { state: "succeeded", endedAt: now, nextAt: null });
  const before = await lockDomain(tx, job.domainId);
  await tx
    .update(domain)
    .set({ state: "unproven", provenAt: null })
    .where(and(eq(domain.name, before.name), eq(domain.registrar, "external"), isNull(domain.endedAt)));
  await updateDomain(tx, job.domainId, {
    ...{ state: "active", provenAt: now, registeredAt: found?.registeredAt ?? now },
    ...(found && { nameServers: found.nameServers, registryState: found.registryState, expiresAt: found.expiresAt }),
  });
}

export const dueJobs = query({
  name: "registrar_job.due",
  input: z.object({}),
  allow: { system: true },
  async run({ tx, ctx }) {
    const rows = await tx
      .select({ id: registrarJob.id })
      .from(registrarJob)
      .where(and(inArray(registrarJob.state, ["due", "sent"]), lte(registrarJob.nextAt, ctx.now())))
      .orderBy(asc(registrarJob.nextAt))
      .limit(20);
    return rows.map(({ id }) => id);
  },
});

/** Asks again for what was lost on the way. Returns for how much. */
export async function sweepJobs(ctx: Ctx): Promise<number> {
  const ids = await dueJobs(ctx, {});
  for (const jobId of ids) await sendJob(ctx, { jobId });
  return ids.length;
}
