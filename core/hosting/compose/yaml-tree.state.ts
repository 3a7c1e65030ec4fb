import { isAlias, isMap, isScalar, isSeq, type Node, parseAllDocuments, type YAMLError } from "yaml";
import { composeCharactersMax } from "./file-size.state.ts";
import type { Findings, Place, Range } from "./finding.state.ts";
import type { Path } from "./path.state.ts";

export interface Entry extends Place {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: Value;
}
export interface MapValue extends Place {
  readonly kind: "map";
  readonly entries: readonly Entry[];
}
export interface ListValue extends Place {
  readonly kind: "list";
  readonly items: readonly Value[];
}
export interface ScalarValue extends Place {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** As it is written: `1.10` is no 1.1. */
  readonly text: string;
}
export type Value = MapValue | ListValue | ScalarValue;

export const limits = {
  characters: composeCharactersMax,
  values: 5000,
  depth: 20,
  scalar: 32 * 1024,
  key: 200,
} as const;

/** The text as a tree of maps, lists and scalars, with aliases and merge keys resolved; undefined when it is no such tree. */
export function readTree(findings: Findings): Value | undefined {
  const { text } = findings;
  const whole = { path: [], range: { start: 0, end: Math.min(text.length, 1) } };
  if (text.length > limits.characters) {
    return findings.add("yaml.too_large", whole, `The file has ${text.length} characters.`);
  }
  const documents = [...parseAllDocuments(text, yamlOptions)];
  const [document, second] = documents;
  if (second) {
    const start = second.range?.[0] ?? 0;
    findings.add("yaml.documents", { path: [], range: { start, end: start + 1 } }, "A second document begins here.");
  }
  if (!document?.contents) return findings.add("yaml.empty", whole, "The file is empty.");
  const { yaml, tags } = document.directives ?? {};
  if (yaml?.explicit === true || Object.keys(tags ?? {}).some((handle) => handle !== "!!")) {
    findings.add("yaml.directive", whole, "The file begins with a directive, a line with %.");
  }
  // One mistake makes many: after the first, the parser guesses.
  const [error] = document.errors.toSorted((one, other) => one.pos[0] - other.pos[0]);
  if (error) {
    const [start, end] = error.pos;
    const place = { path: [], range: { start, end } };
    // The parser calls itself for every level, and says so when that ends.
    if (error.code === "RESOURCE_EXHAUSTION") findings.add("yaml.too_deep", place, "Values are nested too deeply.");
    else findings.add("yaml.syntax", place, syntaxSentence(error, findings.lineAt(start)));
  }
  return findings.errors > 0 ? undefined : new Tree(findings, document.contents).read();
}

const yamlOptions = {
  uniqueKeys: false,
  prettyErrors: false,
  merge: false,
  schema: "core",
  logLevel: "silent",
} as const;

const syntaxSentences: Partial<Record<YAMLError["code"], string>> = {
  TAB_AS_INDENT: "This line is indented with a tab; YAML wants spaces.",
  BAD_INDENT: "This line is indented differently from those that it belongs to.",
  MULTILINE_IMPLICIT_KEY: "A colon is missing here, or the line above is not indented as it should be.",
  MISSING_CHAR: "A character is missing here: a quote, a bracket, a colon or a comma.",
  BLOCK_AS_IMPLICIT_KEY: "A second colon stands on one line, or this line is indented wrongly.",
  UNEXPECTED_TOKEN: "This does not belong here.",
  BAD_ALIAS: "This alias names an anchor that does not stand above.",
};

