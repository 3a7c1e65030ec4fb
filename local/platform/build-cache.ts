import { mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { sourceHash } from "#functions/bundle/source-hash.ts";

export interface CachedBuild {
  root: string;
  /** Globs from `root`: when one of these files changes, the build is made anew. */
  sources: readonly string[];
  cache: string;
  /** Fills an empty folder. */
  build(outDir: string): Promise<void>;
}

/** A platform that has been running for days still loads from its build. */
const keptDays = 14;

/** The folder of a build that fits its sources, made now if there is none. Several processes may ask at once. */
export async function cachedBuild({ root, sources, cache, build }: CachedBuild): Promise<string> {
  const finished = join(cache, await sourceHash(root, sources));
  if (await touched(finished)) return finished;
  const unfinished = `${finished}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  await build(unfinished).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  });
  // Another process may have finished the same build first.
  await rename(unfinished, finished).catch(() => rm(unfinished, { recursive: true, force: true }));
  await removeOld(cache);
  return finished;
}

async function touched(folder: string): Promise<boolean> {
  const now = new Date();
  // A folder of somebody else's cannot be touched, and is as good.
  await utimes(folder, now, now).catch(() => {});
  return stat(folder).then(
    () => true,
    () => false,
  );
}

async function removeOld(cache: string): Promise<void> {
  const oldest = Date.now() - keptDays * 86_400_000;
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    if ((await stat(path)).mtimeMs < oldest) await rm(path, { recursive: true, force: true });
  }
}
