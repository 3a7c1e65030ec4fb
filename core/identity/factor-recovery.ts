import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command, type DomainEvent, providerCommand, type Scope } from "../kernel/operation.ts";
import { hashPassword } from "../kernel/password.ts";
import { only } from "../kernel/rows.ts";
import { Secret } from "../kernel/secret.ts";
import { factor } from "./factor.sql.ts";
import { factorRecovery } from "./factor-recovery.sql.ts";
import { isStale, openRecovery, recoveryState } from "./open-recovery.ts";
import { chosenPassword, demandGoodPassword } from "./password-change.ts";
import { person } from "./person.sql.ts";
import { knownOf } from "./person.ts";
import { recoveryCode } from "./recovery-code.sql.ts";
import { begun, halfDone } from "./second-factor.ts";
import { session } from "./session.sql.ts";
import { digestOf, newToken } from "./token.ts";
import { type UserAgent, userAgentOf } from "./user-agent.ts";

const hour = 3_600_000;
/** Long enough for the person to read their mail, wherever they are. */
const waitHours = 72;
/** When the password came out of the same mailbox lately, the two are one thing: somebody else had better notice. */
const longWaitHours = 14 * 24;

/** Whoever knows the password says that every factor is lost. A link is mailed, and nothing else happens yet. */
export const requestRecovery = command({
  name: "factor_recovery.request",
  input: z.object({}),
  allow: { anonymous: true },
  async run(scope) {
    const { tx, ctx } = scope;
    const { personId } = await halfDone(scope);
    const [who] = await tx.select({ staffRole: person.staffRole }).from(person).where(eq(person.id, personId));
    if (who?.staffRole != null) throw notForStaff();
    const now = ctx.now();
    const audit = { target: personId };
    const open = await openRecovery(scope, personId);
    // The one that waits goes on waiting: asking again neither shortens nor prolongs it.
    if (open?.readyAt) return { value: recoveryState(open, now), audit, events: [] };
    await tx
      .update(factorRecovery)
      .set({ endedAt: now })
      .where(and(eq(factorRecovery.personId, personId), isNull(factorRecovery.endedAt)));
    const { address = "", userAgent = "" } = ctx.client ?? {};
    const row = { id: newId("factorRecovery"), personId, address, userAgent, createdAt: now };
    await tx.insert(factorRecovery).values(row);
    return {
      value: { state: "asked" as const, readyAt: null },
      audit,
      events: [{ type: "factor_recovery.requested", subject: row.id }],
    };
  },
});

/** Makes the token of the link, for the mail that is being written: nothing else ever holds it. */
export const issueRecovery = command({
  name: "factor_recovery.issue",
  input: z.object({ recoveryId: Id("factorRecovery") }),
  allow: { system: true },
  async run({ tx, ctx }, { recoveryId }) {
    const token = newToken();
    const [open] = await tx
      .update(factorRecovery)
      .set({ tokenHash: digestOf(token) })
      .where(and(eq(factorRecovery.id, recoveryId), isNull(factorRecovery.endedAt), isNull(factorRecovery.readyAt)))
      .returning();
    const issued = open !== undefined && !isStale(open, ctx.now());
    const target = open?.personId ?? recoveryId;
    return { value: issued ? token : null, audit: { target, after: { recoveryId, issued } }, events: [] };
  },
});

/** The link was opened: the wait begins. */
export const confirmRecovery = command({
  name: "factor_recovery.confirm",
  input: z.object({ token: z.string().max(100) }),
  allow: { anonymous: true },
  async run({ tx, ctx }, { token }) {
    const now = ctx.now();
    const [asked] = await tx
      .select()
      .from(factorRecovery)
      .innerJoin(person, eq(person.id, factorRecovery.personId))
      .where(eq(factorRecovery.tokenHash, digestOf(new Secret(token))))
      .for("update", { of: factorRecovery });
    const row = asked?.factor_recovery;
    if (!row || row.endedAt !== null || isStale(row, now)) throw linkVoid();
    // Opened twice, as mail programs do: the wait does not begin anew.
    if (row.readyAt) return { value: recoveryState(row, now), audit: { target: row.personId }, events: [] };
    const resetAt = asked.person.passwordResetAt;
    const fromMailbox = resetAt !== null && now.getTime() - resetAt.getTime() < longWaitHours * hour;
    const readyAt = new Date(now.getTime() + (fromMailbox ? longWaitHours : waitHours) * hour);
    await tx.update(factorRecovery).set({ readyAt }).where(eq(factorRecovery.id, row.id));
    return {
      value: recoveryState({ ...row, readyAt }, now),
      audit: { target: row.personId, after: { readyAt: readyAt.toISOString() } },
      events: [
        { type: "factor_recovery.waiting", subject: row.id },
        { type: "factor_recovery.ready", subject: row.id, dueAt: readyAt },
      ],
    };
  },
});

