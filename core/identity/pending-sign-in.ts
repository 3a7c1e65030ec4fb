import { z } from "zod";
import type { Scope } from "../kernel/operation.ts";
import { type DoorChallenge, newChallengeAtTheDoor } from "./challenge.ts";
import type { FactorRow } from "./factor.ts";
import { FactorChoice, factorChoice } from "./factor-proof.ts";
import { openRecovery, RecoveryState, recoveryState } from "./open-recovery.ts";
import { PasskeyRequest } from "./passkey.ts";
import type { person } from "./person.sql.ts";

/** A sign-in that is half done. The token goes into a cookie of its own, and opens nothing but the second half. */
export interface PendingSignIn<Shown> {
  pending: DoorChallenge;
  shown: Shown;
}

/** The password was right; one of these is asked for beside it. */
export const SecondFactorAsked = z
  .object({
    secondFactor: FactorChoice.extend({
      recovery: RecoveryState.nullable(),
      /** Whether giving up every factor takes a longer password. */
      passwordNeedsFactor: z.boolean(),
    }),
  })
  .meta({ id: "SecondFactorAsked" });
export type SecondFactorAsked = z.infer<typeof SecondFactorAsked>;

export const PasskeyAsked = z.object({ passkey: PasskeyRequest });

export async function askForSecondFactor(
  scope: Scope,
  who: Pick<typeof person.$inferSelect, "id" | "staffRole" | "passwordNeedsFactor">,
  factors: readonly FactorRow[],
): Promise<PendingSignIn<SecondFactorAsked>> {
  const { value, ...pending } = await newChallengeAtTheDoor(scope, "sign_in", who.id);
  const choice = await factorChoice(scope, factors, who.id, value);
  const recovery = who.staffRole === null ? recoveryState(await openRecovery(scope, who.id), scope.ctx.now()) : null;
  const { passwordNeedsFactor } = who;
  return { pending, shown: { secondFactor: { ...choice, recovery, passwordNeedsFactor } } };
}
