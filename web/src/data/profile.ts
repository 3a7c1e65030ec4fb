import { query, revalidate } from "@solidjs/router";
import { call, type Output } from "./api.ts";
import { getSession } from "./session.ts";

export type EmailChange = Output<"GET /email-change">;

/** The change of address that waits for the confirmation of both addresses. */
export const getEmailChange = query(() => call("GET /email-change", {}), "email-change");

export async function rename(idempotencyKey: string, name: string): Promise<true> {
  await call("POST /profile", { name }, { idempotencyKey });
  await revalidate(getSession.key);
  return true;
}

export async function requestEmailChange(
  idempotencyKey: string,
  newEmail: string,
  currentPassword: string,
): Promise<true> {
  await call("POST /email-change", { newEmail, currentPassword }, { idempotencyKey });
  await revalidate(getEmailChange.key);
  return true;
}

export async function withdrawEmailChange(idempotencyKey: string): Promise<true> {
  await call("POST /email-change/withdrawal", {}, { idempotencyKey });
  await revalidate(getEmailChange.key);
  return true;
}
