import type { Template } from "./compose-app.state.ts";

export type Variable = { readonly value: string } | { readonly secret: string };

export type Interpolated =
  | { readonly template: Template; readonly unset: readonly string[] }
  | { readonly problem: "syntax" }
  | { readonly problem: "required"; readonly name: string; readonly words: string };

const deepest = 8;
/** `$$`, `$NAME`, `${NAME}` or the beginning of `${NAME:-…}`. */
const variable = /\$(?:(\$)|([A-Za-z_][A-Za-z0-9_]*)|\{([A-Za-z_][A-Za-z0-9_]*)(\}|:?[-?+]))/y;

/** Compose's interpolation, from the names that it is given and from nowhere else. */
export function interpolate(text: string, lookup: (name: string) => Variable | undefined): Interpolated {
  if (!text.includes("$")) return { template: text === "" ? [] : [text], unset: [] };
  const reader = new Reader(text, lookup);
  const template = reader.read(0);
  if (reader.problem) return reader.problem;
  return template && reader.at === text.length
    ? { template: joined(template), unset: reader.unset }
    : { problem: "syntax" };
}

/** Reads from left to right; inside of braces until their end. */
class Reader {
  at = 0;
  problem: Interpolated | undefined;
  readonly unset: string[] = [];
  readonly #text: string;
  readonly #lookup: (name: string) => Variable | undefined;

  constructor(text: string, lookup: (name: string) => Variable | undefined) {
    this.#text = text;
    this.#lookup = lookup;
  }

  read(depth: number): Template | undefined {
    const parts: Template[number][] = [];
    while (this.at < this.#text.length && !(depth > 0 && this.#text[this.at] === "}")) {
      const dollar = this.#text.indexOf("$", this.at);
      const brace = depth > 0 ? this.#text.indexOf("}", this.at) : -1;
      const next = Math.min(...[dollar, brace, this.#text.length].filter((found) => found !== -1));
      if (next > this.at) {
        parts.push(this.#text.slice(this.at, next));
        this.at = next;
        continue;
      }
      const part = this.#variable(depth);
      if (!part) return undefined;
      parts.push(...part);
    }
    return parts;
  }

  #variable(depth: number): Template | undefined {
    variable.lastIndex = this.at;
    const match = variable.exec(this.#text);
    if (!match || depth >= deepest) return undefined;
    this.at = variable.lastIndex;
    const [, dollar, bare, braced, operator = "}"] = match;
    if (dollar !== undefined) return ["$"];
    const name = bare ?? braced ?? "";
    const found = this.#lookup(name);
    if (operator === "}") return this.#found(name, found);
    const unset = this.unset.length;
    const word = this.read(depth + 1);
    if (!word || this.#text[this.at] !== "}") return undefined;
    this.at += 1;
    const set = found !== undefined && (!operator.startsWith(":") || "secret" in found || found.value !== "");
    // What the other branch would have missed is no matter.
    const counts = operator.endsWith("+") ? set : !set;
    if (!counts) this.unset.length = unset;
    if (operator.endsWith("+")) return set ? word : [];
    if (set) return this.#found(name, found);
    if (operator.endsWith("-")) return word;
    const words = word.filter((part) => typeof part === "string").join("");
    this.problem ??= { problem: "required", name, words };
    return [];
  }

  #found(name: string, found: Variable | undefined): Template {
    if (found === undefined) this.unset.push(name);
    return found === undefined ? [] : "secret" in found ? [{ secret: found.secret }] : [found.value];
  }
}

/** Neighbouring texts as one. */
function joined(template: Template): Template {
  const parts: Template[number][] = [];
  for (const part of template) {
    const last = parts.at(-1);
    if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
    else if (part !== "") parts.push(part);
  }
  return parts;
}
