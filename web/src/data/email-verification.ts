import { revalidate } from "@solidjs/router";
import { takeFragment } from "#web/lib/fragment.ts";
import { call } from "./api.ts";
import { getSession } from "./session.ts";

const waitingKey = "rookery-verify-email";

/**
 * Takes the token out of the address before anything else happens there: whoever has to sign in first is led away, and
 * finds it again afterwards.
 */
export function keepToken(): void {
  const given = takeFragment().get("token");
  if (given !== null) sessionStorage.setItem(waitingKey, given);
}

export const keptToken = (): string => sessionStorage.getItem(waitingKey) ?? "";

export async function requestVerification(idempotencyKey: string): Promise<true> {
  await call("POST /email-verifications", {}, { idempotencyKey });
  return true;
}

export async function verifyEmail(idempotencyKey: string, token: string): Promise<true> {
  // The token of a link is what this is about; `Input` leaves out the one of the session.
  const input: { token: string } = { token };
  await call("POST /email-verifications/completion", input, { idempotencyKey });
  sessionStorage.removeItem(waitingKey);
  await revalidate(getSession.key);
  return true;
}
