import { predictableWords, turnedWords, walkLines } from "./password-words.ts";

/** NIST SP 800-63B-4: 15 characters for a password that is the only factor, a blocklist, and no rules of composition. */
export const PASSWORD_CHARACTERS_MIN = 15;
/** Beside a second factor, without which it opens nothing. */
export const PASSWORD_CHARACTERS_MIN_BESIDE_FACTOR = 8;
export const PASSWORD_CHARACTERS_MAX = 256;

/** Whether a password opens anything only together with a second factor. */
export const needsSecondFactor = (password: string): boolean => charactersOf(password) < PASSWORD_CHARACTERS_MIN;

const charactersOf = (password: string): number => [...password.normalize("NFKC")].length;

/** What is left of a password when everything predictable in it counts as one character. */
const UNPREDICTABLE_MIN = 8;
const UNPREDICTABLE_MIN_BESIDE_FACTOR = 5;
/** Nor may there be fewer different characters in it than this. */
const DISTINCT_MIN = 4;
const WALK_MIN = 4;
const CONTEXT_WORD_MIN = 3;
const PRODUCT_WORDS = ["rookery", "rook"];

/** What an attacker knows of the person: name, e-mail address, account name, host names. */
export type PasswordContext = readonly string[];

const tooShort = (charactersMin: number) =>
  `Use at least ${charactersMin} characters. A few unrelated words are easiest to remember.`;
const tooLong = `Use at most ${PASSWORD_CHARACTERS_MAX} characters.`;
const predictable =
  "This password is easy to guess: it is made of common words, names, repetitions or keyboard patterns. Add words that have nothing to do with you or us.";

/** What is wrong with a new password, for the person to read. Works offline: it knows no leaked passwords, but how people make them. */
export function passwordProblem(
  password: string,
  context: PasswordContext = [],
  { hasSecondFactor = false }: { hasSecondFactor?: boolean } = {},
): string | undefined {
  const [charactersMin, unpredictableMin] = hasSecondFactor
    ? [PASSWORD_CHARACTERS_MIN_BESIDE_FACTOR, UNPREDICTABLE_MIN_BESIDE_FACTOR]
    : [PASSWORD_CHARACTERS_MIN, UNPREDICTABLE_MIN];
  const length = charactersOf(password);
  if (length < charactersMin) return tooShort(charactersMin);
  if (length > PASSWORD_CHARACTERS_MAX) return tooLong;
  return unpredictableLength(password, context) < unpredictableMin ? predictable : undefined;
}

/** The least number of characters and predictable pieces that the password can be put together from. */
function unpredictableLength(password: string, context: PasswordContext): number {
  const text = [...password.normalize("NFKC")].map(lowered);
  if (new Set(text).size < DISTINCT_MIN) return 0;
  const readings = [text, text.map((char) => unleet(char, "i")), text.map((char) => unleet(char, "l"))];
  const ofContext = byFirst([...PRODUCT_WORDS, ...contextWords(context)]);
  const least = [0];
  const reach = (end: number, cost: number) => {
    least[end] = Math.min(least[end] ?? Number.POSITIVE_INFINITY, cost);
  };
  for (let start = 0; start < text.length; start++) {
    const cost = least[start] ?? start;
    reach(start + 1, cost + (separator.test(text[start] ?? "") ? 0 : 1));
    for (const reading of readings) {
      for (const words of [ofEverybody, ofContext]) {
        for (const word of words.get(reading[start] ?? "") ?? []) {
          if (startsWith(reading, start, word)) reach(start + word.length, cost + 1);
        }
      }
    }
    const walked = walkLength(text, start);
    for (let length = WALK_MIN; length <= walked; length++) reach(start + length, cost + 1);
    for (const length of dateLengths(text, start)) reach(start + length, cost + 1);
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

type Words = ReadonlyMap<string, readonly (readonly string[])[]>;

const byFirst = (words: readonly string[]): Words =>
  Map.groupBy(
    words.map((word) => [...word]),
    ([first = ""]) => first,
  );

const ofEverybody = byFirst([...predictableWords, ...turnedWords]);

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

const day = "(?:0[1-9]|[12][0-9]|3[01])";
const month = "(?:0[1-9]|1[0-2])";
const year = "(?:19|20)[0-9]{2}";
const dates = [
  year,
  ...["", "[-./]"].flatMap((between) =>
    [
      [day, month, `(?:${year}|[0-9]{2})`],
      [month, day, `(?:${year}|[0-9]{2})`],
      [year, month, day],
    ].map((parts) => parts.join(between)),
  ),
].map((pattern) => new RegExp(`^${pattern}`));

/** Lengths of the years and dates that begin here. */
function dateLengths(text: readonly string[], start: number): number[] {
  if (!/[0-9]/.test(text[start] ?? "")) return [];
  const ahead = text.slice(start, start + "2026-11-22".length).join("");
  return dates.flatMap((pattern) => pattern.exec(ahead)?.[0].length ?? []);
}

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
