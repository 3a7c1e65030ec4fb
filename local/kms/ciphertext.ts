import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * version 1 | key id 16 | generation 2 | salt 32 | commitment 32 | GCM tag 16 | ciphertext.
 * Everything before the salt is authenticated with the context; the commitment ties the text to one key.
 */
const VERSION = 1;
const HEADER = 19;
const SALT_END = HEADER + 32;
const COMMITMENT_END = SALT_END + 32;
const TAG_END = COMMITMENT_END + 16;

export type EncryptionContext = Record<string, string>;

export interface Origin {
  keyId: string;
  generation: number;
}

export function seal(material: Buffer, origin: Origin, plaintext: Buffer, context: EncryptionContext): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeUInt8(VERSION, 0);
  header.write(origin.keyId.replaceAll("-", ""), 1, "hex");
  header.writeUInt16BE(origin.generation, 17);
  const salt = randomBytes(32);
  const { key, iv, commitment } = derive(material, salt);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(authenticated(header, context));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([header, salt, commitment, cipher.getAuthTag(), body]);
}

/** Which key a blob says it was made with; undefined when it is none of ours. */
export function originOf(blob: Buffer): Origin | undefined {
  if (blob.length < TAG_END || blob[0] !== VERSION) return undefined;
  const hex = blob.toString("hex", 1, 17);
  const keyId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  return { keyId, generation: blob.readUInt16BE(17) };
}

/** Undefined when the blob was changed, or sealed under another key or context. */
export function open(material: Buffer, blob: Buffer, context: EncryptionContext): Buffer | undefined {
  const { key, iv, commitment } = derive(material, blob.subarray(HEADER, SALT_END));
  if (!timingSafeEqual(commitment, blob.subarray(SALT_END, COMMITMENT_END))) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", key, iv)
    .setAAD(authenticated(blob.subarray(0, HEADER), context))
    .setAuthTag(blob.subarray(COMMITMENT_END, TAG_END));
  try {
    return Buffer.concat([decipher.update(blob.subarray(TAG_END)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function derive(material: Buffer, salt: Buffer): { key: Buffer; iv: Buffer; commitment: Buffer } {
  const bytes = Buffer.from(hkdfSync("sha512", material, salt, "rookery local kms", 76));
  return { key: bytes.subarray(0, 32), iv: bytes.subarray(32, 44), commitment: bytes.subarray(44) };
}

/** Lengths before the texts keep {"a": "bc"} and {"ab": "c"} apart. */
function authenticated(header: Buffer, context: EncryptionContext): Buffer {
  const texts = Object.keys(context)
    .sort()
    .flatMap((name) => [name, context[name] ?? ""]);
  return Buffer.concat([header, ...texts.flatMap(withLength)]);
}

function withLength(text: string): [Buffer, Buffer] {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return [length, bytes];
}
