import { and, desc, eq, inArray, isNull, ne } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import type { DomainEvent, Scope } from "../kernel/operation.ts";
import { findContact } from "./contact.ts";
import { domain } from "./domain.sql.ts";
import { type DomainRow, domainById, lock as lockDomain, update as updateDomain } from "./domain.ts";
import { registrarJob } from "./job.sql.ts";
import type { JobKind } from "./job.state.ts";
import { addJob, type JobRow, jobDue, updateJob } from "./job.ts";
import type { RegisteredName } from "./ports.ts";
import { lookAtHolder } from "./verification.ts";

interface Failure {
  code: string;
  message: string;
}

/** What a name is while something is done about it. */
export const stateDuring: Partial<Record<JobKind, DomainRow["state"]>> = {
  register: "registering",
  transfer: "transferring",
  restore: "restoring",
};

/** It does not come to be: the name is what it was before. */
export async function takeBack({ tx, ctx }: Scope, job: Pick<JobRow, "kind" | "domainId">): Promise<void> {
  const { registrar, endedAt } = await domainById(tx, job.domainId);
  if (endedAt !== null) return;
  if (job.kind === "restore") await updateDomain(tx, job.domainId, { state: "redemption" });
  // What was held elsewhere before stays there.
  const isNew = job.kind === "register" || job.kind === "transfer";
  if (isNew && registrar === "autodns") await updateDomain(tx, job.domainId, { state: "ended", endedAt: ctx.now() });
}

/** What follows by itself is tried again by itself, so many hours later, and then left to staff. */
const againAfterHours = [1, 6, 24, 72];

/** It is over, and did not come to be. What was paid for it goes back. */
export async function failJob(scope: Scope, job: JobRow, { code, message }: Failure): Promise<DomainEvent[]> {
  const hours = job.kind === "contacts" ? againAfterHours[job.attempt - 1] : undefined;
  if (hours !== undefined) {
    const nextAt = new Date(scope.ctx.now().getTime() + (hours * dayMs) / 24);
    await updateJob(scope.tx, job.id, { state: "due", sentAt: null, providerJobId: null, nextAt, notice: message });
    return [];
  }
  const ended = { endedAt: scope.ctx.now(), nextAt: null };
  await updateJob(scope.tx, job.id, { state: "failed", failureCode: code, failureMessage: message, ...ended });
  await takeBack(scope, job);
  return job.orderId === null ? [] : [{ type: "registrar_job.refund_due", subject: job.id }];
}

/** It is done. What the registrar has of the name now is ours too; a name that came here is of whoever paid for that. */
export async function succeedJob(scope: Scope, job: JobRow, found: RegisteredName | undefined): Promise<DomainEvent[]> {
  const { tx, ctx } = scope;
  const now = ctx.now();
  const notice = job.kind === "contacts" ? null : job.notice;
  await updateJob(tx, job.id, { state: "succeeded", endedAt: now, nextAt: null, notice });
  const before = await lockDomain(tx, job.domainId);
  const came = job.kind === "register" || job.kind === "transfer";
  if (came) await unprove(tx, before);
  await updateDomain(tx, job.domainId, {
    ...(came && {
      ...{
        registrar: "autodns",
        state: "active",
        provenAt: before.provenAt ?? now,
        registeredAt: now,
        challenge: null,
      },
    }),
    ...(job.kind === "restore" && { state: "active", restorableUntil: null }),
    ...(job.request.contactId && job.kind !== "contacts" && { ownerContactId: job.request.contactId }),
    ...(found ? seen(before, found, now) : { lookAt: now }),
  });
  if (came || job.kind === "owner") await lookAtHolder(tx, job.request.contactId ?? before.ownerContactId, now);
  return [
    ...(job.kind === "owner" ? await followOwner(scope, before, job) : []),
    ...(job.kind === "register" ? [{ type: "domain.registered", subject: job.domainId }] : []),
    ...(job.orderId === null ? [] : [{ type: "registrar_job.done", subject: job.id }]),
  ];
}

