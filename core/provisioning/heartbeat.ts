import { DomainError } from "../kernel/errors.ts";
import type { Ctx } from "../kernel/operation.ts";
import * as Nodes from "../nodes/index.ts";
import { primitives } from "./primitives.ts";

/**
 * Looks whether a node's state still holds. While it does, only its facts change; where it does not, a check begins,
 * which staff can follow and which decides. Returns whether one began.
 */
export async function heartbeat(ctx: Ctx, { id: nodeId, state }: Pick<Nodes.Node, "id" | "state">): Promise<boolean> {
  const address = await Nodes.address(ctx, { nodeId });
  let answers = true;
  try {
    const facts = await primitives(ctx.ports.nodes.on(address)).facts();
    await Nodes.recordHeartbeat(ctx, nodeId, facts);
    answers = facts.contract === Nodes.contractVersion;
  } catch {
    // The check that begins finds the cause again and keeps it.
    answers = false;
  }
  if (answers === (state === "ready")) return false;
  try {
    await Nodes.check(ctx, { nodeId });
    return true;
  } catch (error) {
    // One that is still under way answers the question.
    if (error instanceof DomainError && error.kind === "conflict") return false;
    throw error;
  }
}
