import { and, count, eq, gt, isNull, ne, or } from "drizzle-orm";
import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import { accountOf } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound, violates } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command, type DomainEvent, providerCommand, query } from "../kernel/operation.ts";
import { verifyPassword } from "../kernel/password.ts";
import { Secret } from "../kernel/secret.ts";
import { emailChange } from "./email-change.sql.ts";
import { wrongPassword } from "./password-change.ts";
import { passwordReset } from "./password-reset.sql.ts";
import { person } from "./person.sql.ts";
import { personByEmail } from "./person.ts";
import { session } from "./session.sql.ts";
import { Email } from "./session.ts";
import { ownOf } from "./sessions.ts";
import { digestOf, newToken } from "./token.ts";
import { type UserAgent, userAgentOf } from "./user-agent.ts";

const lastsHours = 24;
/** To one address, whoever asks: nobody's mailbox fills up with what strangers want. */
const mailsPerDay = 5;

type ChangeRow = typeof emailChange.$inferSelect;

export const PendingEmailChange = z
  .object({
    newEmail: z.string(),
    /** Whether the new address, and the old one, has confirmed. */
    proven: z.boolean(),
    approved: z.boolean(),
    expiresAt: z.date(),
  })
  .meta({ id: "PendingEmailChange" });

const isOpen = (now: Date) => and(isNull(emailChange.endedAt), gt(emailChange.expiresAt, now));

export const pendingEmailChange = query({
  name: "email_change.get",
  input: z.object({}),
  allow: { person: true },
  async run({ tx, ctx }): Promise<{ pending: z.infer<typeof PendingEmailChange> | null }> {
    const { personId } = ownOf(ctx.actor);
    const mine = and(eq(emailChange.personId, personId), isOpen(ctx.now()));
    const [row] = await tx.select().from(emailChange).where(mine);
    if (!row) return { pending: null };
    const { newEmail, provenAt, approvedAt, expiresAt } = row;
    return { pending: { newEmail, expiresAt, proven: provenAt !== null, approved: approvedAt !== null } };
  },
});

/** Asks both addresses. Whether anybody has the new one is not looked at before the mail to it is written. */
export const requestEmailChange = providerCommand({
  name: "email_change.request",
  input: z.object({ newEmail: Email, currentPassword: z.string().max(256) }),
  allow: { person: true },
  confirm: true,
  async intend({ tx, ctx }, { newEmail, currentPassword }) {
    const { personId } = ownOf(ctx.actor);
    const [who] = await tx.select().from(person).where(eq(person.id, personId));
    if (!who) throw notFound("person");
    if (newEmail === who.email) throw sameAddress();
    return { oldEmail: who.email, newEmail, passwordHash: who.passwordHash, present: new Secret(currentPassword) };
  },
  /** Outside the transaction: the hash takes tens of milliseconds. */
  async perform(_ports, { passwordHash, present }) {
    if (!(await verifyPassword(passwordHash, present))) throw wrongPassword();
  },
  async settle({ tx, ctx }, { oldEmail, newEmail }) {
    const { personId, sessionId } = ownOf(ctx.actor);
    const createdAt = ctx.now();
    const earlier = and(eq(emailChange.personId, personId), isNull(emailChange.endedAt));
    await tx.update(emailChange).set({ endedAt: createdAt, outcome: "replaced" }).where(earlier);
    const id = newId("emailChange");
    const { address = "", userAgent = "" } = ctx.client ?? {};
    const expiresAt = new Date(createdAt.getTime() + lastsHours * 3_600_000);
    const row = { id, personId, sessionId, oldEmail, newEmail, address, userAgent, createdAt, expiresAt };
    await tx.insert(emailChange).values(row);
    return {
      value: {},
      audit: { target: personId, accountId: accountOf(ctx.actor), after: { email: newEmail } },
      events: [
        { type: "email_change.proof_requested", subject: id },
        { type: "email_change.approval_requested", subject: id },
      ],
    };
  },
});

/**
 * Makes the token of the link to one of the addresses, for the mail that is being written: nothing else ever holds it. Null
 * when the change is over, when somebody else has the new address, who then is told, or when it was sent enough.
 */
export const issueEmailChange = command({
  name: "email_change.issue",
  input: z.object({ changeId: Id("emailChange"), to: z.enum(["new", "old"]) }),
  allow: { system: true },
  async run({ tx, ctx }, { changeId, to }) {
    const now = ctx.now();
    const found = and(eq(emailChange.id, changeId), isOpen(now));
    const [row] = await tx.select().from(emailChange).where(found).for("update");
    const issued = row !== undefined && (to === "old" || (await mayBeProven(tx, row, now)));
    const token = newToken();
    if (issued) {
      const link = to === "old" ? { approvalHash: digestOf(token) } : { proofHash: digestOf(token) };
      await tx.update(emailChange).set(link).where(eq(emailChange.id, changeId));
    }
    return {
      value: issued ? token : null,
      audit: { target: row?.personId ?? changeId, after: { changeId, to, issued } },
      events: [],
    };
  },
});

const mayBeProven = async (tx: Tx, row: ChangeRow, now: Date): Promise<boolean> =>
  (await personByEmail(tx, row.newEmail)) === undefined && (await askedLately(tx, row, now)) < mailsPerDay;

/** How often others asked for a mail to the same address within a day. */
async function askedLately(tx: Tx, { id, newEmail }: ChangeRow, now: Date): Promise<number> {
  const since = new Date(now.getTime() - 86_400_000);
  const [found] = await tx
    .select({ changes: count() })
    .from(emailChange)
    .where(and(eq(emailChange.newEmail, newEmail), ne(emailChange.id, id), gt(emailChange.createdAt, since)));
  return found?.changes ?? 0;
}

