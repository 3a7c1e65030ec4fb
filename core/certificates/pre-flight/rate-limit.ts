import type { Id } from "../../kernel/id.ts";
import type { StepResult } from "../../kernel/long-operation/plan.ts";
import type { Ctx } from "../../kernel/operation.ts";
import { relevantCaa } from "./caa.ts";
import type { PreFlightFinding } from "./finding.state.ts";
import type { Found } from "./look.ts";
import { facts, issuersOf, noteFinding, reasonOf, shown, waitingFor } from "./pre-flight.ts";
import { remedy } from "./remedy.ts";

const usualSeconds = 3_600;
/** Longer than any authority means it. */
const longestSeconds = 7 * 86_400;

/** An authority takes no more orders: whoever asks again meanwhile is told until when, and it is not asked. */
export async function waitForAuthority(
  ctx: Ctx,
  {
    certificateId,
    names,
    seconds,
  }: { certificateId: Id<"certificate">; names: readonly string[]; seconds: number | undefined },
): Promise<StepResult> {
  const waitSeconds = Math.min(Math.max(seconds ?? usualSeconds, 1), longestSeconds);
  const until = new Date(ctx.now().getTime() + waitSeconds * 1000).toISOString();
  const finding = {
    ...{ code: "certificate.rate_limited" as const, name: names[0] ?? "", found: null },
    ...{ removes: [], adds: [], zoneId: null, until },
  };
  await noteFinding(ctx, { certificateId, finding });
  return { done: false, waitSeconds, waitingFor: reasonOf(finding) };
}

/** Authorities remember records as long as resolvers do, and count each try. */
const recordSeconds = 3_600;

/** The last authority may not issue, by records that it has seen and we have not: it is asked again when they may be others. */
export async function waitForRecords(
  ctx: Ctx,
  { certificateId, name }: { certificateId: Id<"certificate">; name: string },
): Promise<StepResult> {
  const until = new Date(ctx.now().getTime() + recordSeconds * 1000).toISOString();
  const finding = await caaFinding(ctx, { certificateId, name, until });
  await noteFinding(ctx, { certificateId, finding });
  return waitingFor(finding, ctx.now());
}

/** What an authority says of CAA records that we did not find to forbid it. */
async function caaFinding(
  ctx: Ctx,
  { certificateId, name, until }: { certificateId: Id<"certificate">; name: string; until: string },
): Promise<PreFlightFinding> {
  const known = await facts(ctx, { certificateId });
  const [first] = await issuersOf(ctx, known?.accountUrls ?? new Map());
  const [identity] = first?.identities ?? [];
  const records = await relevantCaa(ctx.ports.authoritativeDns, name.replace(/^\*\./, "")).catch(() => undefined);
  const found: Found = { code: "certificate.caa_forbids", name, found: records?.domain ?? name.replace(/^\*\./, "") };
  if (!known) return { ...shown(found), until };
  const asked = { ...found, accountId: known.row.accountId, host: null, ...(identity !== undefined && { identity }) };
  return { ...(await remedy(ctx, asked)), until };
}
