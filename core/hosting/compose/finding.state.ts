import type { FixKind } from "./fix.state.ts";
import type { Path } from "./path.state.ts";
import type { Severity } from "./rule.state.ts";
import { type RuleCode, rules } from "./rules.state.ts";

/** Offsets into the text, in UTF-16 units; the end is not part of it. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What a finding is about. */
export interface Place {
  readonly path: Path;
  readonly range: Range;
}

export interface Fix {
  readonly kind: FixKind;
  /** What it is done to. */
  readonly name: string;
  /** What to do, as an order: the label of a button where there is a replacement. */
  readonly description: string;
  readonly replacement?: { readonly range: Range; readonly text: string };
}

export interface Finding {
  readonly code: RuleCode;
  readonly severity: Severity;
  readonly path: Path;
  /** Lines and columns count from 1; the end is not part of it. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** What is wrong, why it is so here, and what to do. */
  readonly message: string;
  readonly fix?: Fix;
}

/** Nobody reads more, and a hostile file could ask for millions. */
const mostFindings = 200;

/** What was found in one text. */
export class Findings {
  readonly text: string;
  readonly #found: Finding[] = [];
  readonly #lineStarts: number[] = [0];
  readonly #said = new Set<string>();
  #errors = 0;

  constructor(text: string) {
    this.text = text;
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.#lineStarts.push(at + 1);
  }

  get errors(): number {
    return this.#errors;
  }

  get full(): boolean {
    return this.#found.length >= mostFindings;
  }

  /** `what` is a sentence that names the place; why and what to do come from the rule. */
  add(code: RuleCode, { path, range }: Place, what: string, fix?: Fix): undefined {
    const { severity, why, remedy } = rules[code];
    if (severity === "error") this.#errors += 1;
    // What an alias repeats is said once.
    const said = `${code} ${range.start} ${range.end}`;
    if (this.full || this.#said.has(said)) return;
    this.#said.add(said);
    const start = this.position(range.start);
    const end = this.position(Math.max(range.start, range.end));
    this.#found.push({
      code,
      severity,
      path,
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
      message: [what, why, remedy].filter((sentence) => sentence !== "").join(" "),
      ...(fix && { fix }),
    });
  }

  /** From the top of the text to its end. */
  all(): Finding[] {
    return this.#found.toSorted((a, b) => a.line - b.line || a.column - b.column);
  }

  position(offset: number): { line: number; column: number } {
    let [low, high] = [0, this.#lineStarts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#lineStarts[low] ?? 0) + 1 };
  }

  lineAt(offset: number): string {
    const start = this.text.lastIndexOf("\n", offset - 1) + 1;
    const end = this.text.indexOf("\n", start);
    return this.text.slice(start, end === -1 ? undefined : end);
  }

  /** The whole lines of an entry, or undefined where it shares a line with something else. */
  lines({ start, end }: Range): Range | undefined {
    const first = this.text.lastIndexOf("\n", start - 1) + 1;
    if (this.text.slice(first, start).trim() !== "") return undefined;
    const used = this.text.slice(start, end).trimEnd().length;
    const after = this.text.indexOf("\n", start + used);
    const last = after === -1 ? this.text.length : after + 1;
    const rest = this.text.slice(start + used, last).trim();
    return rest === "" || rest.startsWith("#") ? { start: first, end: last } : undefined;
  }
}
