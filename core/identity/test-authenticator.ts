import { createHash, createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import type { NewPasskey, PasskeyCreation, PasskeyRequest, UsedPasskey } from "./passkey.ts";

type Cbor = number | string | Buffer | Map<Cbor, Cbor>;

interface Lies {
  origin?: string;
  rpId?: string;
  challenge?: string;
  counter?: number;
  /** Only that somebody was there, not who. */
  unverified?: true;
  /** Says that it is another one, or has another person. */
  id?: string;
  userHandle?: string;
}

export interface TestAuthenticator {
  create(creation: PasskeyCreation, lies?: Lies): NewPasskey;
  use(request: Pick<PasskeyRequest, "challenge" | "rpId">, lies?: Lies): UsedPasskey;
}

const present = 0x01;
const verified = 0x04;
const attested = 0x40;

/** A passkey in software (ES256, no attestation), as a browser answers for it. It lies when it is told to. */
export function testAuthenticator(origin: string): TestAuthenticator {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const id = randomBytes(32);
  let counter = 0;
  let user = "";

  const clientData = (type: string, challenge: string, lies: Lies) =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: lies.challenge ?? challenge,
        origin: lies.origin ?? origin,
        crossOrigin: false,
      }),
    );
  const head = (rpId: string, flags: number, lies: Lies) => {
    counter += 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(lies.counter ?? counter);
    const signed = (lies.unverified ? present : present | verified) | flags;
    return Buffer.concat([sha256(Buffer.from(lies.rpId ?? rpId)), Buffer.from([signed]), count]);
  };
  const named = (lies: Lies) => {
    const name = lies.id ?? id.toString("base64url");
    return { id: name, rawId: name, type: "public-key" as const };
  };

  return {
    create({ challenge, rp, user: { id: userId } }, lies = {}) {
      user = userId;
      const key = new Map<Cbor, Cbor>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, "base64url")],
        [-3, Buffer.from(y, "base64url")],
      ]);
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cbor(key)]);
      const authData = Buffer.concat([head(rp.id, attested, lies), credential]);
      const attestation = new Map<Cbor, Cbor>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", authData],
      ]);
      return {
        ...named(lies),
        response: {
          clientDataJSON: clientData("webauthn.create", challenge, lies).toString("base64url"),
          attestationObject: cbor(attestation).toString("base64url"),
          transports: ["internal"],
        },
      };
    },
    use({ challenge, rpId }, lies = {}) {
      const data = clientData("webauthn.get", challenge, lies);
      const authenticatorData = head(rpId, 0, lies);
      const signature = createSign("sha256")
        .update(Buffer.concat([authenticatorData, sha256(data)]))
        .sign(privateKey);
      return {
        ...named(lies),
        response: {
          clientDataJSON: data.toString("base64url"),
          authenticatorData: authenticatorData.toString("base64url"),
          signature: signature.toString("base64url"),
          userHandle: lies.userHandle ?? user,
        },
      };
    },
  };
}

const sha256 = (bytes: Buffer): Buffer => createHash("sha256").update(bytes).digest();

/** As much of CBOR as an authenticator writes. */
function cbor(value: Cbor): Buffer {
  if (typeof value === "number") return value < 0 ? cborHead(1, -1 - value) : cborHead(0, value);
  if (typeof value === "string") return Buffer.concat([cborHead(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([cborHead(2, value.length), value]);
  return Buffer.concat([cborHead(5, value.size), ...[...value].flatMap(([name, inner]) => [cbor(name), cbor(inner)])]);
}

function cborHead(major: number, size: number): Buffer {
  const type = major << 5;
  if (size < 24) return Buffer.from([type | size]);
  if (size < 256) return Buffer.from([type | 24, size]);
  return Buffer.from([type | 25, size >> 8, size & 255]);
}
