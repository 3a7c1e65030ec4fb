import { and, eq, inArray, isNull, lt } from "drizzle-orm";
import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import { type Actor, accountOf, memberRoles, staffRoles } from "../kernel/actor.ts";
import type { Db, Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import {
  type Client,
  command,
  type DomainEvent,
  type Outcome,
  providerCommand,
  query,
  type Scope,
} from "../kernel/operation.ts";
import { hashPassword, needsRehash, verifyPassword } from "../kernel/password.ts";
import { needsSecondFactor, PASSWORD_CHARACTERS_MIN } from "../kernel/password-policy.ts";
import { holds } from "../kernel/permissions.state.ts";
import { Secret } from "../kernel/secret.ts";
import { acting } from "./acting.sql.ts";
import { recognise } from "./device.ts";
import { factorsOf, hasSecondFactor } from "./factor.ts";
import { askForSecondFactor, type PendingSignIn, type SecondFactorAsked } from "./pending-sign-in.ts";
import { person } from "./person.sql.ts";
import { letsInElsewhere, session, whoseSession } from "./session.sql.ts";
import { digestOf, newToken } from "./token.ts";

const hour = 3_600_000;
/** A session ends so long after it began, and so long after it was last used. */
const lifetimes = {
  member: { absolute: 14 * 24 * hour, idle: 3 * 24 * hour },
  staff: { absolute: 12 * hour, idle: hour },
};
const noteUseEvery = 60_000;

/** How long a session that is not used goes on. */
export const idleOf = (staffRole: unknown): number => lifetimes[staffRole === null ? "member" : "staff"].idle;

export const Session = z
  .object({
    person: z.object({ id: Id("person"), email: z.string(), emailVerified: z.boolean(), name: z.string() }),
    account: z
      .object({
        id: Id("account"),
        name: z.string(),
        number: z.int(),
        role: z.enum(memberRoles),
        factorRequired: z.boolean(),
      })
      .nullable(),
    /** The number of the account that they belong to and come into through its own single sign-on alone. */
    ssoOnly: z.int().nullable(),
    staff: z.enum(staffRoles).nullable(),
    /** Of staff who act for a customer now: for whom, why, and until when. */
    acting: z
      .object({
        account: z.object({ id: Id("account"), name: z.string(), number: z.int() }),
        reason: z.string(),
        until: z.date(),
      })
      .nullable(),
    /** Nothing else is allowed before a second factor has been added. */
    needsFactor: z.boolean(),
    expiresAt: z.date(),
  })
  .meta({ id: "Session" });
export type Session = z.infer<typeof Session>;

/** A session that has just begun. The token goes into the cookie and is nowhere stored. */
export interface NewSession {
  token: Secret<string>;
  /** Stays with the browser when the session ends. */
  device: Secret<string>;
  session: Session;
}

/** Of somebody with a second factor the password opens only half the door. */
export type SignedIn = NewSession | PendingSignIn<SecondFactorAsked>;

export const Email = z
  .email({ error: "Enter an e-mail address such as name@example.com." })
  .max(254)
  .transform((email) => email.toLowerCase());

const Found = z.object({
  sessionId: Id("session"),
  expiresAt: z.date(),
  lastUsedAt: z.date(),
  personId: Id("person"),
  staffRole: z.enum(staffRoles).nullable(),
  accountId: Id("account").nullable(),
  memberRole: z.enum(memberRoles).nullable(),
  serviceIds: z.array(Id("service")).nullable(),
  confirmedAt: z.date(),
  hasFactor: z.boolean(),
  factorRequired: z.boolean(),
  vouchedFor: z.boolean(),
  actingId: Id("acting").nullable(),
  actingAccountId: Id("account").nullable(),
  actingReason: z.string().nullable(),
  actingUntil: z.date().nullable(),
});

export interface Authenticated {
  actor: Actor;
  /** When they last showed who they are. */
  confirmedAt?: Date;
}

const nobody: Authenticated = { actor: { type: "anonymous" } };

/** Who a cookie's token speaks for; anonymous when it is unknown, has expired or was left alone for too long. */
export async function authenticate(db: Db, token: Secret<string>, now: Date, client?: Client): Promise<Authenticated> {
  const [row] = await db.byDigest({ role: "visitor" }, whoseSession, digestOf(token));
  const found = row === undefined ? undefined : Found.parse(row);
  if (!found || found.expiresAt <= now) return nobody;
  const { staffRole, confirmedAt } = found;
  const unused = now.getTime() - found.lastUsedAt.getTime();
  if (unused >= idleOf(staffRole)) return nobody;
  if (unused >= noteUseEvery) await noteUse(db, found, now, client);
  return { actor: actorOf(found, now), confirmedAt };
}

function actorOf(found: z.infer<typeof Found>, now: Date): Actor {
  const { personId, sessionId, staffRole, accountId, memberRole, serviceIds } = found;
  const signedIn = { personId, sessionId, ...(found.vouchedFor && { vouchedFor: true as const }) };
  if (!found.hasFactor && (staffRole !== null || found.factorRequired)) {
    return { type: "person", ...signedIn, needsFactor: true };
  }
  if (staffRole !== null) {
    const { actingId, actingAccountId, actingReason, actingUntil } = found;
    // With the role went what it allowed.
    const acts = actingUntil !== null && actingUntil > now && holds({ type: "staff", role: staffRole }, "customer:act");
    if (!acts || actingId === null || actingAccountId === null || actingReason === null) {
      return { type: "staff", ...signedIn, role: staffRole };
    }
    return { type: "acting", ...signedIn, role: staffRole, accountId: actingAccountId, actingId, reason: actingReason };
  }
  if (accountId === null || memberRole === null) return { type: "person", ...signedIn };
  return { type: "member", ...signedIn, accountId, role: memberRole, ...(serviceIds !== null && { serviceIds }) };
}

/** Of requests that come at the same time one writes. */
const noteUse = (
  db: Db,
  { sessionId, personId, accountId }: z.infer<typeof Found>,
  now: Date,
  client: Client | undefined,
): Promise<void> =>
  db.transaction({ role: "visitor" }, async (tx) => {
    const noted = await tx
      .update(session)
      .set({ lastUsedAt: now, ...(client && { address: client.address, userAgent: client.userAgent }) })
      .where(and(eq(session.id, sessionId), lt(session.lastUsedAt, new Date(now.getTime() - noteUseEvery + 1))))
      .returning({ id: session.id });
    if (noted.length > 0 && accountId !== null) await Accounts.noteSeen(tx, accountId, personId, now);
  });

/** An account's provider, or the staff's, that says who somebody is. */
export interface Voucher {
  connectionId: Id<"ssoConnection">;
  /** The one account in which it does. */
  accountId: Id<"account"> | null;
  /** When it asked who they are. */
  confirmedAt: Date;
  /** Whether it asked for a second factor. */
  factor: boolean;
}

/** Whoever is let go at their provider is out here at the latest after a working day. */
const vouchedMs = 12 * hour;

/**
 * Begins a session within the transaction of what proved who the person is: always a new one, and the one that the
 * browser brought along ends.
 */
export async function begin(
  scope: Scope,
  who: Pick<typeof person.$inferSelect, "id" | "email" | "emailVerifiedAt" | "name" | "staffRole" | "deactivatedAt">,
  voucher?: Voucher,
): Promise<{ begun: NewSession; events: DomainEvent[] }> {
  const { tx, ctx } = scope;
  if (who.deactivatedAt !== null) throw wrongCredentials();
  const token = newToken();
  const now = ctx.now();
  const { absolute } = lifetimes[who.staffRole === null ? "member" : "staff"];
  const expiresAt = new Date(now.getTime() + (voucher ? Math.min(absolute, vouchedMs) : absolute));
  const before = ctx.client?.session;
  if (before) await tx.delete(session).where(eq(session.tokenHash, digestOf(before)));
  const { token: device, events } = await recognise(scope, who.id);
  const accounts = who.staffRole === null ? await Accounts.ofPerson(tx, who.id) : [];
  const [belonging = null] = voucher ? accounts.filter(({ id }) => id === voucher.accountId) : accounts;
  await tx.insert(session).values({
    id: newId("session"),
    tokenHash: digestOf(token),
    personId: who.id,
    accountId: belonging?.id ?? null,
    address: ctx.client?.address ?? "",
    userAgent: ctx.client?.userAgent ?? "",
    createdAt: now,
    lastUsedAt: now,
    confirmedAt: voucher?.confirmedAt ?? now,
    ssoConnectionId: voucher?.connectionId ?? null,
    factorElsewhere: voucher?.factor ?? false,
    expiresAt,
  });
  if (belonging) await Accounts.noteSeen(tx, belonging.id, who.id, now);
  const demanded = who.staffRole !== null || belonging?.factorRequired === true;
  const needsFactor = demanded && voucher?.factor !== true && !(await hasSecondFactor(tx, who.id));
  const shutOut = !voucher && belonging?.role !== "owner" && (await isShut(tx, who.id, belonging?.id));
  const shown = Session.parse({
    ...{ person: shownPerson(who), staff: who.staffRole, acting: null, needsFactor, expiresAt },
    account: needsFactor || shutOut ? null : belonging,
    ssoOnly: shutOut ? belonging?.number : null,
  });
  return { begun: { token, device, session: shown }, events };
}

/** Whether a password leads nowhere there. */
async function isShut(tx: Tx, personId: Id<"person">, accountId: Id<"account"> | undefined): Promise<boolean> {
  if (accountId === undefined) return false;
  const [found] = await tx
    .select({ shut: letsInElsewhere(accountId) })
    .from(person)
    .where(eq(person.id, personId));
  return found?.shut === true;
}

const shownPerson = (who: Pick<typeof person.$inferSelect, "id" | "email" | "emailVerifiedAt" | "name">) => ({
  ...who,
  emailVerified: who.emailVerifiedAt !== null,
});

const wrongCredentials = () =>
  new DomainError("unauthenticated", "identity.wrong_credentials", "That e-mail address and password do not match.");

const passwordTooShort = () =>
  new DomainError(
    "conflict",
    "identity.password_too_short",
    `Your second factors are gone, and your password is too short without one. Have a link mailed to you and choose one of at least ${PASSWORD_CHARACTERS_MIN} characters.`,
  );

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
    if (!(await verifyPassword(who?.passwordHash, password)) || !who || who.deactivatedAt !== null)
      throw wrongCredentials();
    return { newHash: needsRehash(who.passwordHash) ? await hashPassword(password) : undefined };
  },
  async settle(scope, { who, password }, { newHash }): Promise<Outcome<SignedIn>> {
    if (!who) throw wrongCredentials();
    const factors = await factorsOf(scope.tx, who.id);
    const passwordNeedsFactor = needsSecondFactor(password.reveal());
    // However the last factor went: what was chosen beside one is too easy to guess without.
    if (passwordNeedsFactor && factors.length === 0) throw passwordTooShort();
    if (newHash !== undefined || passwordNeedsFactor !== who.passwordNeedsFactor) {
      const kept = { passwordNeedsFactor, ...(newHash !== undefined && { passwordHash: newHash }) };
      await scope.tx.update(person).set(kept).where(eq(person.id, who.id));
    }
    if (factors.length > 0) {
      const value = await askForSecondFactor(scope, { ...who, passwordNeedsFactor }, factors);
      return { value, audit: { target: who.id, after: { secondFactor: "asked" } }, events: [] };
    }
    const { begun, events } = await begin(scope, who);
    return { value: begun, audit: { target: who.id, accountId: begun.session.account?.id }, events };
  },
});

