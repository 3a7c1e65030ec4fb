import type { Id } from "../../kernel/id.ts";
import type { Ctx } from "../../kernel/operation.ts";
import type { ChallengeMethod } from "../certificate.state.ts";
import type { PreFlightFinding } from "./finding.state.ts";
import { look, type Surroundings } from "./look.ts";
import { facts, isHeldBack, left, limited, surroundingsOf } from "./pre-flight.ts";

/**
 * Looks once at what an authority would find, whether one is asked or not, and names the one thing that is wrong. Nothing is
 * written down and nothing ordered.
 */
export async function lookNow(
  ctx: Ctx,
  certificateId: Id<"certificate">,
  placeOf: Surroundings["placeOf"],
): Promise<PreFlightFinding | null> {
  const known = await facts(ctx, { certificateId });
  if (!known) return null;
  const { row, limits } = known;
  const { names, method, finding } = row;
  if (method === "manual") return null;
  if (finding && isHeldBack(finding, ctx.now())) return finding;
  // Nobody has just changed anything, as far as we know: a server that lacks a name is told of.
  const { around, withRemedy } = await surroundingsOf(ctx, known, { placeOf, ageSeconds: 0 });
  const { found, refused } = await look(names, await methodNow(method, names, around), around);
  if (found) return withRemedy(found);
  const { limit } = left(limits, refused, around.issuers);
  return limit ? limited(limit) : null;
}

/** Names whose DNS has gone elsewhere are shown to be theirs by their pages, as far as that can be. */
async function methodNow(
  method: ChallengeMethod,
  names: readonly string[],
  { zoneOf }: Surroundings,
): Promise<ChallengeMethod> {
  if (method === "http-01" || names.some((name) => name.startsWith("*."))) return method;
  const zones = await Promise.all(names.map(zoneOf));
  return zones.includes(undefined) ? "http-01" : method;
}
