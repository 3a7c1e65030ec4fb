import { may } from "../permissions.state.ts";

export const longOperationStates = ["queued", "running", "waiting", "succeeded", "failed"] as const;
export type LongOperationState = (typeof longOperationStates)[number];

export const stepStates = ["pending", "running", "done", "retrying", "failed", "undone"] as const;
export type StepState = (typeof stepStates)[number];

export const isFinished = (operation: { state: LongOperationState }): boolean =>
  operation.state === "succeeded" || operation.state === "failed";

/** Staff may run a failed operation again from its first step. */
export const canRetry = (operation: { state: LongOperationState }): boolean => operation.state === "failed";
export const mayRetry = may("operation:retry");
