import { and, eq, isNull, or } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { Id } from "../kernel/id.ts";
import { command, type DomainEvent, type Outcome, providerCommand, type Scope } from "../kernel/operation.ts";
import { domain } from "./domain.sql.ts";
import { type DomainRow, lock as lockDomain, update as updateDomain } from "./domain.ts";
import { registrarJob } from "./job.sql.ts";
import { type JobRow, jobColumns, lockJob, refusals, updateJob } from "./job.ts";
import { endDomain, failJob, succeedJob } from "./job-effect.ts";
import { registrarMessage } from "./message.sql.ts";
import type { RegistrarMessage } from "./ports.ts";
import { lookAtHolder } from "./verification.ts";

const Told = z.custom<RegistrarMessage>();

/** Of what was ours, by the id that came back with the message, or by theirs. */
async function jobOf(tx: Tx, { ctid, job }: RegistrarMessage): Promise<JobRow | undefined> {
  const own = Id("registrarJob").safeParse(ctid);
  const theirs = job && eq(registrarJob.providerJobId, job.id);
  if (!own.success && !theirs) return undefined;
  const [row] = await tx
    .select(jobColumns)
    .from(registrarJob)
    .where(or(own.success ? eq(registrarJob.id, own.data) : undefined, theirs ?? undefined));
  return row;
}

/** The name that a message is about, where it is registered with us. */
async function domainOf(tx: Tx, { subject }: RegistrarMessage): Promise<DomainRow | undefined> {
  if (subject === null) return undefined;
  const ours = and(eq(domain.name, subject.toLowerCase()), eq(domain.registrar, "autodns"), isNull(domain.endedAt));
  const rows = await tx.select().from(domain).where(ours);
  return rows.find(({ provenAt }) => provenAt !== null);
}

/** Keeps what a message says, with its effect. A message that was taken has had it: told again it changes nothing. */
export const takeMessage = providerCommand({
  name: "registrar_message.take",
  input: z.object({ message: Told }),
  allow: { system: true },
  async intend({ tx }, { message }) {
    const [kept] = await tx.select().from(registrarMessage).where(eq(registrarMessage.id, message.id));
    return { message, job: kept?.takenAt ? undefined : await jobOf(tx, message) };
  },
  perform: async ({ registrar }, { message, job }) =>
    job && message.job?.state === "succeeded" && message.subject !== null
      ? registrar.domain(message.subject)
      : undefined,
  async settle(scope, { message, job }, found): Promise<Outcome<null>> {
    const { tx, ctx } = scope;
    const { id, subject, what } = message;
    await keep(scope, message, job);
    const [fresh] = await tx
      .update(registrarMessage)
      .set({ takenAt: ctx.now() })
      .where(and(eq(registrarMessage.id, id), isNull(registrarMessage.takenAt)))
      .returning();
    if (!fresh) return { value: null, audit: "unchanged", events: [] };
    const audit = { target: `message ${id}`, after: { name: subject, type: what, state: message.job?.state ?? null } };
    const current = job && (await lockJob(tx, job.id));
    if (current) {
      const events = await aboutJob(scope, current, message, found);
      return { value: null, audit: { ...audit, target: current.id, accountId: current.accountId }, events };
    }
    const row = await domainOf(tx, message);
    if (!row) return { value: null, audit, events: [] };
    const events = await aboutDomain(scope, row, message);
    return { value: null, audit: { ...audit, target: row.id, accountId: row.accountId }, events };
  },
});

/** As it was told. It has had no effect yet. */
async function keep({ tx, ctx }: Scope, message: RegistrarMessage, job: JobRow | undefined): Promise<void> {
  const { id, stid, subject, what, words } = message;
  await tx
    .insert(registrarMessage)
    .values({
      ...{ id, stid, subject, what, words, receivedAt: ctx.now(), status: message.job?.state ?? null },
      ...{ jobId: job?.id ?? null, providerJobId: message.job?.id ?? null },
    })
    .onConflictDoNothing();
}

async function aboutJob(
  scope: Scope,
  current: JobRow,
  { job, subject, words, what }: RegistrarMessage,
  found: Parameters<typeof succeedJob>[2],
): Promise<DomainEvent[]> {
  // What was taken before we heard the answer ends here too.
  if (current.state !== "sent" && current.state !== "accepted") return [];
  // An earlier try, of which we knew already.
  if (job && current.state === "accepted" && current.providerJobId !== null && job.id !== current.providerJobId)
    return [];
  if (!job || job.state === "under_way") {
    await updateJob(scope.tx, current.id, { notice: words ?? what });
    return [];
  }
  if (job.state === "succeeded") return succeedJob(scope, current, found);
  const message = refusals[current.kind](subject ?? "The name");
  return failJob(scope, current, { code: "registry.failed", message });
}

/** Of their kinds of notices: somebody asks for a name of ours, it stays, or it has gone to them. */
const leaving = ["transfer_start", "transfer_reminder"];
const staying = ["transfer_autonack", "transfer_nack"];
const gone = ["domain_away"];
const dayMs = 86_400_000;

/** What happens to a name without our having asked for it. */
async function aboutDomain(scope: Scope, { id }: DomainRow, { what }: RegistrarMessage): Promise<DomainEvent[]> {
  const { tx, ctx } = scope;
  const row = await lockDomain(tx, id);
  if (gone.includes(what)) return [...(await endDomain(scope, row)), { type: "domain.left", subject: id }];
  if (leaving.includes(what)) {
    const lookAt = new Date(ctx.now().getTime() + dayMs);
    await updateDomain(tx, id, { transferOutAt: row.transferOutAt ?? ctx.now(), lookAt });
    return row.transferOutAt === null ? [{ type: "domain.transfer_out_begun", subject: id }] : [];
  }
  // Whatever else they say: what they have of it is read anew.
  if (what.startsWith("ocval")) await lookAtHolder(tx, row.ownerContactId, ctx.now());
  await updateDomain(tx, id, { lookAt: ctx.now(), ...(staying.includes(what) && { transferOutAt: null }) });
  return [];
}

export const noteConfirmed = command({
  name: "registrar_message.confirm",
  input: z.object({ messageId: z.int() }),
  allow: { system: true },
  async run({ tx, ctx }, { messageId }) {
    await tx.update(registrarMessage).set({ confirmedAt: ctx.now() }).where(eq(registrarMessage.id, messageId));
    return { value: null, audit: "unchanged", events: [] };
  },
});

/** It could not have its effect. Those behind it wait until it can, or until staff let it pass. */
export const noteFailure = command({
  name: "registrar_message.fail",
  input: z.object({ message: Told, why: z.string() }),
  allow: { system: true },
  async run(scope, { message, why }) {
    await keep(scope, message, undefined);
    const { tx } = scope;
    const [row] = await tx.select().from(registrarMessage).where(eq(registrarMessage.id, message.id)).for("update");
    const failures = (row?.failures ?? 0) + 1;
    await tx
      .update(registrarMessage)
      .set({ failures, failure: why.slice(0, 500) })
      .where(and(eq(registrarMessage.id, message.id), isNull(registrarMessage.takenAt)));
    return { value: null, audit: "unchanged", events: [] };
  },
});
