import { fixOf } from "./fix.state.ts";
import { type Reading, readText, wrongType } from "./reading.state.ts";
import type { Value } from "./yaml-tree.state.ts";

/** `command` or `entrypoint`, as the list of words that is started. An empty one switches the image's off. */
export function readCommand(reading: Reading, value: Value): readonly string[] | undefined {
  if (value.kind === "list") return readTexts(reading, value);
  if (value.kind === "map") return wrongType(reading, value, "a text or a list of texts");
  if (value.value === null) return undefined;
  const text = readText(reading, value);
  if (text === undefined) return undefined;
  const words = wordsOf(text);
  if (words === "operator") {
    // What the file says, with its variables, and not what they stand for.
    const fix = fixOf("shell", value.text, value.range, JSON.stringify(["sh", "-c", value.text]));
    return reading.findings.add("command.shell", value, "This command has a shell's operator in it.", fix);
  }
  if (words === "quotes") return reading.findings.add("command.quotes", value, "A quote in this command does not end.");
  return words;
}

/** One text for each item of a list. */
export function readTexts(reading: Reading, value: Value): readonly string[] | undefined {
  if (value.kind !== "list") return wrongType(reading, value, "a list of texts");
  const texts = value.items.map((item) => readText(reading, item));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

const word = /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\;&|<>()`]+)|(\s+)|([;&|<>()`])/y;

/** The words of a command line, by the quotes of a shell and nothing else of it. */
function wordsOf(line: string): string[] | "operator" | "quotes" {
  const words: string[] = [];
  let current: string | undefined;
  word.lastIndex = 0;
  while (word.lastIndex < line.length) {
    const match = word.exec(line);
    if (!match) return "quotes";
    const [, single, double, escaped, bare, space, operator] = match;
    if (operator !== undefined) return "operator";
    if (space === undefined) {
      current = (current ?? "") + (single ?? double?.replaceAll(/\\(["\\$`])/g, "$1") ?? escaped ?? bare ?? "");
    } else if (current !== undefined) {
      words.push(current);
      current = undefined;
    }
  }
  return current === undefined ? words : [...words, current];
}
