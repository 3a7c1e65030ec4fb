import { call, type Output } from "./api.ts";

type Session = Output<"GET /session">;

export function signIn(idempotencyKey: string, email: string, password: string): Promise<Session> {
  return call("POST /session", { email, password }, { idempotencyKey });
}

export function register(
  idempotencyKey: string,
  details: { name: string; email: string; password: string; accountName: string },
): Promise<Session> {
  return call("POST /registrations", details, { idempotencyKey });
}
