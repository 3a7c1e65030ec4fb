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

/** Ends the session here and on the server; nothing that was read stays behind. */
export async function signOut(idempotencyKey: string): Promise<void> {
  await call("DELETE /session", {}, { idempotencyKey });
  query.clear();
}
