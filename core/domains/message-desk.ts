import { and, desc, eq, isNotNull, isNull, lt } from "drizzle-orm";
import { z } from "zod";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { command, query } from "../kernel/operation.ts";
import { PageInput, PageOf, page } from "../kernel/page.ts";
import { may } from "../kernel/permissions.state.ts";
import { registrarJob } from "./job.sql.ts";
import { registrarMessage } from "./message.sql.ts";
import { type MessageState, messageStates } from "./message.state.ts";

/** They count their messages. */
const MessageNumber = z.string().regex(/^\d{1,15}$/);

/** For staff: what the registrar told, newest first. */
export const RegistrarMessage = z
  .object({
    /** Theirs. */
    id: MessageNumber,
    state: z.enum(messageStates),
    /** The name that it is about. */
    subject: z.string().nullable(),
    what: z.string(),
    /** What became of a job. */
    status: z.string().nullable(),
    words: z.string().nullable(),
    /** What it was for, where that was something of ours. */
    jobId: Id("registrarJob").nullable(),
    accountId: Id("account").nullable(),
    domainId: Id("domain").nullable(),
    /** How often it could not have its effect, and why. */
    failures: z.int(),
    failure: z.string().nullable(),
    receivedAt: z.date(),
    takenAt: z.date().nullable(),
    confirmedAt: z.date().nullable(),
  })
  .meta({ id: "RegistrarMessage" });
export const SkippedMessage = z.object({ id: MessageNumber });
export const RegistrarMessagePage = PageOf(RegistrarMessage);

const filters = {
  handled: isNotNull(registrarMessage.confirmedAt),
  waiting: and(isNotNull(registrarMessage.takenAt), isNull(registrarMessage.confirmedAt)),
  failed: and(isNull(registrarMessage.takenAt), isNotNull(registrarMessage.failure)),
} satisfies Record<MessageState, unknown>;

const stateOf = ({ takenAt, confirmedAt }: Pick<typeof registrarMessage.$inferSelect, "takenAt" | "confirmedAt">) =>
  confirmedAt ? ("handled" as const) : takenAt ? ("waiting" as const) : ("failed" as const);

export const listMessages = query({
  name: "registrar_message.list",
  input: z.object({
    ...PageInput,
    cursor: MessageNumber.optional(),
    state: z.enum(messageStates).optional(),
  }),
  allow: may("queue:read"),
  async run({ tx }, { limit, cursor, state }) {
    const rows = await tx
      .select({ message: registrarMessage, accountId: registrarJob.accountId, domainId: registrarJob.domainId })
      .from(registrarMessage)
      .leftJoin(registrarJob, eq(registrarJob.id, registrarMessage.jobId))
      .where(and(cursor ? lt(registrarMessage.id, Number(cursor)) : undefined, state ? filters[state] : undefined))
      .orderBy(desc(registrarMessage.id))
      .limit(limit + 1);
    const shown = rows.map(({ message: { stid: _, providerJobId: __, ...message }, ...of }) => ({
      ...message,
      ...of,
      id: String(message.id),
      state: stateOf(message),
    }));
    return page(shown, limit, (message) => message);
  },
});

/** Lets a message pass that cannot have its effect, so that those behind it come. */
export const skipMessage = command({
  name: "registrar_message.skip",
  input: z.object({ number: MessageNumber }),
  allow: may("queue:manage"),
  confirm: true,
  async run({ tx, ctx }, { number }) {
    const itself = eq(registrarMessage.id, Number(number));
    const [row] = await tx.select().from(registrarMessage).where(itself).for("update");
    if (!row) throw notFound("message");
    if (row.takenAt !== null || row.failure === null)
      throw new DomainError("conflict", "registrar_message.cannot_skip", "This message holds nothing up.");
    await tx.update(registrarMessage).set({ takenAt: ctx.now() }).where(itself);
    return {
      value: { id: number },
      audit: { target: `message ${number}`, after: { name: row.subject, type: row.what } },
      events: [{ type: "registrar.poll_due", subject: "registrar" }],
    };
  },
});
