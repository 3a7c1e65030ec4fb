export interface DotEnv {
  variables: { name: string; value: string }[];
  /** Lines that are neither a variable, a comment nor empty; counted from 1. */
  unread: number[];
}

const beginning = /^\s*(?:export\s+)?([^\s=#'"]+)\s*=[^\S\n]*/;
const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\", $: "$" };

/**
 * Reads what programs write as `.env`: names and values, quoted or not, also across lines. Nothing in a value means anything:
 * `$` stays a `$`. Of two with one name the later one counts.
 */
export function readDotEnv(text: string): DotEnv {
  const found = new Map<string, string>();
  const unread: number[] = [];
  let rest = text.replaceAll("\r\n", "\n").replace(/^\ufeff/, "");
  let line = 1;
  const take = (length: number) => {
    line += rest.slice(0, length).split("\n").length - 1;
    rest = rest.slice(length);
  };
  while (rest !== "") {
    const whole = /^.*\n?/.exec(rest)?.[0] ?? rest;
    const [head, name] = beginning.exec(whole) ?? [];
    if (head === undefined || name === undefined) {
      if (!/^\s*(?:#|$)/.test(whole)) unread.push(line);
      take(whole.length);
      continue;
    }
    const behind = rest.slice(head.length);
    const quoted = /^(?:"((?:[^"\\]|\\[\s\S])*)"|'([^']*)')[^\S\n]*(?:#.*)?(?:\n|$)/.exec(behind);
    if (quoted) {
      const [all, double, single = ""] = quoted;
      found.set(
        name,
        double === undefined ? single : double.replaceAll(/\\([nrt"\\$])/g, (_, one) => escapes[one] ?? one),
      );
      take(head.length + all.length);
      continue;
    }
    const [plain = ""] = /^.*/.exec(behind) ?? [];
    found.set(name, plain.replace(/(?:^|\s)#.*$/, "").trim());
    take(whole.length);
  }
  return { variables: [...found].map(([name, value]) => ({ name, value })), unread };
}
