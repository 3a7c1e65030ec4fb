import { and, asc, eq, inArray, lte } from "drizzle-orm";
import { z } from "zod";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { type Ctx, type Ports, providerCommand, query, type Scope } from "../kernel/operation.ts";
import { open } from "../kernel/sealed.ts";
import { sealedAt } from "../kernel/sealed-column.ts";
import type { Secret } from "../kernel/secret.ts";
import { findContact, holderOf, rememberHandle } from "./contact.ts";
import { type DomainRow, lock as lockDomain } from "./domain.ts";
import { registrarJob } from "./job.sql.ts";
import { type JobRow, knownJobs, lockJob, otherInHand, refusals, soonAfter, updateJob } from "./job.ts";
import { failJob, succeedJob } from "./job-effect.ts";
import type { Holder, KnownContact, ProviderJob, RegisteredName, RegistrarOrder } from "./ports.ts";

/** Who was to ask may have died with it: then somebody else looks. */
const lookAgainMs = 5 * 60_000;
/** How far the registrar's clock may be from ours. */
const skewMs = 10 * 60_000;
/** They tell when it is done. When nothing was heard for so long, they are asked. */
const heardWithinMs = 30 * 60_000;

interface Wanted {
  job: JobRow;
  name: string;
  contact: { id: Id<"domainContact">; holder: Holder; handle: number | null } | undefined;
  authCode: Secret<string> | undefined;
  /** It was asked for before, and nobody heard the answer. */
  since: Date | null;
  /** Those of theirs that were the answer to something else. */
  known: readonly number[];
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
    const found = await lockJob(tx, jobId);
    if (!found || (found.state !== "due" && found.state !== "sent")) return undefined;
    const row = await lockDomain(tx, found.domainId);
    const now = ctx.now();
    if (found.state === "due" && (await otherInHand(tx, found))) {
      await updateJob(tx, jobId, { nextAt: soonAfter(now) });
      return undefined;
    }
    const nextAt = new Date(now.getTime() + lookAgainMs);
    const job = await updateJob(tx, jobId, {
      ...{ state: "sent", attempt: found.attempt + 1, nextAt, sentAt: found.sentAt ?? now },
      request: { paidUntil: row.expiresAt?.toISOString(), ...found.request },
    });
    return {
      ...{ job, name: row.name, since: found.sentAt, known: await knownJobs(tx, job) },
      ...{ contact: await contactOf(scope, job, row), authCode: await authCodeOf(scope, job) },
    };
  },
  async perform(ports, wanted): Promise<Told | undefined> {
    if (!wanted) return undefined;
    const { registrar } = ports;
    const { job, name, contact, since } = wanted;
    let known: KnownContact | undefined;
    try {
      if (since) {
        const begun = await registrar.newestJob(name, job.kind);
        const ours = begun && !wanted.known.includes(begun.id);
        if (ours && begun.createdAt.getTime() >= since.getTime() - skewMs) return { taken: begun };
      }
      if (contact?.handle === null) known = await registrar.putContact(contact.holder, null, job.id);
      const order = await orderOf(ports, wanted, known?.handle ?? contact?.handle ?? undefined);
      return { known, taken: await registrar.begin(order, job.id) };
    } catch (error) {
      if (!(error instanceof DomainError) || error.kind === "unavailable") throw error;
      return { known, refused: error };
    }
  },
  async settle(scope, wanted, told) {
    const unchanged = { value: null, audit: "unchanged", events: [] } as const;
    if (!wanted || !told) return unchanged;
    const { tx, ctx } = scope;
    const { job, name, contact } = wanted;
    if (told.known && contact) await rememberHandle(tx, contact.id, told.known);
    const now = await lockJob(tx, job.id);
    if (now?.state !== "sent") return unchanged;
    const audit = { target: job.id, accountId: job.accountId };
    const { kind } = job;
    if ("refused" in told) {
      const events = await failJob(scope, now, { code: told.refused.code, message: refusals[kind](name) });
      return { value: null, audit: { ...audit, after: { name, kind, state: "failed" } }, events };
    }
    const nextAt = new Date(ctx.now().getTime() + heardWithinMs);
    await updateJob(tx, job.id, { state: "accepted", providerJobId: told.taken.id, nextAt });
    return { value: null, audit: { ...audit, after: { name, kind, state: "accepted" } }, events: [] };
  },
});

/** Who is to hold the name, where the registrar is told that. */
async function contactOf(scope: Scope, { kind, request }: JobRow, { ownerContactId }: DomainRow) {
  if (kind !== "register" && kind !== "transfer" && kind !== "owner" && kind !== "contacts") return undefined;
  const id = request.contactId ?? ownerContactId;
  if (id === null) throw new Error("a name without a holder");
  const row = await findContact(scope.tx, id);
  return { id, holder: await holderOf(scope, row), handle: row.handle };
}

