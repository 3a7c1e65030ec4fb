import { takeFragment } from "#web/lib/fragment.ts";
import { call, type Output } from "./api.ts";

export type InvitationPreview = Output<"POST /invitations/preview">;

const waitingKey = "rookery-invitation";

/** Whoever has to sign in first is led away, and finds it again afterwards. */
export function keepInvitation(): string {
  const given = takeFragment().get("token");
  if (given !== null) sessionStorage.setItem(waitingKey, given);
  return sessionStorage.getItem(waitingKey) ?? "";
}

const forget = () => sessionStorage.removeItem(waitingKey);

// The token of a link is what these are about; `Input` leaves out the one of the session.
const by = (token: string): { token: string } => ({ token });

export const previewInvitation = (token: string): Promise<InvitationPreview> =>
  call("POST /invitations/preview", by(token));

export async function acceptInvitation(idempotencyKey: string, token: string): Promise<true> {
  await call("POST /invitations/acceptance", by(token), { idempotencyKey });
  forget();
  return true;
}

/** Begins a session on this browser. */
export async function joinByInvitation(
  idempotencyKey: string,
  token: string,
  { name, password }: { name: string; password: string },
): Promise<true> {
  const input: { token: string; name: string; password: string } = { token, name, password };
  await call("POST /invitations/completion", input, { idempotencyKey });
  forget();
  return true;
}
