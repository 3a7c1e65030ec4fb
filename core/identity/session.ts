import { createHash, randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import { type Actor, memberRoles, staffRoles } from "../kernel/actor.ts";
import type { Db } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command, providerCommand, query, type Scope } from "../kernel/operation.ts";
import { hashPassword, needsRehash, verifyPassword } from "../kernel/password.ts";
import { Secret } from "../kernel/secret.ts";
import { person } from "./person.sql.ts";
import { session, whoseSession } from "./session.sql.ts";

const memberLifetimeHours = 14 * 24;
const staffLifetimeHours = 12;

export const Session = z
  .object({
    person: z.object({ id: Id("person"), email: z.string(), name: z.string() }),
    account: z.object({ id: Id("account"), name: z.string(), number: z.int(), role: z.enum(memberRoles) }).nullable(),
    staff: z.enum(staffRoles).nullable(),
    expiresAt: z.date(),
  })
  .meta({ id: "Session" });
export type Session = z.infer<typeof Session>;

/** A session that has just begun. The token goes into the cookie and is nowhere stored. */
export interface NewSession {
  token: Secret<string>;
  session: Session;
}

export const Email = z
  .email({ error: "Enter an e-mail address such as name@example.com." })
  .max(254)
  .transform((email) => email.toLowerCase());

const hashOf = (token: string): Buffer => createHash("sha256").update(token).digest();

const Found = z.object({
  sessionId: Id("session"),
  expiresAt: z.date(),
  personId: Id("person"),
  staffRole: z.enum(staffRoles).nullable(),
  accountId: Id("account").nullable(),
  memberRole: z.enum(memberRoles).nullable(),
});

/** Who a cookie's token speaks for; anonymous when it is unknown or has expired. */
export async function authenticate(db: Db, token: Secret<string>, now: Date): Promise<Actor> {
  const [row] = await db.byDigest({ role: "visitor" }, whoseSession, hashOf(token.reveal()));
  const found = row === undefined ? undefined : Found.parse(row);
  if (!found || found.expiresAt <= now) return { type: "anonymous" };
  const { personId, sessionId, staffRole, accountId, memberRole } = found;
  if (staffRole !== null) return { type: "staff", personId, sessionId, role: staffRole };
  if (accountId === null || memberRole === null) return { type: "anonymous" };
  return { type: "member", personId, sessionId, accountId, role: memberRole };
}

/** Begins a session within the transaction of what proved who the person is. */
export async function begin(
  { tx, ctx }: Scope,
  who: Pick<typeof person.$inferSelect, "id" | "email" | "name" | "staffRole">,
): Promise<NewSession> {
  const token = randomBytes(32).toString("base64url");
  const now = ctx.now();
  const hours = who.staffRole === null ? memberLifetimeHours : staffLifetimeHours;
  const expiresAt = new Date(now.getTime() + hours * 3_600_000);
  const belonging = who.staffRole === null ? await Accounts.ofPerson(tx, who.id) : null;
  await tx.insert(session).values({
    id: newId("session"),
    tokenHash: hashOf(token),
    personId: who.id,
    accountId: belonging?.id ?? null,
    createdAt: now,
    expiresAt,
  });
  return {
    token: new Secret(token),
    session: Session.parse({ person: who, account: belonging, staff: who.staffRole, expiresAt }),
  };
}

const wrongCredentials = () =>
  new DomainError("unauthenticated", "identity.wrong_credentials", "That e-mail address and password do not match.");

export const signIn = providerCommand({
  name: "session.begin",
  input: z.object({ email: Email, password: z.string().max(256) }),
  allow: { anonymous: true },
  async intend({ tx }, { email, password }) {
    const [who] = await tx.select().from(person).where(eq(person.email, email));
    return { who, password: new Secret(password) };
  },
  /** Outside the transaction: the hash takes tens of milliseconds. An unknown address takes as long as a known one. */
  async perform(_ports, { who, password }) {
    if (!(await verifyPassword(who?.passwordHash, password)) || !who) throw wrongCredentials();
    return { newHash: needsRehash(who.passwordHash) ? await hashPassword(password) : undefined };
  },
  async settle(scope, { who }, { newHash }) {
    if (!who) throw wrongCredentials();
    if (newHash !== undefined) {
      await scope.tx.update(person).set({ passwordHash: newHash }).where(eq(person.id, who.id));
    }
    const begun = await begin(scope, who);
    return {
      value: begun,
      audit: { target: who.id, accountId: begun.session.account?.id },
      events: [],
    };
  },
});

export const current = query({
  name: "session.get",
  input: z.object({}),
  allow: { member: memberRoles, staff: staffRoles },
  async run({ tx, ctx: { actor } }): Promise<Session> {
    if (actor.type !== "member" && actor.type !== "staff") throw ended();
    const [found] = await tx
      .select()
      .from(session)
      .innerJoin(person, eq(person.id, session.personId))
      .where(eq(session.id, actor.sessionId));
    if (!found) throw ended();
    const belonging = actor.type === "member" ? await Accounts.ofPerson(tx, actor.personId) : null;
    const { person: who } = found;
    return Session.parse({ person: who, account: belonging, staff: who.staffRole, expiresAt: found.session.expiresAt });
  },
});

const ended = () => new DomainError("unauthenticated", "auth.required", "Sign in to continue.");

/** Whoever holds the token may end its session; ending one that is gone is no error. */
export const signOut = command({
  name: "session.end",
  input: z.object({ token: z.instanceof<typeof Secret<string>>(Secret) }),
  allow: { anonymous: true },
  async run({ tx }, { token }) {
    const [gone] = await tx
      .delete(session)
      .where(eq(session.tokenHash, hashOf(token.reveal())))
      .returning();
    return {
      value: null,
      audit: { target: gone?.personId ?? "session", accountId: gone?.accountId ?? undefined },
      events: [],
    };
  },
});
