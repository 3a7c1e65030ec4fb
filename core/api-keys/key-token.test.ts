import { expect, test } from "vitest";
import { isKeyToken, keyPattern, newKeyToken, tokenHash } from "./key-token.ts";

const { token, prefix } = newKeyToken();
const text = token.reveal();

test("a key looks like the pattern that scanners search for, and begins with what is shown of it", () => {
  expect(text).toMatch(keyPattern);
  expect(isKeyToken(text)).toBe(true);
  expect(text.startsWith(`${prefix}_`)).toBe(true);
  // Nothing of the secret: 17 characters that name the key.
  expect(prefix).toMatch(/^rky_live_[0-9A-Za-z]{8}$/);
});

test("no two keys are alike, nor what is shown of them, nor what is stored", () => {
  const keys = Array.from({ length: 2000 }, newKeyToken);
  expect(new Set(keys.map((key) => key.token.reveal())).size).toBe(keys.length);
  expect(new Set(keys.map((key) => key.prefix)).size).toBe(keys.length);
  expect(new Set(keys.map((key) => tokenHash(key.token).toString("hex"))).size).toBe(keys.length);
  for (const key of keys) expect(isKeyToken(key.token.reveal())).toBe(true);
});

test("its checksum finds each mistyped character and each two that changed places", () => {
  for (let at = "rky_live_".length; at < text.length; at++) {
    if (text[at] === "_") continue;
    const other = text[at] === "a" ? "b" : "a";
    expect(isKeyToken(`${text.slice(0, at)}${other}${text.slice(at + 1)}`), `character ${at}`).toBe(false);
    const [one = "", two = ""] = [text[at], text[at + 1]];
    if (one === two || two === "_" || two === "") continue;
    expect(isKeyToken(`${text.slice(0, at)}${two}${one}${text.slice(at + 2)}`), `characters ${at}`).toBe(false);
  }
});

test("what is no key is none", () => {
  for (const none of [
    "",
    prefix,
    text.slice(0, -1),
    `${text}a`,
    ` ${text}`,
    text.replace("live", "test"),
    `${text}\n`,
  ]) {
    expect(isKeyToken(none), none).toBe(false);
  }
});
