import * as Monitoring from "#core/monitoring/index.ts";
import { functions } from "../manifest.ts";
import { depsFrom } from "../runtime/deps.ts";
import { job } from "./job.ts";

const deps = await depsFrom(process.env, functions["measure-nodes"].needs);

/** One message for each node that answers, so that a slow one keeps no other waiting. */
export const handler = job(deps, "measure-nodes", async (ctx, { publisher }) => {
  await publisher.announce(await Monitoring.roundOf(ctx));
  return {};
});
