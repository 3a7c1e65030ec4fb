import { query, revalidate } from "@solidjs/router";
import { call, type Output } from "./api.ts";

export type SessionPlace = Output<"GET /sessions">["items"][number];

/** Where the person is signed in, this browser first. */
export const getSessions = query(() => call("GET /sessions", {}), "sessions");

/** Without an id: every other one. */
export async function endSession(idempotencyKey: string, sessionId: string | undefined): Promise<number> {
  const { ended } =
    sessionId === undefined
      ? await call("POST /sessions/end-others", {}, { idempotencyKey })
      : await call("POST /sessions/{sessionId}/end", { sessionId }, { idempotencyKey });
  await revalidate(getSessions.key);
  return ended;
}

/** Returns how many other sessions ended with the old password. */
export async function changePassword(
  idempotencyKey: string,
  currentPassword: string,
  newPassword: string,
): Promise<number> {
  const { ended } = await call("POST /password", { currentPassword, newPassword }, { idempotencyKey });
  // Whether the last second factor may go hangs on the password: its query is told by name, so that neither holds the other.
  await revalidate([getSessions.key, "factors"]);
  return ended;
}
