import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { functions } from "../manifest.ts";
import { bundle } from "./bundler.ts";
import { sourceHash } from "./source-hash.ts";

export const deployableSources = ["package-lock.json", "{core,functions}/**/*.ts", "migrations/**/*"];

/** Where the bundles of a working copy are. */
export const deployableDir = (root: string): string => join(root, "dist/functions");
const hashFile = (dir: string): string => join(dir, "sources.txt");

/** Every function in a folder of its own, with everything that it needs: `<name>/index.mjs`, `index.handler`. */
export async function makeDeployable(root: string, dir = deployableDir(root)): Promise<void> {
  // Taken first: a source that changes meanwhile makes the bundles stale.
  const hash = await sourceHash(root, deployableSources);
  const unfinished = `${dir}.${process.pid}`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  for (const [name, { entry }] of Object.entries(functions)) {
    await bundle({ root, input: { index: entry }, outDir: join(unfinished, name), minify: true });
  }
  const packaged = join(unfinished, "migrate/migrations");
  // drizzle-kit's snapshots are for those who write migrations.
  const filter = (file: string) => !file.endsWith("_snapshot.json");
  await cp(join(root, "migrations"), packaged, { recursive: true, filter });
  await writeFile(hashFile(unfinished), hash);
  await rm(dir, { recursive: true, force: true });
  await rename(unfinished, dir);
}

/** Whether the bundles were made of the sources as they are now. */
export async function isDeployableFresh(root: string, dir = deployableDir(root)): Promise<boolean> {
  const made = await readFile(hashFile(dir), "utf8").catch(() => undefined);
  return made === (await sourceHash(root, deployableSources));
}
