import { and, count, eq, gt, isNull } from "drizzle-orm";
import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command, providerCommand, query, type Scope } from "../kernel/operation.ts";
import { hashPassword } from "../kernel/password.ts";
import { Secret } from "../kernel/secret.ts";
import { recognise } from "./device.ts";
import { hasSecondFactor } from "./factor.ts";
import { cancelRecovery } from "./open-recovery.ts";
import { charactersMinOf, chosenPassword, demandGoodPassword } from "./password-change.ts";
import { passwordReset } from "./password-reset.sql.ts";
import { person } from "./person.sql.ts";
import { knownOf } from "./person.ts";
import { session } from "./session.sql.ts";
import { Email } from "./session.ts";
import { digestOf, newToken } from "./token.ts";
import { type UserAgent, userAgentOf } from "./user-agent.ts";

const linkMinutes = 15;
/** However often somebody asks, nobody's mailbox fills up. Who gets no further link has one that works. */
const openLinksMax = 3;

/** Answers the same, after the same work, whether anybody has that address or not. */
export const requestReset = command({
  name: "password_reset.request",
  input: z.object({ email: Email }),
  allow: { anonymous: true },
  async run({ tx, ctx }, { email }) {
    const id = newId("passwordReset");
    const { address = "", userAgent = "" } = ctx.client ?? {};
    await tx.insert(passwordReset).values({ id, email, address, userAgent, createdAt: ctx.now() });
    return { value: {}, audit: { target: id }, events: [{ type: "password_reset.requested", subject: id }] };
  },
});

/**
 * Makes the token of a reset's link, for the mail that is being written: nothing else ever holds it. Null when nobody
 * has the address, or was sent enough links. Made anew when the mail is sent anew; the link before it then is void.
 */
export const issueReset = command({
  name: "password_reset.issue",
  input: z.object({ resetId: Id("passwordReset") }),
  allow: { system: true },
  async run({ tx, ctx }, { resetId }) {
    const now = ctx.now();
    const [asked] = await tx.select().from(passwordReset).where(eq(passwordReset.id, resetId)).for("update");
    const [who] = asked ? await tx.select().from(person).where(eq(person.email, asked.email)) : [];
    const issued = who !== undefined && asked?.usedAt === null && (await openLinks(tx, who.id, now)) < openLinksMax;
    const token = newToken();
    if (issued) {
      const expiresAt = new Date(now.getTime() + linkMinutes * 60_000);
      const link = { personId: who.id, tokenHash: digestOf(token), expiresAt };
      await tx.update(passwordReset).set(link).where(eq(passwordReset.id, resetId));
    }
    return {
      value: issued ? token : null,
      audit: { target: who?.id ?? resetId, after: { resetId, issued } },
      events: [],
    };
  },
});

async function openLinks(tx: Tx, personId: Id<"person">, now: Date): Promise<number> {
  const open = and(
    eq(passwordReset.personId, personId),
    isNull(passwordReset.usedAt),
    gt(passwordReset.expiresAt, now),
  );
  const [found] = await tx.select({ links: count() }).from(passwordReset).where(open);
  return found?.links ?? 0;
}

/** What a link demands, before anything is typed. Who holds one reads the person's mail; nobody else is told anything. */
export const previewReset = query({
  name: "password_reset.preview",
  input: z.object({ token: z.string().max(100) }),
  allow: { anonymous: true },
  async run(scope, { token }): Promise<z.infer<typeof ResetPreview>> {
    const { who } = await byToken(scope, token);
    return { charactersMin: await charactersMinOf(scope.tx, who.id) };
  },
});

export const ResetPreview = z.object({ charactersMin: z.int() });

/**
 * Sets a new password once, ends every session, and signs nobody in: who reads a mail has not shown to know a password.
 * The browser becomes one of theirs: whoever guesses meanwhile does not keep them from signing in on it.
 */
export const reset = providerCommand({
  name: "person.reset_password",
  input: z.object({ token: z.string().max(100), password: z.string().max(256) }),
  allow: { anonymous: true },
  async intend(scope, { token, password }) {
    const { tx, ctx } = scope;
    const { id: resetId, who } = await byToken(scope, token);
    const knows = [ctx.ports.addresses.publicUrl, ...(await knownOf(tx, who))];
    demandGoodPassword(password, knows, "password", { hasSecondFactor: await hasSecondFactor(tx, who.id) });
    return { resetId, personId: who.id, password: new Secret(password) };
  },
  /** Outside the transaction: the hash takes tens of milliseconds. */
  perform: (_ports, { password }) => hashPassword(password),
  async settle(scope, { resetId, personId, password }, passwordHash) {
    const { tx, ctx } = scope;
    // Whoever comes second, however close behind, finds it used.
    const [used] = await tx
      .update(passwordReset)
      .set({ usedAt: ctx.now() })
      .where(and(eq(passwordReset.id, resetId), isNull(passwordReset.usedAt)))
      .returning({ id: passwordReset.id });
    if (!used) throw linkVoid();
    // What else was sent opens nothing any more.
    const unused = and(eq(passwordReset.personId, personId), isNull(passwordReset.usedAt));
    await tx.update(passwordReset).set({ usedAt: ctx.now() }).where(unused);
    const kept = { ...chosenPassword(password, passwordHash), passwordResetAt: ctx.now() };
    await tx.update(person).set(kept).where(eq(person.id, personId));
    const gone = await tx.delete(session).where(eq(session.personId, personId)).returning({ id: session.id });
    const cancelled = await cancelRecovery(tx, personId, ctx.now());
    const [home] = await Accounts.ofPerson(tx, personId);
    // The mail about the password says that somebody was here: one about the browser would say it again.
    const { token: device } = await recognise(scope, personId);
    return {
      value: { device },
      audit: { target: personId, accountId: home?.id, after: { sessionsEnded: gone.length } },
      events: [{ type: "person.password_changed", subject: personId }, ...cancelled],
    };
  },
});

async function byToken({ tx, ctx }: Scope, token: string) {
  const [found] = await tx
    .select()
    .from(passwordReset)
    .innerJoin(person, eq(person.id, passwordReset.personId))
    .where(eq(passwordReset.tokenHash, digestOf(new Secret(token))));
  if (!found || !isOpen(found.password_reset, ctx.now())) throw linkVoid();
  return { id: found.password_reset.id, who: found.person };
}

const isOpen = ({ usedAt, expiresAt }: typeof passwordReset.$inferSelect, now: Date): boolean =>
  usedAt === null && expiresAt !== null && expiresAt > now;

const linkVoid = () =>
  new DomainError("invalid", "identity.link_void", "This link was used already or is too old. Ask for a new one.");

/** Of a reset whose link is being mailed: to whom, and who asked. */
export async function resetAndPerson(
  tx: Tx,
  id: Id<"passwordReset">,
): Promise<{ name: string; email: string; address: string; at: Date; agent: UserAgent } | undefined> {
  const [row] = await tx
    .select()
    .from(passwordReset)
    .innerJoin(person, eq(person.id, passwordReset.personId))
    .where(eq(passwordReset.id, id));
  if (!row) return undefined;
  const { name, email } = row.person;
  const { address, createdAt, userAgent } = row.password_reset;
  return { name, email, address, at: createdAt, agent: userAgentOf(userAgent) };
}
