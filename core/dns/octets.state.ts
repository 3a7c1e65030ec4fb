/** A word of a record's text, as octets: one character for each, U+0000 to U+00FF. */
export interface Word {
  octets: string;
  quoted: boolean;
}

const utf8 = new TextEncoder();

/** A text as the octets of its UTF-8. */
export const octetsOf = (text: string): string =>
  Array.from(utf8.encode(text), (octet) => String.fromCharCode(octet)).join("");

const reader = new TextDecoder();

/** The text whose UTF-8 these octets are. */
export const textOf = (octets: string): string =>
  reader.decode(Uint8Array.from(octets, (octet) => octet.charCodeAt(0)));

const isSpace = (char: string | undefined) => char === " " || char === "\t";

/** After a backslash stands the character itself, or three digits that say which octet. */
function escaped(text: string, at: number): { octet: string; end: number } | undefined {
  const digits = /^\d{3}/.exec(text.slice(at + 1, at + 4))?.[0];
  if (digits !== undefined) {
    const code = Number(digits);
    return code > 255 ? undefined : { octet: String.fromCharCode(code), end: at + 4 };
  }
  const next = text[at + 1];
  return next === undefined || /\d/.test(next) ? undefined : { octet: next, end: at + 2 };
}

/**
 * The word that begins there, and where it is over (RFC 1035, section 5.1). A word that is not quoted ends before any
 * of `ends`. Undefined where a quote is not closed or an escape means nothing.
 */
export function wordAt(text: string, begin: number, ends: string): { word: Word; end: number } | undefined {
  const quoted = text[begin] === '"';
  let octets = "";
  let at = quoted ? begin + 1 : begin;
  while (at < text.length) {
    const char = text[at] as string;
    if (quoted ? char === '"' : ends.includes(char) || char === '"') break;
    if (quoted && char === "\n") return undefined;
    const one = char === "\\" ? escaped(text, at) : { octet: char, end: at + 1 };
    if (!one) return undefined;
    octets += one.octet;
    at = one.end;
  }
  if (!quoted) return { word: { octets, quoted }, end: at };
  return text[at] === '"' ? { word: { octets, quoted }, end: at + 1 } : undefined;
}

/** The words of octets on one line, or undefined where they cannot be read. */
export function wordsOf(octets: string): Word[] | undefined {
  const words: Word[] = [];
  let at = 0;
  for (;;) {
    while (isSpace(octets[at])) at += 1;
    if (at >= octets.length) return words;
    const read = wordAt(octets, at, " \t");
    if (!read) return undefined;
    words.push(read.word);
    at = read.end;
  }
}

/** Octets between quotes, with escapes where a text cannot hold them. */
export const quotedOctets = (octets: string): string =>
  `"${Array.from(octets, (octet) => {
    if (octet === '"' || octet === "\\") return `\\${octet}`;
    return octet >= " " && octet <= "~" ? octet : `\\${String(octet.charCodeAt(0)).padStart(3, "0")}`;
  }).join("")}"`;
