import { z } from "zod";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { type Ctx, query } from "../kernel/operation.ts";
import * as Nodes from "../nodes/index.ts";
import * as Services from "../services/index.ts";
import * as Sources from "../sources/index.ts";
import { buildPrimitives, toRepository } from "./build-primitives.ts";
import { userOf } from "./primitives.ts";

const outcomes: Readonly<Record<string, Sources.CheckOutcome>> = {
  "build.repository_unknown": "repository_unknown",
  "build.ref_unknown": "branch_unknown",
  "build.key_refused": "key_refused",
  "build.access_refused": "access_refused",
  "build.host_key_unknown": "host_key_unknown",
  "build.host_key_differs": "host_key_differs",
};

/** Looks at repositories where they are built, or would most likely be, as `system`. Who may ask was decided before. */
export const sourceChecks = (ctx: Ctx): Sources.SourceChecks => ({
  async checkSource({ branch, accountId, ...typed }) {
    const node = await nodeFor(ctx, { serviceId: typed.serviceId });
    const repository = toRepository(await Sources.openTyped(ctx, typed), branch);
    const seen = await buildPrimitives(ctx.ports.nodes.on(node)).look(userOf(accountId), repository);
    if (seen.state === "found") return { outcome: "found", commit: seen.commit };
    const outcome = outcomes[seen.code] ?? "unreachable";
    // A host that refuses nobody's key has shown its own, which was compared first.
    const hasNoKey = outcome === "key_refused" && repository.key === undefined;
    return { outcome: hasNoKey ? "key_missing" : outcome, commit: null };
  },
});

const nodeFor = query({
  name: "source.node_for",
  input: z.object({ serviceId: Id("service").optional() }),
  allow: { system: true },
  async run({ tx }, { serviceId }) {
    if (serviceId === undefined) {
      const likely = await Nodes.likelyNode(tx);
      if (likely) return likely;
      throw new DomainError(
        "unavailable",
        "node.none_ready",
        "No node is ready that could look at it. Try again later.",
      );
    }
    const { nodeId } = await Services.read(tx, serviceId);
    if (nodeId === null) throw new DomainError("conflict", "service.no_node", "This service is on no node.");
    return Nodes.read(tx, nodeId);
  },
});
