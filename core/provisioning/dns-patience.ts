import type { StepScope } from "../kernel/long-operation/plan.ts";

const minute = 60;
const hour = 60 * minute;

/** Most records are set while somebody watches; who sets one next week is told by mail. */
const waits: readonly { untilSeconds: number; waitSeconds: number }[] = [
  { untilSeconds: 10 * minute, waitSeconds: 15 },
  { untilSeconds: hour, waitSeconds: minute },
  { untilSeconds: 24 * hour, waitSeconds: 10 * minute },
];

/** Until the DNS is asked again for what somebody else has to set there. */
export function waitSecondsOf({ ctx, operation }: StepScope): number {
  const age = (ctx.now().getTime() - operation.createdAt.getTime()) / 1000;
  return waits.find(({ untilSeconds }) => age < untilSeconds)?.waitSeconds ?? hour;
}
