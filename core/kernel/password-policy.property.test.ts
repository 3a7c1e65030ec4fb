import { expect, test } from "vitest";
import { passwordProblem } from "./password-policy.ts";
import { predictableWords, walkLines } from "./password-words.ts";

const rounds = 400;
const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const beside = { hasSecondFactor: true };

/** Numbers that look random and are the same on every run, so that a failure can be repeated. */
function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Pick = ReturnType<typeof numbers>;
const one = <T>(pick: Pick, of: readonly T[]): T => of[pick(of.length)] as T;
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);
const unrelated = (pick: Pick, length: number) => times(length, () => one(pick, [...alphabet])).join("");

const leet: Record<string, string> = { a: "@", e: "3", i: "1", o: "0", s: "$", t: "7" };
/** What people do to a word when they are asked for capitals, digits and symbols. */
const disguises: readonly ((word: string) => string)[] = [
  (word) => word,
  (word) => word.toUpperCase(),
  (word) => word.charAt(0).toUpperCase() + word.slice(1),
  (word) => [...word].map((char) => leet[char] ?? char).join(""),
];
/** Each counts as one character, at most. */
const pieces: readonly ((pick: Pick) => string)[] = [
  (pick) => one(pick, disguises)(one(pick, predictableWords)),
  (pick) => one(pick, ["rookery", "annalena", "Lindqvist", "papierfabrik"]),
  (pick) => String(1940 + pick(100)),
  (pick) => one(pick, ["24121985", "1985-12-24", "24.12.85", "12/24/1985"]),
  (pick) => {
    const line = one(
      pick,
      walkLines.filter(({ length }) => length >= 9),
    );
    const start = pick(line.length - 8);
    return line.slice(start, start + 4 + pick(5));
  },
];
const context = ["Annalena Lindqvist", "annalena@papierfabrik.example"];
const between = ["", " ", "-", "_", "!", "..."];

/** A password that is nothing but so many predictable pieces. */
const made = (pick: Pick, count: number): string =>
  times(count, () => one(pick, pieces)(pick) + one(pick, between)).join("");

test("whatever is put together from fewer predictable pieces than are asked for is refused, however long it is", () => {
  const pick = numbers(1);
  for (let round = 0; round < rounds; round++) {
    const [few, fewer] = [made(pick, 7), made(pick, 4)];
    expect([few, passwordProblem(few, context)]).toEqual([few, expect.any(String)]);
    expect([fewer, passwordProblem(fewer, context, beside)]).toEqual([fewer, expect.any(String)]);
  }
});

test("repeating what is too predictable makes no password of it", () => {
  const pick = numbers(2);
  for (let round = 0; round < rounds; round++) {
    const piece = made(pick, 1 + pick(3));
    const repeated = piece.repeat(2 + pick(5)).slice(0, 250);
    expect([repeated, passwordProblem(repeated, context)]).toEqual([repeated, expect.any(String)]);
  }
});

test("characters that nobody can foresee make any password good enough", () => {
  const pick = numbers(3);
  for (let round = 0; round < rounds; round++) {
    const password = `${made(pick, 3).slice(0, 100)}${unrelated(pick, 15)}`;
    expect([password, passwordProblem(password, context)]).toEqual([password, undefined]);
  }
});

test("generated passwords are taken at the least length that is asked for", () => {
  const pick = numbers(4);
  for (let round = 0; round < 4 * rounds; round++) {
    const [long, short] = [unrelated(pick, 15), unrelated(pick, 8)];
    expect([long, passwordProblem(long)]).toEqual([long, undefined]);
    expect([short, passwordProblem(short, [], beside)]).toEqual([short, undefined]);
    expect(passwordProblem(short)).toMatch(/^Use at least 15/);
    expect(passwordProblem(short.slice(1), [], beside)).toMatch(/^Use at least 8/);
  }
});

test("what is good enough alone is good enough beside a second factor", () => {
  const pick = numbers(5);
  for (let round = 0; round < rounds; round++) {
    const password = `${made(pick, pick(9))}${unrelated(pick, pick(9))}`.slice(0, 200);
    if (passwordProblem(password, context) === undefined) {
      expect([password, passwordProblem(password, context, beside)]).toEqual([password, undefined]);
    }
  }
});

test("which capitals there are, and how accents are stored, changes no verdict", () => {
  const pick = numbers(6);
  for (let round = 0; round < rounds; round++) {
    const password = `${made(pick, pick(9))}größé${unrelated(pick, pick(9))}`.slice(0, 200);
    const verdict = passwordProblem(password, context);
    expect(passwordProblem(password.toLowerCase(), context)).toBe(verdict);
    expect(passwordProblem(password.normalize("NFD"), context)).toBe(verdict);
  }
});
