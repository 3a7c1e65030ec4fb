import { z } from "zod";
import { Id } from "../kernel/id.ts";
import { type Ctx, command } from "../kernel/operation.ts";
import { type RateLimit, takeTokens } from "../kernel/rate-limit.ts";

/** Four a day are somebody's own fingers. From the fifth on the person hears of it, and once an hour is enough. */
const mistakes: RateLimit = { name: "wrong-factor", tokens: 4, perSeconds: 24 * 3600 };
const warnings: RateLimit = { name: "wrong-factor-warning", tokens: 1, perSeconds: 3600 };

/** The first half of a sign-in was right and its second factor was not: whoever does that again and again knows the password. */
export async function noteWrongFactor(ctx: Ctx, personId: Id<"person">): Promise<void> {
  const takes = async (limit: RateLimit) =>
    (await takeTokens(ctx.db, [{ limit, subject: personId }], ctx.now())).allowed;
  if ((await takes(mistakes)) || !(await takes(warnings))) return;
  await warnOfGuesses({ ...ctx, actor: { type: "system", job: "door" } }, { personId });
}

export const warnOfGuesses = command({
  name: "factor.warn_of_guesses",
  input: z.object({ personId: Id("person") }),
  allow: { system: true },
  run: async (_scope, { personId }) => ({
    value: null,
    audit: { target: personId },
    events: [{ type: "factor.guessed", subject: personId }],
  }),
});
