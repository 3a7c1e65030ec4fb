import { call } from "./api.ts";

/** The answer is the same whether anybody has that address or not. */
export async function requestReset(idempotencyKey: string, email: string): Promise<true> {
  await call("POST /password-resets", { email }, { idempotencyKey });
  return true;
}

/** How many characters the password of whoever was sent the link has to have. */
export async function lookAtReset(idempotencyKey: string, token: string): Promise<number> {
  const input: { token: string } = { token };
  return (await call("POST /password-resets/preview", input, { idempotencyKey })).charactersMin;
}

export async function resetPassword(idempotencyKey: string, token: string, password: string): Promise<true> {
  // The token of a link is what this is about; `Input` leaves out the one of the session.
  const input: { token: string; password: string } = { token, password };
  await call("POST /password-resets/completion", input, { idempotencyKey });
  return true;
}
