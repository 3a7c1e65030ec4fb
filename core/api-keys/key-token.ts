import { createHash, randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { Secret } from "../kernel/secret.ts";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const start = "rky_live_";
/** Tells keys apart where people see them. */
const idLength = 8;
/** 62^43 is more than 2^256. */
const secretLength = 43;
const checksumLength = 6;

/**
 * What a key looks like, for those who search code and logs for keys that got there:
 * `rky_live_<8 characters that name it>_<43 of its secret><6 of a checksum>`, each a digit or a letter of ASCII.
 */
export const keyPattern = /^rky_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$/;

/** The characters of a number, to a fixed length. */
function base62(value: bigint, length: number): string {
  let rest = value;
  let text = "";
  for (let i = 0; i < length; i++) {
    text = (alphabet[Number(rest % 62n)] ?? "") + text;
    rest /= 62n;
  }
  return text;
}

const random = (bytes: number, length: number): string =>
  base62(BigInt(`0x${randomBytes(bytes).toString("hex")}`), length);

/** CRC-32 of all that stands before it. It finds typing mistakes, and protects nothing. */
const checksumOf = (text: string): string => base62(BigInt(crc32(text)), checksumLength);

/** A new key, shown once, and how it begins, which is shown always. */
export function newKeyToken(): { token: Secret<string>; prefix: string } {
  const prefix = `${start}${random(8, idLength)}`;
  const unchecked = `${prefix}_${random(32, secretLength)}`;
  return { token: new Secret(`${unchecked}${checksumOf(unchecked)}`), prefix };
}

/** Whether a text can be a key at all. What was cut off or mistyped is not. */
export function isKeyToken(text: string): boolean {
  return keyPattern.test(text) && checksumOf(text.slice(0, -checksumLength)) === text.slice(-checksumLength);
}

/** What the database knows of a key; finding a row by it tells nothing about the key by the time it takes. */
export const tokenHash = (token: Secret<string>): Buffer => createHash("sha256").update(token.reveal()).digest();
