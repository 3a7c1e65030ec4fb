import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** What a function's folder ships; its source maps are for those who read its errors. */
export async function shippedBytes(dir: string, but?: RegExp): Promise<number> {
  const files = (await readdir(dir, { recursive: true })).filter((file) => !file.endsWith(".map") && !but?.test(file));
  const found = await Promise.all(files.map((file) => stat(join(dir, file))));
  return found.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
}