/**
 * The registry has the new holder; as contacts for the rest it still names the former one, which is a person's data and asked
 * to be changed next. What is left of changes before that came to nothing goes with it.
 */
async function followOwner(scope: Scope, row: DomainRow, { request: { contactId } }: JobRow): Promise<DomainEvent[]> {
  const { tx, ctx } = scope;
  if (contactId === undefined || contactId === row.ownerContactId) return [];
  const [last] = await tx
    .select({ id: registrarJob.id, state: registrarJob.state, request: registrarJob.request })
    .from(registrarJob)
    .where(and(eq(registrarJob.domainId, row.id), eq(registrarJob.kind, "contacts")))
    .orderBy(desc(registrarJob.id))
    .limit(1);
  const former = row.ownerContactId === null ? null : (await findContact(tx, row.ownerContactId)).handle;
  const left = last && last.state !== "succeeded" ? (last.request.formerHandles ?? []) : [];
  const formerHandles = [...new Set([...left, ...(former === null ? [] : [former])])];
  if (formerHandles.length === 0) return [];
  if (last?.state === "due") await updateJob(tx, last.id, { state: "cancelled", endedAt: ctx.now(), nextAt: null });
  const request = { contactId, formerHandles };
  return [jobDue(await addJob(scope, row, { kind: "contacts", state: "due", request }))];
}

/** Whoever had shown before that the name was theirs, elsewhere. */
const unprove = (tx: Tx, { id, name }: DomainRow) =>
  tx
    .update(domain)
    .set({ state: "unproven", provenAt: null })
    .where(
      and(...[eq(domain.name, name), ne(domain.id, id), eq(domain.registrar, "external")], isNull(domain.endedAt)),
    );

const dayMs = 86_400_000;

/**
 * What the registrar has of a name, as our row says it. Who was told of its end is told anew of a later one. While somebody
 * asks for it, it is looked at daily: that they do not any more may come without a message.
 */
export function seen(
  { expiresAt: known, transferOutAt }: DomainRow,
  found: RegisteredName,
  now: Date,
): Partial<DomainRow> {
  const { nameServers, registryState, expiresAt, registeredAt, privacy, dnssec } = found;
  const later = expiresAt !== null && (known === null || expiresAt > known);
  // Just after its end it may be gone.
  const afterEnd = Math.max(expiresAt?.getTime() ?? 0, now.getTime()) + dayMs / 24;
  const lookAt = new Date(transferOutAt === null ? afterEnd : Math.min(afterEnd, now.getTime() + dayMs));
  return {
    ...{ nameServers, registryState, privacy, dnssec, locked: registryState?.includes("LOCK") ?? false, lookAt },
    ...(registeredAt && { registeredAt }),
    ...(expiresAt && { expiresAt }),
    ...(later && { remindedDays: null }),
  };
}

/** The name is gone: what was still to be done with it is not. */
export async function endDomain(scope: Scope, row: DomainRow): Promise<DomainEvent[]> {
  const { tx, ctx } = scope;
  const open = await tx
    .select({ id: registrarJob.id, state: registrarJob.state, orderId: registrarJob.orderId })
    .from(registrarJob)
    .where(and(eq(registrarJob.domainId, row.id), inArray(registrarJob.state, ["unpaid", "due", "sent", "accepted"])));
  const gone = { failureCode: "domain.gone", failureMessage: `${row.name} is not registered here any more.` };
  for (const { id } of open) await updateJob(tx, id, { ...gone, state: "failed", endedAt: ctx.now(), nextAt: null });
  await updateDomain(tx, row.id, { state: "ended", endedAt: ctx.now() });
  return open
    .filter(({ orderId, state }) => orderId !== null && state !== "unpaid")
    .map(({ id }) => ({ type: "registrar_job.refund_due", subject: id }));
}
