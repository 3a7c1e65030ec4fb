import * as Nodes from "#core/nodes/index.ts";
import { heartbeat } from "#core/provisioning/index.ts";
import { functions } from "../manifest.ts";
import { depsFrom } from "../runtime/deps.ts";
import { nodes } from "../runtime/ports.ts";
import { job } from "./job.ts";

const deps = await depsFrom(process.env, functions["check-nodes"].needs, nodes);

export const handler = job(deps, "check-nodes", async (ctx) => {
  const begun = await Promise.all((await Nodes.list(ctx, {})).map((node) => heartbeat(ctx, node)));
  return { checks: begun.filter(Boolean).length };
});
