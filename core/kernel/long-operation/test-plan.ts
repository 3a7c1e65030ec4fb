import { eq } from "drizzle-orm";
import { DomainError } from "../errors.ts";
import { inbox } from "../kernel.sql.ts";
import type { Scope } from "../operation.ts";
import { type Implementation, implement, type LongOperation, type Plan, type Step } from "./plan.ts";

export const buildPlan: Plan<"dig" | "build" | "paint"> = {
  kind: "house.build",
  title: "Build a house",
  steps: [
    { name: "dig", title: "Dig" },
    { name: "build", title: "Build" },
    { name: "paint", title: "Paint" },
  ],
  attemptsMax: 3,
  giveUpAfterSeconds: 3600,
};

export const effectOf = (subject: string, step: string): string => `${subject} ${step}`;

/**
 * A house whose parts are rows: a part that is built twice is there once, and an end that is recorded twice is an error.
 * `at` is called around every effect; a `broken` step fails for good after its effect.
 */
export function houses({
  at = () => undefined,
  broken,
}: {
  at?: (operationId: string) => void | Promise<void>;
  broken?: string | undefined;
}): Implementation {
  const part = (name: string): Step => ({
    async run({ ctx, operation, log }) {
      await at(operation.id);
      log(`${name} begins`);
      const part = { key: effectOf(operation.subject, name), seenAt: ctx.now() };
      await ctx.db.transaction({ role: "platform" }, (tx) => tx.insert(inbox).values(part).onConflictDoNothing());
      await at(operation.id);
      if (name === broken) throw new DomainError("conflict", "house.broken", "The ground is too wet.");
      return { done: true, message: `${name} is done` };
    },
    async undo({ ctx, operation }) {
      await at(operation.id);
      const key = effectOf(operation.subject, name);
      await ctx.db.transaction({ role: "platform" }, (tx) => tx.delete(inbox).where(eq(inbox.key, key)));
      await at(operation.id);
    },
  });
  const ended =
    (how: string) =>
    async ({ tx, ctx }: Scope, { subject }: LongOperation) => {
      await tx.insert(inbox).values({ key: effectOf(subject, how), seenAt: ctx.now() });
      return { audit: { target: subject, after: { how } }, events: [{ type: `house.${how}`, subject }] };
    };
  return implement(
    buildPlan,
    { dig: part("dig"), build: part("build"), paint: part("paint") },
    { succeeded: ended("built"), failed: ended("abandoned"), restarted: async () => undefined },
  );
}
