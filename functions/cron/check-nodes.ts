import { DomainError } from "#core/kernel/errors.ts";
import * as Nodes from "#core/nodes/index.ts";
import { depsFrom } from "../runtime/deps.ts";
import { job } from "./job.ts";

export const handler = job(depsFrom(process.env), "check-nodes", async (ctx) => {
  let checks = 0;
  for (const { id } of await Nodes.list(ctx, {})) {
    try {
      await Nodes.check(ctx, { nodeId: id });
      checks += 1;
    } catch (error) {
      // A check that is still under way answers the question.
      if (!(error instanceof DomainError) || error.kind !== "conflict") throw error;
    }
  }
  return { checks };
});
