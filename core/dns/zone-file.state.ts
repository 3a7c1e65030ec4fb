import { asciiName } from "./domain-name.state.ts";
import { octetsOf, type Word, wordAt } from "./octets.state.ts";

/** One entry of a zone file, before anybody asks what it means. */
export interface ZoneFileEntry {
  /** Where it begins, from 1. */
  line: number;
  /** It belongs to whom the entry before it belonged to. */
  continues: boolean;
  words: Word[];
}

const blank = new Set([" ", "\t", "\r"]);

/**
 * The entries of a zone file (RFC 1035, section 5.1): comments are left out, and what stands between parentheses is one
 * entry over several lines. An entry that cannot be read has no words.
 */
export function entriesOf(file: string): ZoneFileEntry[] {
  const text = octetsOf(file);
  const entries: ZoneFileEntry[] = [];
  let line = 1;
  let at = 0;
  let depth = 0;
  let entry: ZoneFileEntry = { line, continues: blank.has(text[0] ?? ""), words: [] };
  let readable = true;

  const finish = () => {
    if (!readable || depth !== 0) entries.push({ ...entry, words: [] });
    else if (entry.words.length > 0) entries.push(entry);
    depth = 0;
    readable = true;
  };
  const endOfLine = () => {
    const end = text.indexOf("\n", at);
    return end === -1 ? text.length : end;
  };

  while (at < text.length) {
    const char = text[at] as string;
    if (char === "\n") {
      line += 1;
      at += 1;
      if (depth > 0) continue;
      finish();
      entry = { line, continues: blank.has(text[at] ?? ""), words: [] };
    } else if (char === ";") at = endOfLine();
    else if (char === "(" || char === ")") {
      depth += char === "(" ? 1 : -1;
      if (depth < 0) readable = false;
      at += 1;
    } else if (blank.has(char)) at += 1;
    else {
      const read = wordAt(text, at, " \t\r\n;()");
      if (read) entry.words.push(read.word);
      else readable = false;
      at = read ? read.end : endOfLine();
    }
  }
  finish();
  return entries;
}

const seconds = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/** A time as zone files write it, in seconds: `3600`, `1h30m`. */
export function ttlOf(text: string): number | undefined {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  if (!/^(\d{1,9}[smhdw])+$/i.test(text)) return undefined;
  const parts = text.toLowerCase().matchAll(/(\d+)([smhdw])/g);
  return [...parts].reduce((sum, [, count, unit]) => sum + Number(count) * seconds[unit as keyof typeof seconds], 0);
}

/** The name that `$ORIGIN` sets, without a dot at its end. */
export function originOf(text: string, origin: string): string | undefined {
  return text === "@" ? origin : asciiName(text.endsWith(".") ? text : `${text}.${origin}`);
}
