import type { Fix } from "./finding.state.ts";
import { fixOf } from "./fix.state.ts";
import type { Reading } from "./reading.state.ts";

/** The names that the file gives to its parts. */
export interface Declared {
  readonly services: ReadonlySet<string>;
  readonly volumes: ReadonlySet<string>;
  readonly networks: ReadonlySet<string>;
  readonly configs: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
}

/** Adds a name under a top-level key, which may not be there yet. */
export function declaration({ findings: { text } }: Reading, kind: "volumes" | "networks", name: string): Fix {
  const declared = fixOf("declare", name);
  if (!/^[a-z0-9][a-z0-9_-]*$/.test(name)) return declared;
  const header = new RegExp(`^${kind}:[ \\t]*\\r?\\n(?=([ \\t]+)\\S)`, "m").exec(text);
  if (header) {
    const start = header.index + header[0].length;
    return fixOf("declare", name, { start, end: start }, `${header[1]}${name}:\n`);
  }
  if (new RegExp(`^${kind}:`, "m").test(text)) return declared;
  const end = { start: text.length, end: text.length };
  return fixOf("declare", name, end, `${text.endsWith("\n") ? "" : "\n"}${kind}:\n  ${name}:\n`);
}
