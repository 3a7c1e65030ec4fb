import { call, type Output } from "./api.ts";

export type Session = Output<"GET /session">;
/** Either a session, or what is asked for beside the password. */
export type SignedIn = Output<"POST /session">;
export type SecondFactor = Extract<SignedIn, { secondFactor: unknown }>["secondFactor"];

export function signIn(idempotencyKey: string, email: string, password: string): Promise<SignedIn> {
  return call("POST /session", { email, password }, { idempotencyKey });
}
