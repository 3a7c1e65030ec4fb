import { query } from "@solidjs/router";
import { ApiError, call, type Output } from "./api.ts";

export type Session = Output<"GET /session">;

/** Who is signed in; null when nobody is. */
export const getSession = query(async (): Promise<Session | null> => {
  try {
    return await call("GET /session", {});
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}, "session");

export function signIn(idempotencyKey: string, email: string, password: string): Promise<Session> {
  return call("POST /session", { email, password }, { idempotencyKey });
}

export function register(
  idempotencyKey: string,
  details: { name: string; email: string; password: string; accountName: string },
): Promise<Session> {
  return call("POST /registrations", details, { idempotencyKey });
}

/** Ends the session here and on the server; nothing that was read stays behind. */
export async function signOut(): Promise<void> {
  await call("DELETE /session", {});
  query.clear();
}
