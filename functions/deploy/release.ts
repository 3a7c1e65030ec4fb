import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The migrations of a version as a property of the deployment: it changes when they do, and tells the version that takes
 * over, forwards or back, what this one knew. As in `0000_init 5f70bf18a086007016e9…`.
 */
export function migrationsIn(dir: string): string[] {
  const { entries } = JSON.parse(readFileSync(join(dir, "meta/_journal.json"), "utf8")) as {
    entries: { tag: string }[];
  };
  return entries.map(({ tag }) => {
    const text = readFileSync(join(dir, `${tag}.sql`));
    return `${tag} ${createHash("sha256").update(text).digest("hex")}`;
  });
}

/** Their names, from what CloudFormation kept of them. */
export const namesIn = (property: unknown): string[] =>
  Array.isArray(property) ? property.map((line) => String(line).split(" ")[0] ?? "") : [];
