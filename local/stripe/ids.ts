import { randomBytes } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

export const randomText = (length: number): string =>
  Array.from(randomBytes(length), (byte) => ALPHABET[byte % ALPHABET.length]).join("");

const lengths = {
  cus: 14,
  prod: 14,
  price: 24,
  cs_test: 58,
  li: 24,
  pi: 24,
  pm: 24,
  ch: 24,
  re: 24,
  evt: 24,
  we: 24,
  req: 14,
  whd: 16,
  task: 16,
} as const;

export const newId = (prefix: keyof typeof lengths): string => `${prefix}_${randomText(lengths[prefix])}`;