async function authCodeOf({ tx, ctx }: Scope, { id, accountId, kind }: JobRow): Promise<Secret<string> | undefined> {
  if (kind !== "transfer") return undefined;
  const [row] = await tx.select({ sealed: registrarJob.authCode }).from(registrarJob).where(eq(registrarJob.id, id));
  const address = sealedAt(registrarJob.authCode, id, { kind: "account", id: accountId });
  return row?.sealed ? open(ctx.ports.keys.in(tx), address, row.sealed) : undefined;
}

async function orderOf(
  { registrar, authoritativeDns }: Ports,
  { job: { kind, request }, name, authCode }: Wanted,
  holder: number | undefined,
): Promise<RegistrarOrder> {
  const given = <T>(value: T | undefined | null): T => {
    if (value === undefined || value === null) throw new Error(`nothing to ${kind} ${name} with`);
    return value;
  };
  switch (kind) {
    case "register":
      return { kind, name, holder: given(holder), years: request.years ?? 1, premiumCost: request.premiumCost };
    case "transfer": {
      // It stays where it answers: whoever moves a name does not want its website gone.
      const servers = (await authoritativeDns.zoneOf(name))?.servers ?? [];
      const nameServers = servers.length > 1 ? servers : undefined;
      return { kind, name, holder: given(holder), authCode: given(authCode), nameServers };
    }
    case "renew":
      return { kind, name, years: request.years ?? 1, paidUntil: new Date(given(request.paidUntil)) };
    case "restore":
      return { kind, name };
    case "name_servers": {
      const wanted = request.nameServers ?? [];
      return { kind, name, nameServers: wanted.length > 0 ? wanted : await registrar.ourNameServers() };
    }
    case "owner":
      return { kind, name, holder: given(holder) };
    case "contacts":
      return { kind, name, holder: given(holder), former: request.formerHandles ?? [] };
    case "lock":
    case "privacy":
    case "dnssec":
      return { kind, name, on: request.on === true };
  }
}

interface Asked {
  job: JobRow;
  name: string;
}

/** Nothing was heard of what they took: they are asked what became of it. A message that comes late changes nothing. */
export const askAfterJob = providerCommand({
  name: "registrar_job.ask_after",
  input: z.object({ jobId: Id("registrarJob") }),
  allow: { system: true },
  async intend({ tx, ctx }, { jobId }): Promise<Asked | undefined> {
    const job = await lockJob(tx, jobId);
    if (job?.state !== "accepted" || job.providerJobId === null) return undefined;
    await updateJob(tx, jobId, { nextAt: new Date(ctx.now().getTime() + heardWithinMs) });
    return { job, name: (await lockDomain(tx, job.domainId)).name };
  },
  async perform({ registrar }, asked): Promise<{ state: ProviderJob["state"]; found?: RegisteredName | undefined }> {
    const told = asked && (await registrar.job(asked.job.providerJobId ?? 0));
    if (!asked || told?.state !== "succeeded") return { state: told?.state ?? "under_way" };
    return { state: "succeeded", found: await registrar.domain(asked.name) };
  },
  async settle(scope, asked, { state, found }) {
    const job = asked && (await lockJob(scope.tx, asked.job.id));
    if (!asked || job?.state !== "accepted" || state === "under_way")
      return { value: null, audit: "unchanged", events: [] };
    const { name } = asked;
    const failure = { code: "registry.failed", message: refusals[job.kind](name) };
    const events = state === "succeeded" ? await succeedJob(scope, job, found) : await failJob(scope, job, failure);
    const after = { name, kind: job.kind, state };
    return { value: null, audit: { target: job.id, accountId: job.accountId, after }, events };
  },
});

export const dueJobs = query({
  name: "registrar_job.due",
  input: z.object({}),
  allow: { system: true },
  async run({ tx, ctx }) {
    return tx
      .select({ id: registrarJob.id, state: registrarJob.state })
      .from(registrarJob)
      .where(and(inArray(registrarJob.state, ["due", "sent", "accepted"]), lte(registrarJob.nextAt, ctx.now())))
      .orderBy(asc(registrarJob.nextAt))
      .limit(20);
  },
});

/** Whatever of the two is next with a job. */
export async function advanceJob(ctx: Ctx, jobId: Id<"registrarJob">): Promise<void> {
  await sendJob(ctx, { jobId });
  await askAfterJob(ctx, { jobId });
}

/** Asks again for what was lost on the way, and after what nothing was heard of. Returns for how much. */
export async function sweepJobs(ctx: Ctx): Promise<number> {
  const jobs = await dueJobs(ctx, {});
  for (const { id: jobId, state } of jobs)
    await (state === "accepted" ? askAfterJob(ctx, { jobId }) : sendJob(ctx, { jobId }));
  return jobs.length;
}
