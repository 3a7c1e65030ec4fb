import type { Id } from "../../kernel/id.ts";
import type { StepResult } from "../../kernel/long-operation/plan.ts";
import type { Ctx } from "../../kernel/operation.ts";
import { findingText } from "./finding-text.state.ts";
import { caaFinding, noteFinding, waitingFor } from "./pre-flight.ts";

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
  return { done: false, waitSeconds, waitingFor: { code: finding.code, message: findingText(finding) } };
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
