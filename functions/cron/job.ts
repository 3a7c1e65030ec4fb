import type { Ctx } from "#core/kernel/operation.ts";
import type { Deps } from "../runtime/deps.ts";
import { described, log, logAbout } from "../runtime/log.ts";

/** A scheduled function. What it returns goes to the log. */
export const job =
  (deps: Deps, name: string, work: (ctx: Ctx, deps: Deps) => Promise<Record<string, number>>) =>
  async (event: { id?: string }): Promise<void> => {
    const ctx = deps.as({ type: "system", job: name }, event.id ?? crypto.randomUUID());
    await logAbout(ctx, async () => {
      try {
        const done = await work(ctx, deps);
        if (Object.values(done).some((count) => count > 0)) log("info", name, done);
      } catch (error) {
        log("error", `${name} failed`, described(error));
        throw error;
      }
    });
  };
