import { sweepIdempotency } from "#core/kernel/idempotency.ts";
import { sweep as sweepOperations } from "#core/kernel/long-operation/index.ts";
import { sweepRateLimits } from "#core/kernel/rate-limit.ts";
import { functions } from "../manifest.ts";
import { depsFrom } from "../runtime/deps.ts";
import { job } from "./job.ts";

const deps = await depsFrom(process.env, functions.sweep.needs);

/** Finds what was lost: events that were never sent, operations whose holder died; and forgets what has expired. */
export const handler = job(deps, "sweep", async (ctx, { publisher, db, now }) => {
  const events = await publisher.sweep();
  const operations = await sweepOperations(ctx);
  await db.transaction({ role: "platform" }, async (tx) => {
    await sweepRateLimits(tx, now());
    await sweepIdempotency(tx, now());
  });
  return { events, operations };
});
