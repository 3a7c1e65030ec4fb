import { call, type Input, type Output } from "./api.ts";
import type { Session } from "./sign-in.ts";

export type Proof = Input<"POST /session/second-factor">;
export type RecoveryState = Output<"POST /factor-recoveries">;

export const completeSignIn = (idempotencyKey: string, proof: Proof): Promise<Session> =>
  call("POST /session/second-factor", proof, { idempotencyKey });

/** Says that every factor is lost: a link is mailed. */
export const requestRecovery = (idempotencyKey: string): Promise<RecoveryState> =>
  call("POST /factor-recoveries", {}, { idempotencyKey });

/** The link of that mail was opened. */
export const confirmRecovery = (idempotencyKey: string, token: string): Promise<RecoveryState> =>
  call("POST /factor-recoveries/confirmation", { token }, { idempotencyKey });

/** After the wait: every factor is given up. */
export const completeRecovery = (idempotencyKey: string, newPassword: string | undefined): Promise<Session> =>
  call("POST /factor-recoveries/completion", newPassword === undefined ? {} : { newPassword }, { idempotencyKey });
