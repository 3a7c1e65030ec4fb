import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** What a function's folder ships; its source maps are for those who read its errors. */
export async function shippedBytes(dir: string): Promise<number> {
  const files = (await readdir(dir, { recursive: true })).filter((file) => !file.endsWith(".map"));
  const found = await Promise.all(files.map((file) => stat(join(dir, file))));
  return found.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}

/** What a function reads before it can answer: its entry, and whatever that imports at once. */
export async function startBytes(dir: string): Promise<number> {
  const read = new Map<string, number>();
  const follow = async (file: string): Promise<void> => {
    if (read.has(file)) return;
    const text = await readFile(join(dir, file), "utf8");
    read.set(file, Buffer.byteLength(text));
    for (const [, imported = ""] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g)) await follow(imported);
  };
  await follow("index.mjs");
  return [...read.values()].reduce((sum, bytes) => sum + bytes, 0);
}
