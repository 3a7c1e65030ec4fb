import { existsSync } from "node:fs";
import { copyFile, link, mkdir, readdir, readFile, rename, rm, utimes } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { NodeShell } from "#core/nodes/index.ts";
import { labCache } from "./lab.ts";
import { run } from "./support.ts";
import type { TestLab } from "./test-lab.ts";

const bootstrapFolder = resolve(import.meta.dirname, "../../node-bootstrap");

/** Where the cache keeps an image as it is described now, be it there or not. */
const cached = async (name: string): Promise<string> =>
  (await run("bash", [join(bootstrapFolder, "lab/cached-image.sh"), labCache(), name])).trim();

export async function uncachedImages(names: readonly string[]): Promise<string[]> {
  const files = await Promise.all(names.map(cached));
  return names.filter((_, at) => !existsSync(files[at] ?? ""));
}

/** All that a node can be asked for. */
export const imageNames = (): Promise<string[]> => readdir(join(bootstrapFolder, "containers"));

/** Lays what earlier nodes built beside a node that is not up yet: it takes these for ready. */
export async function layImages(dir: string, names: readonly string[]): Promise<void> {
  const folder = join(dir, "upper/var/lib/rookery/base");
  await mkdir(folder, { recursive: true });
  for (const name of names) {
    const file = await cached(name);
    if (!existsSync(file)) continue;
    const version = (await readFile(join(bootstrapFolder, "containers", name, "VERSION"), "utf8")).trim();
    const place = join(folder, `${name}-${version}.tar`);
    const now = new Date();
    await utimes(file, now, now);
    await rm(place, { force: true });
    await link(file, place).catch(() => copyFile(file, place));
  }
}

/** Has a node make images by the primitive that the platform calls, and keeps what it had to build for later nodes. */
export async function ensureImages({ lab, dir, operator }: TestLab, names: readonly string[]): Promise<void> {
  for (const name of names) {
    while ((await ensure(operator, name)) === "building");
    const file = await cached(name);
    if (existsSync(file)) continue;
    const save =
      '. /usr/local/lib/rookery/lib/images.sh && in_store save -q -o /home/image.tar "$(image_reference "$0")"';
    await lab.inside("bash", ["-c", save, name]);
    await run("mv", [join(dir, "home/image.tar"), `${file}.partial`]);
    await rename(`${file}.partial`, file);
  }
}

async function ensure(operator: NodeShell, name: string): Promise<string> {
  const answer = (await operator.primitive("image-ensure", { name, waitSeconds: 20 }, { timeoutSeconds: 60 })) as {
    state: string;
  };
  return answer.state;
}
