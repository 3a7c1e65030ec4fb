import { predictableWords, walkLines } from "./password-words.ts";

/** NIST SP 800-63B-4 for a password that is the only factor: 15 characters, a blocklist, and no rules of composition. */
export const PASSWORD_CHARACTERS_MIN = 15;
export const PASSWORD_CHARACTERS_MAX = 256;

/** What is left of a password when everything predictable in it counts as one character. */
const UNPREDICTABLE_MIN = 8;
const DISTINCT_MIN = 5;
const WALK_MIN = 4;
const CONTEXT_WORD_MIN = 3;
const PRODUCT_WORDS = ["rookery", "rook"];

/** What an attacker knows of the person: name, e-mail address, account name, host names. */
export type PasswordContext = readonly string[];

const tooShort = `Use at least ${PASSWORD_CHARACTERS_MIN} characters. A few unrelated words are easiest to remember.`;
const tooLong = `Use at most ${PASSWORD_CHARACTERS_MAX} characters.`;
const predictable =
  "This password is easy to guess: it is made of common words, names, repetitions or keyboard patterns. Add words that have nothing to do with you or us.";

/** What is wrong with a new password, for the person to read. Works offline: it knows no leaked passwords, but how people make them. */
export function passwordProblem(password: string, context: PasswordContext = []): string | undefined {
  const length = [...password.normalize("NFKC")].length;
  if (length < PASSWORD_CHARACTERS_MIN) return tooShort;
  if (length > PASSWORD_CHARACTERS_MAX) return tooLong;
  return unpredictableLength(password, context) < UNPREDICTABLE_MIN ? predictable : undefined;
}

/** The least number of characters and predictable pieces that the password can be put together from. */
function unpredictableLength(password: string, context: PasswordContext): number {
  const text = [...password.normalize("NFKC")].map(lowered);
  if (new Set(text).size < DISTINCT_MIN) return 0;
  const readings = [text, text.map((char) => unleet(char, "i")), text.map((char) => unleet(char, "l"))];
  const known = [...predictableWords, ...PRODUCT_WORDS, ...contextWords(context)].map((word) => [...word]);
  const least = [0];
  const reach = (end: number, cost: number) => {
    least[end] = Math.min(least[end] ?? Number.POSITIVE_INFINITY, cost);
  };
  for (let start = 0; start < text.length; start++) {
    const cost = least[start] ?? start;
    reach(start + 1, cost + (separator.test(text[start] ?? "") ? 0 : 1));
    for (const word of known) {
      if (readings.some((reading) => startsWith(reading, start, word))) reach(start + word.length, cost + 1);
    }
    const walked = walkLength(text, start);
    for (let length = WALK_MIN; length <= walked; length++) reach(start + length, cost + 1);
    if (yearAt(text, start)) reach(start + 4, cost + 1);
    for (const length of repeatLengths(text, start)) reach(start + length, cost);
  }
  return least[text.length] ?? text.length;
}

const separator = /[\s\-_.,:;!?+*#@&/|]/u;

/** One for one, so that all readings of a password keep the same positions. */
function lowered(char: string): string {
  const lower = char.toLowerCase();
  return [...lower].length === 1 ? lower : char;
}

const leet: Record<string, string> = {
  "0": "o",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "9": "g",
  "@": "a",
  $: "s",
  "€": "e",
};
const unleet = (char: string, upright: "i" | "l"): string => leet[char] ?? (/[1!|]/.test(char) ? upright : char);

function contextWords(context: PasswordContext): string[] {
  return context
    .flatMap((entry) => [entry, ...entry.split(/[^\p{L}\p{N}]+/u)])
    .map((word) => [...word.normalize("NFKC")].map(lowered).join(""))
    .filter((word) => [...word].length >= CONTEXT_WORD_MIN);
}

function startsWith(text: readonly string[], start: number, word: readonly string[]): boolean {
  for (let index = 0; index < word.length; index++) if (text[start + index] !== word[index]) return false;
  return true;
}

function walkLength(text: readonly string[], start: number): number {
  let longest = 0;
  for (const line of walks) {
    for (let from = line.indexOf(text[start] ?? ""); from >= 0; from = line.indexOf(text[start] ?? "", from + 1)) {
      let length = 0;
      while (from + length < line.length && line[from + length] === text[start + length]) length++;
      longest = Math.max(longest, length);
    }
  }
  return longest;
}

const walks = walkLines.flatMap((line) => [[...line], [...line].reverse()]);

const yearAt = (text: readonly string[], start: number): boolean =>
  /^(19|20)\d\d$/.test(text.slice(start, start + 4).join(""));

/** Lengths for which what follows is what came just before; one character alone must be there twice already. */
function repeatLengths(text: readonly string[], start: number): number[] {
  const lengths: number[] = [];
  for (let length = 1; length <= start && start + length <= text.length; length++) {
    let same = 0;
    while (same < length && text[start + same] === text[start - length + same]) same++;
    if (same === length && (length > 1 || text[start] === text[start - 2])) lengths.push(length);
  }
  return lengths;
}
