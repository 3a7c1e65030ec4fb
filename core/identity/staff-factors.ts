import { and, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import { may } from "../kernel/actor.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { command } from "../kernel/operation.ts";
import { forgetFactors } from "./factor-recovery.ts";
import { person } from "./person.sql.ts";
import { ownOf } from "./sessions.ts";

/** For a colleague who lost every factor. They are told, and have to enrol anew before they can do anything. */
export const resetStaffFactors = command({
  name: "staff.reset_factors",
  input: z.object({ personId: Id("person"), reason: z.string().trim().min(1).max(500) }),
  allow: may("staff:manage"),
  confirm: true,
  async run({ tx, ctx }, { personId, reason }) {
    if (ownOf(ctx.actor).personId === personId) throw notOneself();
    const [who] = await tx
      .select({ id: person.id })
      .from(person)
      .where(and(eq(person.id, personId), isNotNull(person.staffRole)));
    if (!who) throw notFound("person");
    const { factors, sessions } = await forgetFactors(tx, personId);
    return {
      value: { ended: sessions },
      audit: { target: personId, before: { factors }, after: { reason, sessionsEnded: sessions } },
      events: [{ type: "factor.reset", subject: personId }],
    };
  },
});

const notOneself = () =>
  new DomainError("conflict", "factor.reset_oneself", "Another administrator has to do that for you.");
