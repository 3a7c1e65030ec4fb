import { createHash, createHmac, createPublicKey, type KeyObject, sign } from "node:crypto";

export const base64url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString("base64url");

/** The public half of a P-256 key, its members in the order of a thumbprint (RFC 7638). */
export function publicJwk(key: KeyObject): { crv: string; kty: string; x: string; y: string } {
  const { crv = "", kty = "", x = "", y = "" } = createPublicKey(key).export({ format: "jwk" });
  return { crv, kty, x, y };
}

const thumbprint = (key: KeyObject): string =>
  createHash("sha256")
    .update(JSON.stringify(publicJwk(key)))
    .digest("base64url");

/** What answers a challenge: its token, and whose it is. */
export const keyAuthorization = (token: string, key: KeyObject): string => `${token}.${thumbprint(key)}`;

/** Whose customer an account is (RFC 8555, 7.3.4): its key, signed with one that the authority gave out for that. */
export function accountBinding(
  key: KeyObject,
  { id, secret, url }: { id: string; secret: Buffer; url: string },
): object {
  const protectedPart = base64url(JSON.stringify({ alg: "HS256", kid: id, url }));
  const payload = base64url(JSON.stringify(publicJwk(key)));
  const signature = createHmac("sha256", secret).update(`${protectedPart}.${payload}`).digest("base64url");
  return { protected: protectedPart, payload, signature };
}

/** ES256 as ACME sends it; `payload` undefined is a question, whose body is empty. */
export function signedBody(key: KeyObject, header: Readonly<Record<string, unknown>>, payload: unknown): string {
  const protectedPart = base64url(JSON.stringify({ alg: "ES256", ...header }));
  const payloadPart = payload === undefined ? "" : base64url(JSON.stringify(payload));
  const signature = sign("sha256", Buffer.from(`${protectedPart}.${payloadPart}`), { key, dsaEncoding: "ieee-p1363" });
  return JSON.stringify({ protected: protectedPart, payload: payloadPart, signature: base64url(signature) });
}
