import { createHmac } from "node:crypto";
import { Secret } from "../kernel/secret.ts";
import type { Attempt } from "./ports.ts";

/** Where a connection is reached: the number of its account, or the staff's own. */
export const staffDoor = "staff";
export type Door = string;

/** One for each connection: what one provider sends back cannot be taken for what another does. */
export const redirectUriOf = (publicUrl: string, door: Door): string => `${publicUrl}/sso/callback/${door}`;

/**
 * Everything that ties an attempt to a browser is made of the token in that browser's cookie. We keep its digest alone, so
 * that no copy of the database continues an attempt, and none of these values tells another.
 */
export function attemptOf(token: Secret<string>, about: Pick<Attempt, "redirectUri" | "reauthenticate">): Attempt {
  const made = (of: string) => new Secret(createHmac("sha256", token.reveal()).update(of).digest("base64url"));
  return { ...about, state: made("state"), nonce: made("nonce"), verifier: made("verifier") };
}
