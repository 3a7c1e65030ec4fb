import {
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from "@simplewebauthn/browser";
import { call, type Input, type Output } from "./api.ts";

export type PasskeyRequest = Output<"POST /session/passkey-request">["passkey"];
type PasskeyCreation = Output<"POST /factors/passkey-request">;
export type UsedPasskey = Input<"POST /session/passkey">["passkey"];
export type NewPasskey = Input<"POST /factors/passkeys">["passkey"];

/** The browser or the person said no. */
export class PasskeyError extends Error {
  /** It is nobody's fault: another way, or another try, was chosen. */
  readonly dismissed: boolean;
  constructor(message: string, cause: unknown, dismissed: boolean) {
    super(message, { cause });
    this.name = "PasskeyError";
    this.dismissed = dismissed;
  }
}

/** Has one of these passkeys sign; with `autofill` only when the person picks one among what the browser fills in. */
export async function usePasskey(request: PasskeyRequest, autofill = false): Promise<UsedPasskey> {
  try {
    // Its names for transports are a closed list; authenticators may know more.
    const optionsJSON = request as PublicKeyCredentialRequestOptionsJSON;
    return await startAuthentication({ optionsJSON, useBrowserAutofill: autofill });
  } catch (error) {
    throw new PasskeyError("No passkey was used. Try again, or choose another way.", error, true);
  }
}

export async function makePasskey(creation: PasskeyCreation): Promise<NewPasskey> {
  try {
    // As above.
    return await startRegistration({ optionsJSON: creation as PublicKeyCredentialCreationOptionsJSON });
  } catch (error) {
    const present = error instanceof WebAuthnError && error.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED";
    throw new PasskeyError(
      present ? "This device has a passkey of yours already." : "No passkey was made. Try again when you are ready.",
      error,
      !present,
    );
  }
}

/** Signs in without a name or a password. */
export async function signInWithPasskey(idempotencyKey: string): Promise<Output<"POST /session/passkey">> {
  const { passkey } = await call("POST /session/passkey-request", {}, { idempotencyKey });
  return call("POST /session/passkey", { passkey: await usePasskey(passkey) });
}

/**
 * The same when the person picks a passkey where the browser fills in the address; undefined where it cannot, and
 * where it is not wanted any more: a browser asks for one passkey at a time, and would stop asking for the other.
 */
export async function signInByAutofill(wanted: () => boolean): Promise<Output<"POST /session/passkey"> | undefined> {
  if (!(await browserSupportsWebAuthnAutofill())) return undefined;
  const { passkey } = await call("POST /session/passkey-request", {});
  if (!wanted()) return undefined;
  return call("POST /session/passkey", { passkey: await usePasskey(passkey, true) });
}