const syntaxSentence = ({ code, message }: YAMLError, line: string): string => {
  if (/[[{,:] *\$\{/.test(line)) return "Inside of brackets a text with a variable has to stand in quotes.";
  return syntaxSentences[code] ?? `${message}.`;
};

/** Whether every program reads a text as the same text. Line ends may be of either kind. */
export const isPlain = (text: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text) && text.isWellFormed();

/** Follows aliases in the order in which the text is read; what they add counts as if it were written out. */
class Tree {
  readonly #findings: Findings;
  readonly #root: Node;
  readonly #anchors = new Map<string, Node>();
  /** What is being read now: an alias to it would never end. */
  readonly #open = new Set<Node>();
  #values = 0;

  constructor(findings: Findings, root: Node) {
    this.#findings = findings;
    this.#root = root;
  }

  read(): Value | undefined {
    return this.#value(this.#root, []);
  }

  #value(node: Node | null, path: Path, fallback?: Range): Value | undefined {
    const place = { path, range: node ? rangeOf(node) : (fallback ?? { start: 0, end: 0 }) };
    this.#values += 1;
    if (this.#values > limits.values) {
      if (this.#values > limits.values + 1) return undefined;
      return this.#findings.add(
        "yaml.too_many",
        place,
        `With its aliases the file has more than ${limits.values} values.`,
      );
    }
    if (this.#open.size > limits.depth)
      return this.#findings.add("yaml.too_deep", place, "Values are nested too deeply.");
    if (!node) return { ...place, kind: "scalar", value: null, text: "" };
    if (isAlias(node)) return this.#alias(node.source, place);
    if (node.tag !== undefined) this.#findings.add("yaml.tag", place, `The tag ${node.tag} stands here.`);
    if ("anchor" in node && node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    if (isScalar(node)) return this.#scalar(node.value, node.source, place);
    this.#open.add(node);
    const value = isMap(node) ? this.#map(node.items, place) : isSeq(node) ? this.#list(node.items, place) : undefined;
    this.#open.delete(node);
    return value;
  }

  #alias(name: string, place: Place): Value | undefined {
    const target = this.#anchors.get(name);
    if (!target) return this.#findings.add("yaml.syntax", place, `There is no anchor &${name} above.`);
    if (this.#open.has(target)) return this.#findings.add("yaml.alias", place, `*${name} stands inside of &${name}.`);
    return this.#value(target, place.path);
  }

  #scalar(value: unknown, source: string | undefined, place: Place): Value | undefined {
    const known = value === null || ["string", "number", "boolean"].includes(typeof value);
    if (!known) return this.#findings.add("yaml.tag", place, "This is no text, number, true, false or nothing.");
    const scalar = value as ScalarValue["value"];
    const text = typeof scalar === "string" ? scalar : scalar === null ? "" : (source ?? String(scalar));
    if (text.length > limits.scalar) {
      return this.#findings.add("yaml.too_large", place, `This text has ${text.length} characters.`);
    }
    if (!isPlain(text)) {
      return this.#findings.add(
        "yaml.characters",
        place,
        "There is a control character or half of a character in this text.",
      );
    }
    return { ...place, kind: "scalar", value: scalar, text };
  }

  #list(items: readonly unknown[], place: Place): Value {
    const list: Value[] = [];
    for (const [at, item] of items.entries()) {
      const value = this.#value(item as Node | null, [...place.path, at], place.range);
      if (value) list.push(value);
    }
    return { ...place, kind: "list", items: list };
  }

  #map(items: readonly { key: unknown; value: unknown }[], place: Place): Value {
    const entries = new Map<string, Entry>();
    const merged: Value[] = [];
    for (const { key, value } of items) {
      const keyNode = key as Node | null;
      const keyRange = keyNode ? rangeOf(keyNode) : place.range;
      const keyPlace = { path: place.path, range: keyRange };
      if (
        !isScalar(keyNode) ||
        typeof keyNode.value !== "string" ||
        keyNode.tag !== undefined ||
        keyNode.anchor !== undefined
      ) {
        this.#findings.add("yaml.key", keyPlace, "This key is no plain text.");
        continue;
      }
      const name = keyNode.value;
      if (name.length > limits.key) {
        this.#findings.add("yaml.key", keyPlace, `This key has ${name.length} characters.`);
        continue;
      }
      const path = name === "<<" ? place.path : [...place.path, name];
      const read = this.#value(value as Node | null, path, keyRange);
      if (!read) continue;
      if (name === "<<" && keyNode.type === "PLAIN") merged.push(...(read.kind === "list" ? read.items : [read]));
      else if (entries.has(name)) this.#findings.add("yaml.twice", keyPlace, `"${name}" stands here a second time.`);
      else {
        const range = {
          start: keyRange.start,
          end: Math.max(keyRange.end, isAlias(value) ? rangeOf(value).end : read.range.end),
        };
        entries.set(name, { path, range, key: name, keyRange, value: read });
      }
    }
    for (const source of merged) {
      if (source.kind !== "map") this.#findings.add("yaml.merge", source, "<< merges something that is no map.");
      else for (const entry of source.entries) if (!entries.has(entry.key)) entries.set(entry.key, entry);
    }
    return { ...place, kind: "map", entries: [...entries.values()] };
  }
}

const rangeOf = (node: Node): Range => ({ start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 });
