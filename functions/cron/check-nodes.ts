import * as Nodes from "#core/nodes/index.ts";
import { heartbeat } from "#core/provisioning/index.ts";
import { functions } from "../manifest.ts";
import { depsFrom } from "../runtime/deps.ts";
import { described, log } from "../runtime/log.ts";
import { nodes } from "../runtime/ports.ts";
import { job } from "./job.ts";

const deps = await depsFrom(process.env, functions["check-nodes"].needs, nodes);

/** Each is an SSH handshake, and a sandbox has a part of one processor. */
const atOnce = 32;

export const handler = job(deps, "check-nodes", async (ctx) => {
  const waiting = await Nodes.list(ctx, {});
  let checks = 0;
  const lane = async () => {
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      try {
        if (await heartbeat(ctx, node)) checks += 1;
      } catch (error) {
        log("error", "a node was not checked", { node: node.id, requestId: ctx.requestId, ...described(error) });
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { checks };
});