/**
 * After the wait, with the password once more: every factor goes, every session ends, and a new one begins. A password that
 * is too short to stand alone gives way to a longer one, unless it was a provider that vouched for the first half.
 */
export const completeRecovery = providerCommand({
  name: "factor_recovery.complete",
  input: z.object({ newPassword: z.string().max(256).optional() }),
  allow: { anonymous: true },
  async intend(scope, { newPassword = "" }) {
    const { tx, ctx } = scope;
    const { personId, ssoConnectionId } = await halfDone(scope);
    await readyRecovery(scope, personId);
    const who = only(await tx.select().from(person).where(eq(person.id, personId)));
    if (!who.passwordNeedsFactor || ssoConnectionId !== null) return { chosen: undefined };
    demandGoodPassword(newPassword, [ctx.ports.addresses.publicUrl, ...(await knownOf(tx, who))], "newPassword");
    return { chosen: new Secret(newPassword) };
  },
  /** Outside the transaction: the hash takes tens of milliseconds. */
  perform: async (_ports, { chosen }) => (chosen ? hashPassword(chosen) : undefined),
  async settle(scope, { chosen }, passwordHash) {
    const { tx, ctx } = scope;
    const half = await halfDone(scope);
    const { personId } = half;
    const now = ctx.now();
    const open = await readyRecovery(scope, personId);
    if (chosen && passwordHash !== undefined) {
      const kept = { ...chosenPassword(chosen, passwordHash), passwordResetAt: null };
      await tx.update(person).set(kept).where(eq(person.id, personId));
    }
    await forgetFactors(tx, personId);
    const ended = { endedAt: now };
    await tx.update(factorRecovery).set(ended).where(eq(factorRecovery.id, open.id));
    const events: DomainEvent[] = [{ type: "factor_recovery.completed", subject: personId }];
    if (chosen) events.push({ type: "person.password_changed", subject: personId });
    return begun(scope, half, events);
  },
});

async function readyRecovery(scope: Scope, personId: Id<"person">) {
  const open = await openRecovery(scope, personId);
  if (!open || recoveryState(open, scope.ctx.now()).state !== "ready") throw notReady();
  return open;
}

/** All that stood beside the password, and every session that began with it. */
export async function forgetFactors(tx: Tx, personId: Id<"person">): Promise<{ factors: number; sessions: number }> {
  const factors = await tx.delete(factor).where(eq(factor.personId, personId)).returning({ id: factor.id });
  await tx.delete(recoveryCode).where(eq(recoveryCode.personId, personId));
  const sessions = await tx.delete(session).where(eq(session.personId, personId)).returning({ id: session.id });
  return { factors: factors.length, sessions: sessions.length };
}

/** Of a recovery that mail is written about. */
export async function recoveryAndPerson(
  tx: Tx,
  id: Id<"factorRecovery">,
): Promise<
  | { name: string; email: string; address: string; at: Date; agent: UserAgent; readyAt: Date | null; open: boolean }
  | undefined
> {
  const [row] = await tx
    .select()
    .from(factorRecovery)
    .innerJoin(person, eq(person.id, factorRecovery.personId))
    .where(eq(factorRecovery.id, id));
  if (!row) return undefined;
  const { address, createdAt, userAgent, readyAt, endedAt } = row.factor_recovery;
  const { name, email } = row.person;
  return { name, email, address, at: createdAt, agent: userAgentOf(userAgent), readyAt, open: endedAt === null };
}

const linkVoid = () =>
  new DomainError("invalid", "identity.link_void", "This link was used already or is too old. Ask for a new one.");
const notReady = () =>
  new DomainError("conflict", "factor_recovery.not_ready", "The wait is not over yet. We mail you when it is.");
const notForStaff = () =>
  new DomainError("conflict", "factor_recovery.staff", "Ask an administrator of the platform to reset your factors.");
