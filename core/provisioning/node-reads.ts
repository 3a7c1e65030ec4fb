import { DomainError } from "../kernel/errors.ts";
import type { Ctx } from "../kernel/operation.ts";
import { type NodeReads, SiteLog } from "../services/index.ts";
import { target } from "./place.ts";
import { userOf } from "./primitives.ts";

const linesMax = 500;

/** Reads straight from the node, as `system`. Who may ask was decided before. */
export const nodeReads = (ctx: Ctx): NodeReads => ({
  async siteLog({ serviceId, after }) {
    const found = await target(ctx, { serviceId });
    if (!found) throw new DomainError("conflict", "service.no_node", "This service is on no node.");
    const { node, service, live, holding } = found;
    const stack = (live ?? holding.at(-1))?.stack;
    if (stack === undefined) return { lines: [], cursor: after ?? null };
    const answer = await ctx.ports.nodes.on(node).primitive("stack-log", {
      user: userOf(service.accountId),
      stack,
      limit: linesMax,
      ...(after !== undefined && { after }),
    });
    return SiteLog.parse(answer);
  },
});
