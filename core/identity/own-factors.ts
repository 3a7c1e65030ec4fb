import { eq } from "drizzle-orm";
import { z } from "zod";
import { accountOf } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { command, query } from "../kernel/operation.ts";
import { PASSWORD_CHARACTERS_MIN } from "../kernel/password-policy.ts";
import { only } from "../kernel/rows.ts";
import { factor } from "./factor.sql.ts";
import { Factor, FactorName, type FactorRow, factorsOf, shownFactor } from "./factor.ts";
import { factorIsMandatory } from "./mandatory-factor.ts";
import { charactersMinOf } from "./password-change.ts";
import { person } from "./person.sql.ts";
import { recoveryCode } from "./recovery-code.sql.ts";
import { recoveryCodesLeft } from "./recovery-code.ts";
import { session } from "./session.sql.ts";
import { ownOf } from "./sessions.ts";

export const Factors = z.object({
  items: z.array(Factor),
  recoveryCodesLeft: z.int(),
  /** Whether the last one has to stay. */
  mandatory: z.boolean(),
  /** Whether it has to stay until a longer password was chosen. */
  passwordNeedsFactor: z.boolean(),
  /** How many characters a new password has to have. */
  passwordCharactersMin: z.int(),
});

export const listFactors = query({
  name: "factor.list",
  input: z.object({}),
  allow: { person: true },
  async run({ tx, ctx }): Promise<z.infer<typeof Factors>> {
    const { personId } = ownOf(ctx.actor);
    const rows = await factorsOf(tx, personId);
    return {
      items: rows.map(shownFactor),
      recoveryCodesLeft: rows.length > 0 ? await recoveryCodesLeft(tx, personId) : 0,
      mandatory: await factorIsMandatory(tx, personId),
      passwordNeedsFactor: await passwordNeedsFactor(tx, personId),
      passwordCharactersMin: await charactersMinOf(tx, personId),
    };
  },
});

export const renameFactor = command({
  name: "factor.rename",
  input: z.object({ factorId: Id("factor"), name: FactorName }),
  allow: { person: true },
  async run({ tx, ctx }, { factorId, name }) {
    const before = await ownFactor(tx, ownOf(ctx.actor).personId, factorId);
    const after = only(await tx.update(factor).set({ name }).where(eq(factor.id, factorId)).returning());
    return {
      value: shownFactor(after),
      audit: {
        target: before.personId,
        accountId: accountOf(ctx.actor),
        before: { name: before.name },
        after: { name },
      },
      events: [],
    };
  },
});

/** Every other session ends: whoever removes a factor may have lost the device that was signed in with it. */
export const removeFactor = command({
  name: "factor.remove",
  input: z.object({ factorId: Id("factor") }),
  allow: { person: true },
  confirm: true,
  async run({ tx, ctx }, { factorId }) {
    const { personId, others } = ownOf(ctx.actor);
    const { kind, name } = await ownFactor(tx, personId, factorId);
    const isLast = (await factorsOf(tx, personId)).every(({ id }) => id === factorId);
    if (isLast && (await factorIsMandatory(tx, personId))) throw mandatory();
    if (isLast && (await passwordNeedsFactor(tx, personId))) throw passwordTooShort();
    await tx.delete(factor).where(eq(factor.id, factorId));
    if (isLast) await tx.delete(recoveryCode).where(eq(recoveryCode.personId, personId));
    const gone = await tx.delete(session).where(others).returning({ id: session.id });
    return {
      value: { ended: gone.length },
      audit: {
        target: personId,
        accountId: accountOf(ctx.actor),
        before: { kind, name },
        after: { sessionsEnded: gone.length },
      },
      events: [{ type: "factor.removed", subject: personId }],
    };
  },
});

/** Somebody else's does not exist. */
async function ownFactor(tx: Tx, personId: Id<"person">, factorId: Id<"factor">): Promise<FactorRow> {
  // One after the other: of two that remove the last two at once, the second finds the last one.
  const rows = await tx.select().from(factor).where(eq(factor.personId, personId)).for("update");
  const row = rows.find(({ id, confirmedAt }) => id === factorId && confirmedAt !== null);
  if (!row) throw notFound("factor");
  return row;
}

async function passwordNeedsFactor(tx: Tx, personId: Id<"person">): Promise<boolean> {
  const [who] = await tx.select({ needs: person.passwordNeedsFactor }).from(person).where(eq(person.id, personId));
  return who?.needs === true;
}

const passwordTooShort = () =>
  new DomainError(
    "conflict",
    "factor.password_too_short",
    `Without it your password alone would open the door, and it is too short for that. Choose one of at least ${PASSWORD_CHARACTERS_MIN} characters first.`,
  );
const mandatory = () =>
  new DomainError(
    "conflict",
    "factor.mandatory",
    "You need a second factor here. Add another one before you remove this one.",
  );
