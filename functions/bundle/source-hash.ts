import { createHash } from "node:crypto";
import { glob, readFile } from "node:fs/promises";
import { join, relative } from "node:path";

/** Of everything that a build is made of; its tests are no part of it. `sources` are globs from `root`. */
export async function sourceHash(root: string, sources: readonly string[]): Promise<string> {
  const paths: string[] = [];
  for await (const file of glob(sources, { cwd: root, withFileTypes: true })) {
    const isSource = file.isFile() && !/\.test\.tsx?$/.test(file.name);
    if (isSource) paths.push(relative(root, join(file.parentPath, file.name)));
  }
  const hash = createHash("sha256");
  for (const path of paths.sort()) hash.update(`${path}\0`).update(await readFile(join(root, path)));
  return hash.digest("hex").slice(0, 16);
}
