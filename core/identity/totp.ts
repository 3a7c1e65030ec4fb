import { generateSecret, generateURI, verify } from "otplib/functional";
import { Secret } from "../kernel/secret.ts";

const issuer = "Rookery";
/** Clocks of phones go wrong by a little: the code before and the one after count too. */
const toleranceSeconds = 30;

export const newTotpSecret = (): Secret<string> => new Secret(generateSecret());

/** What an authenticator app reads from a QR code. */
export const totpUri = (secret: Secret<string>, email: string): Secret<string> =>
  new Secret(generateURI({ issuer, label: email, secret: secret.reveal() }));

/** The time step of a code; undefined when the code is wrong, or of `usedStep` or before. */
export async function stepOfCode(
  secret: Secret<string>,
  code: string,
  { now, usedStep }: { now: Date; usedStep: number | null },
): Promise<number | undefined> {
  const found = await verify({
    secret: secret.reveal(),
    token: code,
    epoch: Math.floor(now.getTime() / 1000),
    epochTolerance: toleranceSeconds,
    ...(usedStep !== null && { afterTimeStep: usedStep }),
  });
  return found.valid && "timeStep" in found ? found.timeStep : undefined;
}
