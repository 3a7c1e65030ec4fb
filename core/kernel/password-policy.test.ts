import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { PASSWORD_CHARACTERS_MAX, PASSWORD_CHARACTERS_MIN, passwordProblem } from "./password-policy.ts";

const context = ["Anna Lindqvist", "anna.lindqvist@papierfabrik.example", "Papierfabrik Süd GmbH"];
const codeOf = (password: string) => {
  const problem = passwordProblem(password, context);
  if (problem?.startsWith("Use at least")) return "too_short";
  if (problem?.startsWith("Use at most")) return "too_long";
  return problem && "predictable";
};

test("length is counted in characters as people see them, at both ends", () => {
  expect(PASSWORD_CHARACTERS_MIN).toBe(15);
  expect(codeOf("kx7vqm2ztw9rpf")).toBe("too_short");
  expect(codeOf("kx7vqm2ztw9rpfh")).toBeUndefined();
  expect(codeOf("🐦🌧️🪨🧵🎻🧂🛶")).toBe("too_short");
  const long = randomBytes(200).toString("base64url");
  expect(codeOf(long.slice(0, PASSWORD_CHARACTERS_MAX))).toBeUndefined();
  expect(codeOf(long.slice(0, PASSWORD_CHARACTERS_MAX + 1))).toBe("too_long");
});

describe("refused as predictable", () => {
  for (const password of [
    "passwordpassword",
    "Password12345678",
    "P@ssw0rdP@ssw0rd!",
    "MeinPasswortIstGeheim",
    "thisismypassword1",
    "correct horse battery staple",
    "Correct-Horse-Battery-Staple!1",
    "aaaaaaaaaaaaaaaaaaaa",
    "abababababababab",
    "hunter2hunter2hunter2",
    "k7xqk7xqk7xqk7xq",
    "ababbaabbaabbab",
    "kx7vqmkx7vqmkx7vqm",
    "kx7v-1987-1993-2004",
    "123456789012345",
    "987654321098765",
    "abcdefghijklmnop",
    "zyxwvutsrqponmlk",
    "qwertyuiopasdfghjkl",
    "qwertzuiopasdfghjklyxcvbnm",
    "1qaz2wsx3edc4rfv",
    "!QAZ2wsx#EDC4rfv5tgb",
    "asdfasdfasdfasdf",
    "Sommer2026!Sommer2026!",
    "Willkommen2026!!!!",
    "January2025February",
    "rookery-hosting-2026",
    "R00kery.R00kery.R00kery",
    "AnnaLindqvist1985!",
    "anna.lindqvist@papierfabrik.example",
    "lindqvist-papierfabrik-süd",
    "LetMeIn LetMeIn LetMeIn",
    "iloveyou iloveyou 4ever",
    "                    ",
    "kxqqkxkqxxkkqxq",
    "drowssap-emoclew-terces",
    "24.12.1985-12.06.1990",
    "19851224 24121985 241285",
    "Michael&Jennifer2019",
    "admin@localhost!!!".replace("localhost", "server"),
  ]) {
    test(password, () => expect(codeOf(password)).toBe("predictable"));
  }
});

describe("refused beside a second factor too", () => {
  for (const password of [
    "password1",
    "hunter22",
    "Summer2026!",
    "P@ssw0rd123",
    "qwertz123",
    "12345678",
    "24121985",
    "Lindqvist85",
    "rookery1!",
    "aaaaaaaa",
  ]) {
    test(password, () =>
      expect(passwordProblem(password, context, { hasSecondFactor: true })).toMatch(/easy to guess/),
    );
  }
});

describe("accepted without digits, capitals or symbols, because composition is no rule", () => {
  for (const password of [
    "violin gravel otter teapot",
    "der bagger frisst rhabarber",
    "wetter trompete kaktus",
    "my sister collects teaspoons",
    "lampe2wurzel7dachs",
    "пингвин читает газету вечером",
    "五月の雨が静かに降る古い寺の庭園",
    "Fahrradklingel im Briefkasten",
    "trombone trombone marmalade",
    "anna and the marmalade heist",
  ]) {
    test(password, () => expect(codeOf(password)).toBeUndefined());
  }
});

test("what is known of one person is nothing against another", () => {
  expect(passwordProblem("lindqvist-papierfabrik-süd", [])).toBeUndefined();
});

test("the message tells what to do and does not repeat the password", () => {
  const message = passwordProblem("passwordpassword") ?? "";
  expect(message).toMatch(/words/);
  expect(message).not.toContain("passwordpassword");
});

test("the longest password is judged quickly, whatever it is made of", () => {
  for (const password of ["a".repeat(256), "ab1".repeat(85), "password".repeat(32), "1qaz2wsx".repeat(32)]) {
    const start = performance.now();
    passwordProblem(password, context);
    expect(performance.now() - start).toBeLessThan(500);
  }
});
