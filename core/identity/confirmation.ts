import { and, eq } from "drizzle-orm";
import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import { type Actor, accountOf } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { command, providerCommand, type Scope } from "../kernel/operation.ts";
import { verifyPassword } from "../kernel/password.ts";
import { Secret } from "../kernel/secret.ts";
import { newChallengeFor, takeChallenge } from "./challenge.ts";
import { factorsOf } from "./factor.ts";
import { FactorChoice, factorChoice, proofShape, proveFactor } from "./factor-proof.ts";
import { person } from "./person.sql.ts";
import { session } from "./session.sql.ts";
import { ownOf } from "./sessions.ts";
import { digestOf, newToken } from "./token.ts";

/** How somebody who is signed in can show that it is still them. */
export const ConfirmationChoice = FactorChoice.extend({
  /** Only where there is no second factor. */
  password: z.boolean(),
  /** Whoever came through a provider may show it there: at this door. */
  provider: z.string().nullable(),
}).meta({ id: "ConfirmationChoice" });

export const requestConfirmation = command({
  name: "session.request_confirmation",
  input: z.object({}),
  allow: { person: true },
  async run(scope) {
    const { tx, ctx } = scope;
    const { personId, sessionId } = ownOf(ctx.actor);
    const factors = await factorsOf(tx, personId);
    const challenge = factors.some(({ kind }) => kind === "passkey")
      ? await newChallengeFor(scope, "confirm", personId)
      : "";
    const choice = await factorChoice(scope, factors, personId, challenge);
    const [own] = await tx
      .select({ connectionId: session.ssoConnectionId, passwordHash: person.passwordHash })
      .from(session)
      .innerJoin(person, eq(person.id, session.personId))
      .where(eq(session.id, sessionId));
    const provider = own?.connectionId ? await doorHere(tx, ctx.actor) : null;
    const password = factors.length === 0 && own?.passwordHash != null;
    return {
      value: { ...choice, password, provider },
      audit: { target: personId, accountId: accountOf(ctx.actor) },
      events: [],
    };
  },
});

/** Of the account in which they act, or of the staff: a provider that vouched for them does so nowhere else. */
async function doorHere(tx: Tx, actor: Actor): Promise<string | null> {
  if (actor.type === "member") return String((await Accounts.get(tx, actor.accountId)).number);
  return actor.type === "staff" ? "staff" : null;
}

/** A session whose token was made anew. */
export interface RenewedSession {
  token: Secret<string>;
  expiresAt: Date;
}

/** Shows anew who one is, for acts that are dangerous. Whoever has copied the session's token before is out. */
export const confirmSession = providerCommand({
  name: "session.confirm",
  input: z.object({ password: z.string().max(256).optional(), ...proofShape }),
  allow: { person: true },
  async intend({ tx, ctx }, { password, ...proof }) {
    const { personId } = ownOf(ctx.actor);
    const [who] = await tx.select().from(person).where(eq(person.id, personId));
    if (!who) throw notFound("person");
    const byFactor = (await factorsOf(tx, personId)).length > 0;
    if (!byFactor && password === undefined) throw wrongPassword();
    return { passwordHash: who.passwordHash, byFactor, password: new Secret(password ?? ""), proof };
  },
  /** Outside the transaction: the hash takes tens of milliseconds. */
  async perform(_ports, { byFactor, passwordHash, password }) {
    if (!byFactor && !(await verifyPassword(passwordHash, password))) throw wrongPassword();
  },
  async settle(scope, { byFactor, proof }) {
    const { tx, ctx } = scope;
    const { personId, sessionId } = ownOf(ctx.actor);
    const events = byFactor ? await provenBy(scope, proof) : [];
    const token = newToken();
    const [renewed] = await tx
      .update(session)
      .set({ tokenHash: digestOf(token), confirmedAt: ctx.now() })
      .where(and(eq(session.id, sessionId), eq(session.personId, personId)))
      .returning({ expiresAt: session.expiresAt });
    if (!renewed) throw new DomainError("unauthenticated", "auth.required", "Sign in to continue.");
    const value: RenewedSession = { token, expiresAt: renewed.expiresAt };
    return { value, audit: { target: personId, accountId: accountOf(ctx.actor) }, events };
  },
});

async function provenBy(scope: Scope, proof: Parameters<typeof proveFactor>[2]) {
  const { personId } = ownOf(scope.ctx.actor);
  const challenge = proof.passkey && (await takeChallenge(scope, "confirm", personId, proof.passkey.response));
  return proveFactor(scope, personId, proof, challenge);
}

/** Not `unauthenticated`: whoever mistypes here stays signed in. */
function wrongPassword(): DomainError {
  const message = "That is not your password.";
  return new DomainError("invalid", "identity.wrong_password", message, { fields: [{ path: "password", message }] });
}
