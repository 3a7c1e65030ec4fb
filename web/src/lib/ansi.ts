/** A part of a line that looks alike: the names of its classes, "" where it looks like the rest. */
export interface AnsiPart {
  text: string;
  look: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one
const sequence = /\u001b\[([0-9;:]*)m/g;
const colours = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

export const withoutAnsi = (text: string): string => text.replace(sequence, "");

/** Colours and bold type of a terminal, as classes and never as styles; everything else that a sequence may ask for is left out. */
export function ansiParts(text: string): AnsiPart[] {
  const parts: AnsiPart[] = [];
  let colour = "";
  let bold = false;
  let end = 0;
  const add = (until: number) => {
    if (until > end)
      parts.push({ text: text.slice(end, until), look: [colour, bold ? "ansi-bold" : ""].join(" ").trim() });
  };
  for (const match of text.matchAll(sequence)) {
    add(match.index);
    end = match.index + match[0].length;
    const codes = (match[1] ?? "").split(/[;:]/).map(Number);
    for (let at = 0; at < codes.length; at++) {
      const code = codes[at] ?? 0;
      if (code === 0) [colour, bold] = ["", false];
      else if (code === 1) bold = true;
      else if (code === 22) bold = false;
      else if (code === 39) colour = "";
      else if (code === 38 || code === 48) {
        // Of the many colours that follow in numbers none is told apart on both of our grounds.
        at += codes[at + 1] === 5 ? 2 : 4;
      } else if (code >= 30 && code <= 37) colour = `ansi-${colours[code - 30]}`;
      else if (code >= 90 && code <= 97) colour = `ansi-${colours[code - 90]}`;
    }
  }
  add(text.length);
  return parts;
}

/** Cuts parts where what was searched for begins and ends, upper or lower case alike, also where its colour changes in between. */
export function markedParts(parts: readonly AnsiPart[], wanted: string): (AnsiPart & { hit: boolean })[] {
  if (wanted === "") return parts.map((part) => ({ ...part, hit: false }));
  const whole = parts.map(({ text }) => text).join("");
  const lower = whole.toLowerCase();
  // Of a few letters the small one is longer: places in the one text are not places in the other then.
  const findable = lower.length === whole.length ? lower : whole;
  const needle = wanted.toLowerCase();
  const edges: number[] = [];
  for (let at = findable.indexOf(needle); at !== -1; at = findable.indexOf(needle, at + needle.length)) {
    edges.push(at, at + needle.length);
  }
  const cut: (AnsiPart & { hit: boolean })[] = [];
  let begin = 0;
  let edge = 0;
  for (const { text, look } of parts) {
    const end = begin + text.length;
    let from = begin;
    while (from < end) {
      while ((edges[edge] ?? Number.POSITIVE_INFINITY) <= from) edge++;
      const to = Math.min(end, edges[edge] ?? end);
      cut.push({ text: text.slice(from - begin, to - begin), look, hit: edge % 2 === 1 });
      from = to;
    }
    begin = end;
  }
  return cut;
}
