import { eq } from "drizzle-orm";
import { z } from "zod";
import { accountOf } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import { providerCommand } from "../kernel/operation.ts";
import { hashPassword, verifyPassword } from "../kernel/password.ts";
import {
  needsSecondFactor,
  PASSWORD_CHARACTERS_MIN,
  PASSWORD_CHARACTERS_MIN_BESIDE_FACTOR,
  passwordProblem,
} from "../kernel/password-policy.ts";
import { Secret } from "../kernel/secret.ts";
import { hasSecondFactor } from "./factor.ts";
import { cancelRecovery } from "./open-recovery.ts";
import { person } from "./person.sql.ts";
import { knownOf } from "./person.ts";
import { session } from "./session.sql.ts";
import { ownOf } from "./sessions.ts";

/** Wherever a password is chosen. `knows`: what an attacker may know of the person and of us. */
export function demandGoodPassword(
  password: string,
  knows: readonly string[],
  path: string,
  options: { hasSecondFactor?: boolean } = {},
): void {
  const problem = passwordProblem(password, knows, options);
  if (problem === undefined) return;
  throw new DomainError("invalid", "identity.password_too_weak", problem, { fields: [{ path, message: problem }] });
}

/** How many characters a password of theirs has to have, as things are. */
export const charactersMinOf = async (tx: Tx, personId: Id<"person">): Promise<number> =>
  (await hasSecondFactor(tx, personId)) ? PASSWORD_CHARACTERS_MIN_BESIDE_FACTOR : PASSWORD_CHARACTERS_MIN;

/** What stays of a password that was chosen: never the password itself. */
export const chosenPassword = (password: Secret<string>, passwordHash: string) => ({
  passwordHash,
  passwordNeedsFactor: needsSecondFactor(password.reveal()),
});

/** Whoever knows the present password chooses another one. Every other session of theirs ends. */
export const changePassword = providerCommand({
  name: "person.change_password",
  input: z.object({ currentPassword: z.string().max(256), newPassword: z.string().max(256) }),
  allow: { person: true },
  async intend({ tx, ctx }, { currentPassword, newPassword }) {
    const { personId } = ownOf(ctx.actor);
    const [who] = await tx.select().from(person).where(eq(person.id, personId));
    if (!who) throw notFound("person");
    const knows = [ctx.ports.addresses.publicUrl, ...(await knownOf(tx, who))];
    demandGoodPassword(newPassword, knows, "newPassword", { hasSecondFactor: await hasSecondFactor(tx, personId) });
    return { passwordHash: who.passwordHash, present: new Secret(currentPassword), chosen: new Secret(newPassword) };
  },
  /** Outside the transaction: the hashes take tens of milliseconds. */
  async perform(_ports, { passwordHash, present, chosen }) {
    if (!(await verifyPassword(passwordHash, present))) throw wrongPassword();
    return hashPassword(chosen);
  },
  async settle({ tx, ctx }, { chosen }, passwordHash) {
    const { personId, others } = ownOf(ctx.actor);
    const kept = { ...chosenPassword(chosen, passwordHash), passwordResetAt: null };
    await tx.update(person).set(kept).where(eq(person.id, personId));
    const cancelled = await cancelRecovery(tx, personId, ctx.now());
    const gone = await tx.delete(session).where(others).returning({ id: session.id });
    return {
      value: { ended: gone.length },
      audit: { target: personId, accountId: accountOf(ctx.actor), after: { sessionsEnded: gone.length } },
      events: [{ type: "person.password_changed", subject: personId }, ...cancelled],
    };
  },
});

/** Not `unauthenticated`: whoever mistypes here stays signed in. */
export function wrongPassword(): DomainError {
  const message = "That is not your current password.";
  return new DomainError("invalid", "identity.wrong_password", message, {
    fields: [{ path: "currentPassword", message }],
  });
}
