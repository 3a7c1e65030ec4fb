import { z } from "zod";
import { Id } from "../kernel/id.ts";
import { command } from "../kernel/operation.ts";
import { NodeFacts } from "./facts.ts";
import { lock, update } from "./node.ts";

/** What a node said of itself. Its operation's end decides whether it is ready. */
export const recordFacts = command({
  name: "node.record_facts",
  input: z.object({ nodeId: Id("node"), facts: NodeFacts }),
  allow: { system: true },
  async run({ tx, ctx }, { nodeId, facts }) {
    await lock(tx, nodeId);
    await update(tx, nodeId, { facts, lastSeenAt: ctx.now() });
    return { value: null, audit: { target: nodeId, after: facts }, events: [] };
  },
});
