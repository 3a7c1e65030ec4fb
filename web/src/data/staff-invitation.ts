import { call } from "./api.ts";

/** By the link of an appointment: the first password of a member of staff. */
export async function joinStaff(idempotencyKey: string, token: string, password: string): Promise<true> {
  // The token of a link is what this is about; `Input` leaves out the one of the session.
  const input: { token: string; password: string } = { token, password };
  await call("POST /staff-invitations/completion", input, { idempotencyKey });
  return true;
}
