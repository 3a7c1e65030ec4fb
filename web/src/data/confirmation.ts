import { call, type Input, type Output, renewing } from "./api.ts";
import { usePasskey } from "./passkey.ts";

export type ConfirmationChoice = Output<"POST /session/confirmation-request">;
type Proof = Input<"POST /session/confirmation">;

export const requestConfirmation = (idempotencyKey: string): Promise<ConfirmationChoice> =>
  call("POST /session/confirmation-request", {}, { idempotencyKey });

/** The session goes on under another token: what is asked meanwhile with the old one is asked again. */
export async function confirmSession(idempotencyKey: string, proof: Proof): Promise<true> {
  await renewing(call("POST /session/confirmation", proof, { idempotencyKey }));
  return true;
}

export async function confirmByPasskey(
  idempotencyKey: string,
  request: NonNullable<ConfirmationChoice["passkey"]>,
): Promise<true> {
  return confirmSession(idempotencyKey, { passkey: await usePasskey(request) });
}
