import { call } from "./api.ts";

/** By the link of a mail. Whether both addresses have confirmed now. */
export async function confirmEmailChange(idempotencyKey: string, token: string): Promise<{ complete: boolean }> {
  // The token of a link is what this is about; `Input` leaves out the one of the session.
  const input: { token: string } = { token };
  return call("POST /email-change/confirmation", input, { idempotencyKey });
}

export async function refuseEmailChange(idempotencyKey: string, token: string): Promise<true> {
  const input: { token: string } = { token };
  await call("POST /email-change/refusal", input, { idempotencyKey });
  return true;
}
