import { revalidate } from "@solidjs/router";
import { call } from "./api.ts";
import { getSession } from "./session.ts";

export async function requestVerification(idempotencyKey: string): Promise<true> {
  await call("POST /email-verifications", {}, { idempotencyKey });
  return true;
}

export async function verifyEmail(idempotencyKey: string, token: string): Promise<true> {
  // The token of a link is what this is about; `Input` leaves out the one of the session.
  const input: { token: string } = { token };
  await call("POST /email-verifications/completion", input, { idempotencyKey });
  await revalidate(getSession.key);
  return true;
}
