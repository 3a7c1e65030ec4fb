import { eq, or } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { Id } from "../kernel/id.ts";
import { type Ctx, command, type DomainEvent, providerCommand } from "../kernel/operation.ts";
import { registrarJob } from "./job.sql.ts";
import { failJob, type JobRow, jobColumns, lockJob, refusedText, succeedJob } from "./job.ts";
import { registrarMessage } from "./message.sql.ts";
import type { RegistrarMessage } from "./ports.ts";

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

/** Keeps what a message says, with its effect. A message that is kept has had it: told again it changes nothing. */
export const takeMessage = providerCommand({
  name: "registrar_message.take",
  input: z.object({ message: Told }),
  allow: { system: true },
  async intend({ tx }, { message }) {
    const [kept] = await tx.select().from(registrarMessage).where(eq(registrarMessage.id, message.id));
    return { message, job: kept ? undefined : await jobOf(tx, message) };
  },
  perform: async ({ registrar }, { message, job }) =>
    job && message.job?.state === "succeeded" && message.subject !== null
      ? registrar.domain(message.subject)
      : undefined,
  async settle(scope, { message, job }, found) {
    const { tx, ctx } = scope;
    const { id, stid, subject, what, words } = message;
    const [fresh] = await tx
      .insert(registrarMessage)
      .values({
        ...{ id, stid, subject, what, words, receivedAt: ctx.now(), status: message.job?.state ?? null },
        ...{ jobId: job?.id ?? null, providerJobId: message.job?.id ?? null },
      })
      .onConflictDoNothing()
      .returning();
    const unchanged = { value: null, audit: "unchanged", events: [] } as const;
    if (!fresh) return unchanged;
    const audit = { target: `message ${id}`, after: { name: subject, type: what, state: message.job?.state ?? null } };
    const current = job && (await lockJob(tx, job.id));
    // What was taken before we heard the answer ends here too.
    const open = current && (current.state === "sent" || current.state === "accepted");
    if (!open || !message.job || message.job.state === "under_way") return { value: null, audit, events: [] };
    let events: DomainEvent[] = [];
    if (message.job.state === "succeeded") await succeedJob(scope, current, found);
    else
      events = await failJob(scope, current, { code: "registry.failed", message: refusedText(subject ?? "The name") });
    return { value: null, audit: { ...audit, target: current.id, accountId: current.accountId }, events };
  },
});

export const noteConfirmed = command({
  name: "registrar_message.confirm",
  input: z.object({ messageId: z.int() }),
  allow: { system: true },
  async run({ tx, ctx }, { messageId }) {
    await tx.update(registrarMessage).set({ confirmedAt: ctx.now() }).where(eq(registrarMessage.id, messageId));
    return { value: null, audit: "unchanged", events: [] };
  },
});

/** Of one round: the next goes on. */
const messagesMax = 30;

/**
 * Takes what the registrar has to tell, oldest first: read, kept with its effect, and only then confirmed, which brings
 * the next. Who dies in between is told the same again. Returns how many there were.
 */
export async function pollMessages(ctx: Ctx): Promise<number> {
  for (let taken = 0; taken < messagesMax; taken++) {
    const message = await ctx.ports.registrar.oldestMessage();
    if (!message) return taken;
    await takeMessage(ctx, { message });
    await ctx.ports.registrar.confirmMessage(message.id);
    await noteConfirmed(ctx, { messageId: message.id });
  }
  return messagesMax;
}
