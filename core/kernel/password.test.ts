import { createHook } from "node:async_hooks";
import { argon2Sync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { hashPassword, needsRehash, verifyPassword } from "./password.ts";
import { Secret } from "./secret.ts";

const password = new Secret("violin gravel otter teapot");

function phc(memory: number, passes: number, text = password.reveal()): string {
  const nonce = Buffer.alloc(16, 1);
  const tag = argon2Sync("argon2id", { message: text, nonce, memory, passes, parallelism: 1, tagLength: 32 });
  const bare = (bytes: Buffer) => bytes.toString("base64").replaceAll("=", "");
  return `$argon2id$v=19$m=${memory},t=${passes},p=1$${bare(nonce)}$${bare(tag)}`;
}

describe("a hash", () => {
  test("is an argon2id PHC string of 19 MiB, two passes and one lane, with a salt of its own", async () => {
    const [a, b] = await Promise.all([hashPassword(password), hashPassword(password)]);
    expect(a).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(a).not.toBe(b);
  });

  test("accepts the password it was made of and no other", async () => {
    const stored = await hashPassword(password);
    expect(await verifyPassword(stored, password)).toBe(true);
    for (const wrong of [
      "",
      "violin gravel otter teapo",
      "violin gravel otter teapot ",
      "Violin gravel otter teapot",
    ]) {
      expect(await verifyPassword(stored, new Secret(wrong))).toBe(false);
    }
  });

  test("accepts the same characters however the keyboard composed them", async () => {
    const stored = await hashPassword(new Secret("über den Wolken — Café".normalize("NFD")));
    expect(await verifyPassword(stored, new Secret("über den Wolken — Café".normalize("NFC")))).toBe(true);
  });

  test("made by another implementation verifies with the cost it was made with", async () => {
    expect(await verifyPassword(phc(1024, 3), password)).toBe(true);
    expect(await verifyPassword(phc(1024, 3, "other"), password)).toBe(false);
  });

  test("with one character changed does not verify", async () => {
    const stored = phc(1024, 1);
    const last = stored.at(-2) === "A" ? "B" : "A";
    expect(await verifyPassword(`${stored.slice(0, -2)}${last}${stored.at(-1)}`, password)).toBe(false);
  });

  test("that is damaged is an error and not a wrong password", async () => {
    for (const damaged of [
      "",
      "x",
      "$argon2i$v=19$m=1024,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
      phc(1024, 1).slice(0, 40),
    ]) {
      await expect(verifyPassword(damaged, password)).rejects.toThrow("PHC");
    }
  });
});

describe("an unknown person", () => {
  test("is refused, whatever is tried", async () => {
    for (const attempt of ["", "\0", password.reveal()])
      expect(await verifyPassword(undefined, new Secret(attempt))).toBe(false);
  });

  test("costs the same hashing as a known one", async () => {
    const stored = await hashPassword(password);
    const wrong = new Secret("wrong but long enough");
    const fastest = { known: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY };
    const timed = async (who: keyof typeof fastest, hash: string | undefined) => {
      const start = performance.now();
      await verifyPassword(hash, wrong);
      fastest[who] = Math.min(fastest[who], performance.now() - start);
    };
    for (let round = 0; round < 8; round++) {
      await timed("known", stored);
      await timed("unknown", undefined);
    }
    // Without the hashing it would be a thousandth: far beyond what a busy machine adds to the best of eight.
    const ratio = fastest.unknown / fastest.known;
    expect(ratio).toBeGreaterThan(0.2);
    expect(ratio).toBeLessThan(5);
  });
});

test("an endless password costs nothing: it is refused before any hashing", async () => {
  const endless = new Secret("x".repeat(1_000_000));
  const stored = phc(19_456, 2);
  const short = phc(19_456, 2, "something short");
  const begun: string[] = [];
  const hook = createHook({ init: (_id, type) => begun.push(type) }).enable();
  expect(await verifyPassword(short, new Secret("something short"))).toBe(true);
  expect(begun.filter((type) => type === "ARGON2REQUEST")).toHaveLength(1);
  for (let round = 0; round < 100; round++) expect(await verifyPassword(stored, endless)).toBe(false);
  hook.disable();
  expect(begun.filter((type) => type === "ARGON2REQUEST")).toHaveLength(1);
  await expect(hashPassword(endless)).rejects.toThrow(RangeError);
});

test("hashing leaves the main thread free", async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await hashPassword(password);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(2);
});

test("a hash is renewed when it is weaker than today's, and left alone otherwise", async () => {
  expect(needsRehash(await hashPassword(password))).toBe(false);
  expect(needsRehash(phc(8192, 2))).toBe(true);
  expect(needsRehash(phc(19_456, 1))).toBe(true);
  expect(needsRehash(phc(32_768, 3))).toBe(false);
});
