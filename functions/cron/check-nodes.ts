import * as Nodes from "#core/nodes/index.ts";
import { heartbeat } from "#core/provisioning/index.ts";
import { depsFrom } from "../runtime/deps.ts";
import { job } from "./job.ts";

export const handler = job(depsFrom(process.env), "check-nodes", async (ctx) => {
  const begun = await Promise.all((await Nodes.list(ctx, {})).map((node) => heartbeat(ctx, node)));
  return { checks: begun.filter(Boolean).length };
});
