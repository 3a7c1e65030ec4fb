import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Id } from "../kernel/id.ts";

const timeoutMs = 300_000;
/** EdDSA, ES256 and RS256: what every browser and authenticator can do one of. */
const algorithms = [-8, -7, -257] as const;

const Base64Url = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\w-]+$/);
const transports = z.array(z.string().max(20)).max(10);
const credential = { id: Base64Url(1_400), rawId: Base64Url(1_400), type: z.literal("public-key") };

/** What a browser answers when a passkey was made. */
export const NewPasskey = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: Base64Url(4_000),
    attestationObject: Base64Url(20_000),
    transports: transports.optional(),
  }),
});
export type NewPasskey = z.infer<typeof NewPasskey>;

/** What a browser answers when a passkey has signed. */
export const UsedPasskey = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: Base64Url(4_000),
    authenticatorData: Base64Url(4_000),
    signature: Base64Url(4_000),
    userHandle: Base64Url(200).nullish(),
  }),
});
export type UsedPasskey = z.infer<typeof UsedPasskey>;

const Known = z.object({ id: z.string(), type: z.literal("public-key"), transports });

/** What a browser asks an authenticator with, in the JSON form of the WebAuthn standard. */
export const PasskeyRequest = z
  .object({
    challenge: z.string(),
    rpId: z.string(),
    timeout: z.int(),
    userVerification: z.literal("required"),
    allowCredentials: z.array(Known),
  })
  .meta({ id: "PasskeyRequest" });
export type PasskeyRequest = z.infer<typeof PasskeyRequest>;

export const PasskeyCreation = z
  .object({
    challenge: z.string(),
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    pubKeyCredParams: z.array(z.object({ type: z.literal("public-key"), alg: z.int() })),
    timeout: z.int(),
    attestation: z.literal("none"),
    authenticatorSelection: z.object({ residentKey: z.literal("required"), userVerification: z.literal("required") }),
    excludeCredentials: z.array(Known),
  })
  .meta({ id: "PasskeyCreation" });
export type PasskeyCreation = z.infer<typeof PasskeyCreation>;

export interface Credential {
  credentialId: string;
  transports: readonly string[] | null;
}

export const newChallenge = (): string => randomBytes(32).toString("base64url");

/** Passkeys belong to the host that people see; under another name they open nothing. */
const rpId = (publicUrl: string): string => new URL(publicUrl).hostname;

const known = ({ credentialId, transports }: Credential) => ({
  id: credentialId,
  type: "public-key" as const,
  transports: [...(transports ?? [])],
});

/** With no credentials named, the person chooses among those that the browser offers. */
export const passkeyRequest = (
  publicUrl: string,
  challenge: string,
  credentials: readonly Credential[],
): PasskeyRequest => ({
  challenge,
  rpId: rpId(publicUrl),
  timeout: timeoutMs,
  userVerification: "required",
  allowCredentials: credentials.map(known),
});

export const passkeyCreation = (
  publicUrl: string,
  challenge: string,
  who: { id: Id<"person">; email: string; name: string },
  present: readonly Credential[],
): PasskeyCreation => ({
  challenge,
  rp: { id: rpId(publicUrl), name: "Rookery" },
  user: { id: Buffer.from(who.id).toString("base64url"), name: who.email, displayName: who.name },
  pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
  timeout: timeoutMs,
  attestation: "none",
  authenticatorSelection: { residentKey: "required", userVerification: "required" },
  excludeCredentials: present.map(known),
});

export interface Expected {
  publicUrl: string;
  challenge: string;
}

const terms = ({ publicUrl, challenge }: Expected) => ({
  expectedChallenge: challenge,
  expectedOrigin: new URL(publicUrl).origin,
  expectedRPID: rpId(publicUrl),
  requireUserVerification: true,
});

/** Loaded when the first passkey comes: it is large, and most requests have none. */
const webAuthn = () => import("@simplewebauthn/server");

export interface MadePasskey {
  credentialId: string;
  publicKey: Buffer;
  counter: number;
  transports: string[];
  backedUp: boolean;
  aaguid: string;
}

/** Throws whatever is wrong with it, in words for the log. */
export async function verifyNewPasskey(response: NewPasskey, expected: Expected): Promise<MadePasskey> {
  const { verifyRegistrationResponse } = await webAuthn();
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    // The library's names for transports are a closed list; it only hands them back.
    response: { ...response, clientExtensionResults: {} } as never,
    ...terms(expected),
    supportedAlgorithmIDs: [...algorithms],
  });
  if (!verified) throw new Error("the passkey's answer was not verified");
  const { credential: made, credentialBackedUp, aaguid } = registrationInfo;
  return {
    credentialId: made.id,
    publicKey: Buffer.from(made.publicKey),
    counter: made.counter,
    transports: [...(made.transports ?? [])],
    backedUp: credentialBackedUp,
    aaguid,
  };
}

/** Throws whatever is wrong with it, in words for the log. */
export async function verifyUsedPasskey(
  response: UsedPasskey,
  expected: Expected,
  stored: { credentialId: string; publicKey: Buffer; counter: number },
): Promise<{ counter: number; backedUp: boolean }> {
  const { verifyAuthenticationResponse } = await webAuthn();
  const { userHandle, ...signed } = response.response;
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: { ...response, clientExtensionResults: {}, response: { ...signed, ...(userHandle && { userHandle }) } },
    ...terms(expected),
    credential: { id: stored.credentialId, publicKey: new Uint8Array(stored.publicKey), counter: stored.counter },
  });
  if (!verified) throw new Error("the passkey's signature does not fit");
  return { counter: authenticationInfo.newCounter, backedUp: authenticationInfo.credentialBackedUp };
}
