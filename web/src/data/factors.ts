import { query, revalidate } from "@solidjs/router";
import { call, type Output } from "./api.ts";
import { makePasskey } from "./passkey.ts";
import { getSessions } from "./security.ts";
import { getSession } from "./session.ts";

export type Factors = Output<"GET /factors">;
export type Factor = Factors["items"][number];
export type AddedFactor = Output<"POST /factors/passkeys">;
export type TotpSecret = Output<"POST /factors/totp">;

/** What somebody can sign in with beside their password. */
export const getFactors = query(() => call("GET /factors", {}), "factors");

const changed = () => revalidate([getFactors.key, getSession.key, getSessions.key]);

export const beginTotp = (idempotencyKey: string, name: string): Promise<TotpSecret> =>
  call("POST /factors/totp", { name }, { idempotencyKey });

export async function confirmTotp(idempotencyKey: string, factorId: string, code: string): Promise<AddedFactor> {
  const added = await call("POST /factors/{factorId}/confirmation", { factorId, code }, { idempotencyKey });
  await changed();
  return added;
}

/** Has the browser make a passkey in between. */
export async function addPasskey(idempotencyKey: string, name: string): Promise<AddedFactor> {
  const creation = await call("POST /factors/passkey-request", {}, { idempotencyKey });
  const added = await call("POST /factors/passkeys", { name, passkey: await makePasskey(creation) });
  await changed();
  return added;
}

export async function renameFactor(idempotencyKey: string, factorId: string, name: string): Promise<Factor> {
  const renamed = await call("POST /factors/{factorId}/name", { factorId, name }, { idempotencyKey });
  await revalidate(getFactors.key);
  return renamed;
}

/** Returns how many other sessions ended with it. */
export async function removeFactor(idempotencyKey: string, factorId: string): Promise<number> {
  const { ended } = await call("POST /factors/{factorId}/remove", { factorId }, { idempotencyKey });
  await changed();
  return ended;
}

/** Whether everybody in the account needs a second factor. */
export async function requireFactors(idempotencyKey: string, required: boolean): Promise<boolean> {
  const { factorRequired } = await call("POST /account/factor-requirement", { required }, { idempotencyKey });
  await changed();
  return factorRequired;
}

export async function newRecoveryCodes(idempotencyKey: string): Promise<string[]> {
  const { codes } = await call("POST /recovery-codes", {}, { idempotencyKey });
  await revalidate(getFactors.key);
  return codes;
}
