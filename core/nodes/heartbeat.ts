import { eq } from "drizzle-orm";
import type { Id } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import type { NodeFacts } from "./facts.ts";
import { node } from "./node.sql.ts";

/** What a node said of itself just now. No command: nothing was decided, so there is nothing to audit. */
export async function recordHeartbeat(ctx: Ctx, nodeId: Id<"node">, facts: NodeFacts): Promise<void> {
  await ctx.db.transaction({ role: "platform" }, (tx) =>
    tx.update(node).set({ facts, lastSeenAt: ctx.now() }).where(eq(node.id, nodeId)),
  );
}
