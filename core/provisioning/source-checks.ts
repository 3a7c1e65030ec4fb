import { DomainError } from "../kernel/errors.ts";
import type { Ctx } from "../kernel/operation.ts";
import * as Sources from "../sources/index.ts";
import { buildPrimitives, toRepository } from "./build-primitives.ts";
import { target } from "./place.ts";
import { userOf } from "./primitives.ts";

const outcomes: Readonly<Record<string, Sources.CheckOutcome>> = {
  "build.repository_unknown": "repository_unknown",
  "build.ref_unknown": "branch_unknown",
  "build.key_refused": "key_refused",
  "build.access_refused": "access_refused",
  "build.host_key_unknown": "host_key_unknown",
  "build.host_key_differs": "host_key_differs",
};

/** Looks at repositories where they would be built, as `system`. Who may ask was decided before. */
export const sourceChecks = (ctx: Ctx): Sources.SourceChecks => ({
  async checkSource({ branch, ...typed }) {
    const found = await target(ctx, { serviceId: typed.serviceId });
    if (!found) throw new DomainError("conflict", "service.no_node", "This service is on no node.");
    const repository = toRepository(await Sources.openTyped(ctx, typed), branch);
    const seen = await buildPrimitives(ctx.ports.nodes.on(found.node)).look(
      userOf(found.service.accountId),
      repository,
    );
    if (seen.state === "found") return { outcome: "found", commit: seen.commit };
    const outcome = outcomes[seen.code] ?? "unreachable";
    // A host that refuses nobody's key has shown its own, which was compared first.
    const hasNoKey = outcome === "key_refused" && repository.key === undefined;
    return { outcome: hasNoKey ? "key_missing" : outcome, commit: null };
  },
});
