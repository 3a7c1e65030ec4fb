import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { accountOf } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command, type DomainEvent } from "../kernel/operation.ts";
import { Secret } from "../kernel/secret.ts";
import { emailVerification } from "./email-verification.sql.ts";
import { person } from "./person.sql.ts";
import { ownOf } from "./sessions.ts";
import { digestOf, newToken } from "./token.ts";

const linkHours = 24;

async function askToVerify(tx: Tx, who: { id: Id<"person">; email: string }, at: Date): Promise<DomainEvent> {
  const id = newId("emailVerification");
  await tx.insert(emailVerification).values({ id, personId: who.id, email: who.email, createdAt: at });
  return { type: "email_verification.requested", subject: id };
}

/** Mails another link; to an address that is verified, none. */
export const requestVerification = command({
  name: "email_verification.request",
  input: z.object({}),
  allow: { person: true },
  async run({ tx, ctx }) {
    const { personId } = ownOf(ctx.actor);
    const [who] = await tx.select().from(person).where(eq(person.id, personId));
    if (!who) throw notFound("person");
    const events = who.emailVerifiedAt === null ? [await askToVerify(tx, who, ctx.now())] : [];
    return { value: {}, audit: { target: personId, accountId: accountOf(ctx.actor) }, events };
  },
});

/**
 * Makes the token of a link, for the mail that is being written: nothing else ever holds it. Null when there is nothing
 * left to verify. Made anew when the mail is sent anew; the link before it then is void.
 */
export const issueVerification = command({
  name: "email_verification.issue",
  input: z.object({ verificationId: Id("emailVerification") }),
  allow: { system: true },
  async run({ tx, ctx }, { verificationId }) {
    const [asked] = await tx
      .select()
      .from(emailVerification)
      .innerJoin(person, eq(person.id, emailVerification.personId))
      .where(eq(emailVerification.id, verificationId))
      .for("update", { of: emailVerification });
    const isOpen = asked?.email_verification.usedAt === null && asked.person.emailVerifiedAt === null;
    const token = newToken();
    if (isOpen) {
      const expiresAt = new Date(ctx.now().getTime() + linkHours * 3_600_000);
      const link = { tokenHash: digestOf(token), expiresAt };
      await tx.update(emailVerification).set(link).where(eq(emailVerification.id, verificationId));
    }
    const target = asked?.person.id ?? verificationId;
    return { value: isOpen ? token : null, audit: { target, after: { verificationId, issued: isOpen } }, events: [] };
  },
});

/**
 * By the person themselves, signed in: whoever opens a link in a mail about a registration that is not theirs must not
 * confirm it for a stranger.
 */
export const verifyEmail = command({
  name: "person.verify_email",
  input: z.object({ token: z.string().max(100) }),
  allow: { person: true },
  async run({ tx, ctx }, { token }) {
    const { personId } = ownOf(ctx.actor);
    const now = ctx.now();
    const [used] = await tx
      .update(emailVerification)
      .set({ usedAt: now })
      .where(
        and(
          eq(emailVerification.tokenHash, digestOf(new Secret(token))),
          eq(emailVerification.personId, personId),
          isNull(emailVerification.usedAt),
        ),
      )
      .returning();
    if (!used || used.expiresAt === null || used.expiresAt <= now) throw linkVoid();
    const [who] = await tx
      .update(person)
      .set({ emailVerifiedAt: now })
      .where(and(eq(person.id, personId), eq(person.email, used.email)))
      .returning({ id: person.id });
    if (!who) throw linkVoid();
    return {
      value: {},
      audit: { target: personId, accountId: accountOf(ctx.actor), after: { email: used.email } },
      events: [],
    };
  },
});

/** What an address that nobody has confirmed is not good enough for: paying, of which receipts and refunds are told by mail. */
export async function demandVerifiedEmail(tx: Tx, personId: Id<"person">): Promise<void> {
  const [who] = await tx.select({ at: person.emailVerifiedAt }).from(person).where(eq(person.id, personId));
  if (who?.at) return;
  const message = "Confirm your email address first. The link is in your inbox.";
  throw new DomainError("conflict", "identity.email_unverified", message);
}

const linkVoid = () =>
  new DomainError("invalid", "identity.link_void", "This link was used already or is too old. Ask for a new one.");

/** Whom a link goes to. */
export async function verificationAndPerson(
  tx: Tx,
  id: Id<"emailVerification">,
): Promise<{ name: string; email: string } | undefined> {
  const [row] = await tx
    .select({ name: person.name, email: emailVerification.email })
    .from(emailVerification)
    .innerJoin(person, eq(person.id, emailVerification.personId))
    .where(eq(emailVerification.id, id));
  return row;
}