export const current = query({
  name: "session.get",
  input: z.object({}),
  allow: { person: true, acting: true },
  async run({ tx, ctx: { actor } }): Promise<Session> {
    if (!("sessionId" in actor)) throw ended();
    const [found] = await tx
      .select()
      .from(session)
      .innerJoin(person, eq(person.id, session.personId))
      .where(eq(session.id, actor.sessionId));
    if (!found) throw ended();
    const accountId = accountOf(actor);
    const belonging = accountId === undefined ? null : await Accounts.belonging(tx, actor.personId, accountId);
    const { person: who } = found;
    // They belong there, and yet they are nobody there: its provider has to vouch for them.
    const home = actor.type === "person" && !actor.needsFactor ? found.session.accountId : null;
    const shut = home === null ? null : await Accounts.belonging(tx, actor.personId, home);
    return Session.parse({
      person: shownPerson(who),
      account: belonging,
      ssoOnly: shut?.number ?? null,
      staff: who.staffRole,
      acting: actor.type === "acting" ? await shownActing(tx, actor.actingId) : null,
      needsFactor: actor.type === "person" && actor.needsFactor === true,
      expiresAt: found.session.expiresAt,
    });
  },
});

async function shownActing(tx: Tx, id: Id<"acting">) {
  const [row] = await tx.select().from(acting).where(eq(acting.id, id));
  if (!row) throw ended();
  return { account: await Accounts.get(tx, row.accountId), reason: row.reason, until: row.expiresAt };
}

const ended = () => new DomainError("unauthenticated", "auth.required", "Sign in to continue.");

/** Whoever holds the token may end its session; ending one that is gone is no error. */
export const signOut = command({
  name: "session.end",
  input: z.object({ token: z.instanceof<typeof Secret<string>>(Secret) }),
  allow: { anonymous: true },
  async run({ tx, ctx }, { token }) {
    const its = tx
      .select({ id: session.id })
      .from(session)
      .where(eq(session.tokenHash, digestOf(token)));
    await tx
      .update(acting)
      .set({ endedAt: ctx.now() })
      .where(and(inArray(acting.sessionId, its), isNull(acting.endedAt)));
    const [gone] = await tx
      .delete(session)
      .where(eq(session.tokenHash, digestOf(token)))
      .returning();
    return {
      value: null,
      audit: { target: gone?.personId ?? "session", accountId: gone?.accountId ?? undefined },
      events: [],
    };
  },
});
