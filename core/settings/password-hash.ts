import { randomBytes, scryptSync } from "node:crypto";

// A web server asks for it with every request of a page: a millisecond or two each, and 1 MB.
const costLog2 = 10;
const blockSize = 8;
const parallelism = 1;

const digits = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A password as crypt(3) of a node keeps it, by scrypt: `$7$` cost, salt `$` hash. */
export function passwordHash(password: string, random: Uint8Array = randomBytes(16)): string {
  const salt = base64(random);
  const N = 2 ** costLog2;
  const hash = scryptSync(password, salt, 32, { N, r: blockSize, p: parallelism });
  return `$7$${digits[costLog2]}${number(blockSize)}${number(parallelism)}${salt}$${base64(hash)}`;
}

/** 30 bits, the lowest first. */
const number = (value: number): string => [0, 6, 12, 18, 24].map((bits) => digits[(value >> bits) & 63]).join("");

/** Three bytes to four digits, the lowest bits first. */
function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const group = bytes.subarray(at, at + 3);
    const value = group.reduceRight((sum, byte) => sum * 256 + byte, 0);
    for (let digit = 0; digit <= group.length; digit += 1) text += digits[(value >> (6 * digit)) & 63];
  }
  return text;
}
