import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";

/** By module. Null where there is none. */
const maps = new Map<string, SourceMap | null>();

function mapOf(module: string): SourceMap | null {
  const known = maps.get(module);
  if (known !== undefined) return known;
  let map: SourceMap | null = null;
  try {
    map = new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(module)}.map`, "utf8")));
  } catch {
    // Not bundled: the frame says already where it is.
  }
  maps.set(module, map);
  return map;
}

/**
 * A frame of a stack as it stands in the sources. Maps are read with the first error: Node itself would read them all
 * whenever a function begins, which takes it a third longer.
 */
export function sourceFrame(frame: string): string {
  const [, before = "", module, line, column, after = ""] = /^(.*?)(file:\/\/\S+?):(\d+):(\d+)(\)?)$/.exec(frame) ?? [];
  const found = module && mapOf(module)?.findEntry(Number(line) - 1, Number(column) - 1);
  if (!found || !("originalSource" in found)) return frame;
  const source = found.originalSource.replace(/^(\.\.\/)+/, "");
  return `${before}${source}:${found.originalLine + 1}:${found.originalColumn + 1}${after}`;
}