/** By the link in one of the two mails. The second of them makes the change, and says nothing of what came of it. */
export const confirmEmailChange = command({
  name: "email_change.confirm",
  input: z.object({ token: z.string().max(100) }),
  allow: { anonymous: true },
  async run({ tx, ctx }, { token }) {
    const now = ctx.now();
    const digest = digestOf(new Secret(token));
    const byLink = or(eq(emailChange.proofHash, digest), eq(emailChange.approvalHash, digest));
    const [row] = await tx
      .select()
      .from(emailChange)
      .where(and(byLink, isOpen(now)))
      .for("update");
    if (!row) throw linkVoid();
    const proves = row.proofHash?.equals(digest) === true;
    await tx
      .update(emailChange)
      .set(proves ? { provenAt: now } : { approvedAt: now })
      .where(eq(emailChange.id, row.id));
    const complete = (proves ? row.approvedAt : row.provenAt) !== null;
    const [home] = await Accounts.ofPerson(tx, row.personId);
    const made = complete ? await make(tx, row, now) : undefined;
    return {
      value: { complete },
      audit: {
        target: row.personId,
        accountId: home?.id,
        after: { email: row.newEmail, proves, outcome: made?.outcome ?? "open" },
      },
      events: made?.events ?? [],
    };
  },
});

async function make(tx: Tx, row: ChangeRow, now: Date): Promise<{ outcome: "made" | "taken"; events: DomainEvent[] }> {
  const taken = (await personByEmail(tx, row.newEmail)) !== undefined;
  const outcome = taken ? "taken" : "made";
  await tx.update(emailChange).set({ endedAt: now, outcome }).where(eq(emailChange.id, row.id));
  if (taken) return { outcome, events: [{ type: "email_change.collided", subject: row.id }] };
  const [changed] = await tx
    .update(person)
    .set({ email: row.newEmail, emailVerifiedAt: now })
    .where(and(eq(person.id, row.personId), eq(person.email, row.oldEmail)))
    .returning({ id: person.id })
    .catch((error: unknown) => {
      throw violates(error, "person_email") ? linkVoid(error) : error;
    });
  if (!changed) throw linkVoid();
  await tx.delete(session).where(and(eq(session.personId, row.personId), ne(session.id, row.sessionId)));
  return {
    outcome,
    events: [
      { type: "email_change.made", subject: row.id },
      { type: "email_change.left", subject: row.id },
    ],
  };
}

/** "This was not me", by the link to the old address: whoever asked is signed out, and the way to a new password is mailed. */
export const refuseEmailChange = command({
  name: "email_change.refuse",
  input: z.object({ token: z.string().max(100) }),
  allow: { anonymous: true },
  async run({ tx, ctx }, { token }) {
    const now = ctx.now();
    const byLink = and(eq(emailChange.approvalHash, digestOf(new Secret(token))), isOpen(now));
    const ended = { endedAt: now, outcome: "refused" } as const;
    const [row] = await tx.update(emailChange).set(ended).where(byLink).returning();
    if (!row) throw linkVoid();
    const gone = await tx.delete(session).where(eq(session.personId, row.personId)).returning({ id: session.id });
    const resetId = newId("passwordReset");
    const { address = "", userAgent = "" } = ctx.client ?? {};
    const asked = { id: resetId, email: row.oldEmail, address, userAgent, createdAt: now };
    await tx.insert(passwordReset).values(asked);
    const [home] = await Accounts.ofPerson(tx, row.personId);
    return {
      value: {},
      audit: { target: row.personId, accountId: home?.id, after: { sessionsEnded: gone.length } },
      events: [{ type: "password_reset.requested", subject: resetId }],
    };
  },
});

/** By who asked for it, before both addresses have confirmed. */
export const withdrawEmailChange = command({
  name: "email_change.withdraw",
  input: z.object({}),
  allow: { person: true },
  async run({ tx, ctx }) {
    const { personId } = ownOf(ctx.actor);
    const ended = { endedAt: ctx.now(), outcome: "withdrawn" } as const;
    const mine = and(eq(emailChange.personId, personId), isOpen(ctx.now()));
    const [gone] = await tx.update(emailChange).set(ended).where(mine).returning();
    const before = gone && { email: gone.newEmail };
    return { value: {}, audit: { target: personId, accountId: accountOf(ctx.actor), before }, events: [] };
  },
});

const linkVoid = (cause?: unknown) =>
  new DomainError("invalid", "identity.link_void", "This link was used already or is too old.", { cause });

function sameAddress(): DomainError {
  const message = "That is your address already.";
  return new DomainError("invalid", "identity.same_email", message, { fields: [{ path: "newEmail", message }] });
}

/** For the mails: who wants to change to what, and whoever has that address already. */
export async function emailChangeAndPeople(
  tx: Tx,
  id: Id<"emailChange">,
  now: Date,
): Promise<
  | (Pick<ChangeRow, "oldEmail" | "newEmail" | "address"> & {
      name: string;
      at: Date;
      agent: UserAgent;
      known: boolean;
    })
  | undefined
> {
  const [row] = await tx
    .select()
    .from(emailChange)
    .innerJoin(person, eq(person.id, emailChange.personId))
    .where(eq(emailChange.id, id));
  if (!row) return undefined;
  const { oldEmail, newEmail, address, createdAt, userAgent } = row.email_change;
  const known =
    (await personByEmail(tx, newEmail)) !== undefined && (await askedLately(tx, row.email_change, now)) < mailsPerDay;
  return { name: row.person.name, oldEmail, newEmail, address, at: createdAt, agent: userAgentOf(userAgent), known };
}
