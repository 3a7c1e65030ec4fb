import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { minimumLength, passwordStrength } from "./password-strength.ts";

test("the form asks for the length that the platform asks for", async () => {
  const policy = await readFile(new URL("../../../core/kernel/password-policy.ts", import.meta.url), "utf8");
  expect(policy).toContain(`PASSWORD_CHARACTERS_MIN = ${minimumLength};`);
});

test("length alone makes a password strong: no digits or signs are asked for", () => {
  expect(passwordStrength("correct horse battery").reached).toBe(4);
  expect(passwordStrength("Tr0ub4dor&3")).toMatchObject({ reached: 2, missing: 4 });
  expect(passwordStrength("")).toMatchObject({ reached: 0, missing: 15 });
});

test("beside a second factor fewer characters are missing", () => {
  expect(passwordStrength("drei Kraniche", 8)).toMatchObject({ reached: 4, missing: 0 });
  expect(passwordStrength("Kranich", 8)).toMatchObject({ reached: 1, missing: 1 });
});

test("repeating one character does not count as long", () => {
  expect(passwordStrength("aaaaaaaaaaaaaaaaaaaa")).toMatchObject({ reached: 3, repeats: true });
});

test("a character outside the basic plane is one character", () => {
  expect(passwordStrength("🐦".repeat(14)).missing).toBe(1);
});
