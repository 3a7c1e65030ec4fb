import * as Identity from "#core/identity/index.ts";
import type { Id } from "#core/kernel/id.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import { forgetDelivered } from "#core/kernel/retention.ts";
import * as Monitoring from "#core/monitoring/index.ts";
import * as People from "#core/people/index.ts";
import * as Privacy from "#core/privacy/index.ts";
import * as Services from "#core/services/index.ts";
import * as Sso from "#core/sso/index.ts";
import { functions } from "../manifest.ts";
import { depsFrom } from "../runtime/deps.ts";
import { log } from "../runtime/log.ts";
import { keys } from "../runtime/ports.ts";
import { erase } from "./erase.ts";
import { job } from "./job.ts";

const deps = await depsFrom(process.env, functions.tidy.needs, keys);
const batch = 500;
/** Narrow rows, and a hundred thousand of them a day: one service has 1,440 minutes. */
const metricsBatch = 20_000;
/** What is left then waits for the next day. */
const runSeconds = 40;

/** Tells of versions that end; what takes longer than there is time for goes on the next day. */
async function tellVersions(ctx: Ctx, until: number): Promise<number> {
  let told = 0;
  for (let after: Id<"service"> | null = null; ; ) {
    const page: Awaited<ReturnType<typeof Services.versionsEnding>> = await Services.versionsEnding(ctx, { after });
    for (const serviceId of page.due) {
      if (ctx.now().getTime() > until) return told;
      if (await Services.tellVersionEnding(ctx, { serviceId })) told += 1;
    }
    after = page.next;
    if (after === null) return told;
  }
}

/** Erases what is due to be, forgets what nobody will ask for again, and brings every data key under the newest wrapping key; and tells of versions that end. */
export const handler = job(deps, "tidy", async (ctx, { db, now }) => {
  const { ports } = ctx;
  const until = now().getTime() + runSeconds * 1000;
  const inBatches = async (run: Parameters<typeof db.transaction<number>>[1]): Promise<number> => {
    for (let total = 0; ; ) {
      const done = await db.transaction({ role: "platform" }, run);
      total += done;
      if (done === 0 || now().getTime() > until) return total;
    }
  };
  return {
    ...(await erase(ctx)),
    forgotten: await inBatches((tx) => forgetDelivered(tx, now(), batch)),
    signIns: await inBatches((tx) => Sso.forgetSignIns(tx, now(), batch)),
    ended: await inBatches((tx) => Identity.forgetEnded(tx, now(), batch)),
    invitations: await inBatches((tx) => People.forgetEnded(tx, now(), batch)),
    orders: await inBatches((tx) => Privacy.forgetOldOrders(tx, now(), batch)),
    metrics: await inBatches((tx) => Monitoring.forgetMetrics(tx, now(), metricsBatch)),
    rewrapped: await inBatches(async (tx) => {
      const { rewrapped, damaged } = await ports.keys.rewrap(tx, batch);
      if (damaged.length > 0) log("error", "data keys do not unwrap", { damaged });
      return rewrapped;
    }),
    versionsTold: await tellVersions(ctx, until),
  };
});
