import { eq } from "drizzle-orm";
import { z } from "zod";
import { accountOf } from "../kernel/actor.ts";
import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { person } from "./person.sql.ts";
import { PersonName } from "./person.ts";
import { ownOf } from "./sessions.ts";

/** What others see of somebody, chosen by themselves. */
export const rename = command({
  name: "person.rename",
  input: z.object({ name: PersonName }),
  allow: { person: true },
  async run({ tx, ctx }, { name }) {
    const { personId } = ownOf(ctx.actor);
    const [before] = await tx.select({ name: person.name }).from(person).where(eq(person.id, personId));
    if (!before) throw notFound("person");
    await tx.update(person).set({ name }).where(eq(person.id, personId));
    return {
      value: { name },
      audit: { target: personId, accountId: accountOf(ctx.actor), before, after: { name } },
      events: [],
    };
  },
});
