import {
  createCipheriv,
  createDecipheriv,
  hkdfSync,
  randomBytes as nodeRandomBytes,
  timingSafeEqual,
} from "node:crypto";

/*
 * v1: version 1 | key id 26 | salt 32 | commitment 32 | tag 16 | ciphertext
 * HKDF-SHA512(key, salt, info) gives each message its own key, nonce and commitment. Frozen by envelope.vectors.json.
 */
const VERSION = 1;
const INFO = "rookery/sealed/v1";
const KEY_ID_BYTES = 26;
const SALT_BYTES = 32;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const COMMITMENT_BYTES = 32;
const TAG_BYTES = 16;
const SALT_AT = 1 + KEY_ID_BYTES;
const COMMITMENT_AT = SALT_AT + SALT_BYTES;
const TAG_AT = COMMITMENT_AT + COMMITMENT_BYTES;

export const ENVELOPE_OVERHEAD_BYTES = TAG_AT + TAG_BYTES;

export type Random = (bytes: number) => Uint8Array;
export const randomBytes: Random = nodeRandomBytes;

export type UnsealReason = "malformed" | "version" | "key_unknown" | "key_erased" | "key_mismatch" | "altered";

/** A sealed value that does not open. `reason` is for the log and for telling erased data from damage; it holds no data. */
export class UnsealError extends Error {
  readonly reason: UnsealReason;

  constructor(reason: UnsealReason, options?: ErrorOptions) {
    super(`sealed value does not open: ${reason}`, options);
    this.name = "UnsealError";
    this.reason = reason;
  }
}

/** `keyId` is the 26 characters of a ULID; `context` is what the value is bound to, in order. */
export function encrypt(
  key: Uint8Array,
  keyId: string,
  context: readonly string[],
  plaintext: Uint8Array,
  random: Random = randomBytes,
): Buffer {
  const id = Buffer.from(keyId, "latin1");
  if (id.length !== KEY_ID_BYTES || key.length !== KEY_BYTES) throw new RangeError("a key has 32 bytes and a ULID");
  const salt = random(SALT_BYTES);
  const message = derive(key, salt);
  const header = Buffer.concat([Buffer.of(VERSION), id, salt, message.commitment]);
  const cipher = createCipheriv("aes-256-gcm", message.key, message.nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(bind(header, context));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  message.secrets.fill(0);
  return Buffer.concat([header, cipher.getAuthTag(), ciphertext]);
}

/** Which key opens this envelope. Says nothing about whether it will. */
export function keyIdOf(envelope: Uint8Array): string {
  if (envelope.length < 1) throw new UnsealError("malformed");
  if (envelope[0] !== VERSION) throw new UnsealError("version");
  if (envelope.length < ENVELOPE_OVERHEAD_BYTES) throw new UnsealError("malformed");
  return Buffer.from(envelope.subarray(1, SALT_AT)).toString("latin1");
}

export function decrypt(key: Uint8Array, context: readonly string[], envelope: Uint8Array): Buffer {
  keyIdOf(envelope);
  const message = derive(key, envelope.subarray(SALT_AT, COMMITMENT_AT));
  try {
    if (!timingSafeEqual(message.commitment, envelope.subarray(COMMITMENT_AT, TAG_AT))) {
      throw new UnsealError("key_mismatch");
    }
    const decipher = createDecipheriv("aes-256-gcm", message.key, message.nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(bind(envelope.subarray(0, TAG_AT), context));
    decipher.setAuthTag(envelope.subarray(TAG_AT, ENVELOPE_OVERHEAD_BYTES));
    return opened(decipher.update(envelope.subarray(ENVELOPE_OVERHEAD_BYTES)), () => decipher.final());
  } finally {
    message.secrets.fill(0);
  }
}

function opened(body: Buffer, finish: () => Buffer): Buffer {
  try {
    finish();
    return body;
  } catch (cause) {
    body.fill(0);
    throw new UnsealError("altered", { cause });
  }
}

function derive(key: Uint8Array, salt: Uint8Array) {
  const secrets = Buffer.from(hkdfSync("sha512", key, salt, INFO, KEY_BYTES + NONCE_BYTES + COMMITMENT_BYTES));
  return {
    secrets,
    key: secrets.subarray(0, KEY_BYTES),
    nonce: secrets.subarray(KEY_BYTES, KEY_BYTES + NONCE_BYTES),
    commitment: secrets.subarray(KEY_BYTES + NONCE_BYTES),
  };
}

/** Every part carries its length, so that no two contexts have the same bytes. */
function bind(header: Uint8Array, context: readonly string[]): Buffer {
  const parts: Uint8Array[] = [header];
  for (const field of context) {
    const bytes = Buffer.from(field, "utf8");
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    parts.push(length, bytes);
  }
  return Buffer.concat(parts);
}
