import { createHash } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";
import { type OneOffOptions, runOnce } from "./one-off.ts";
import type { Seed } from "./seed.ts";

export interface SeedOnce extends OneOffOptions {
  /** Remembers what was done. */
  file: string;
  people: Pick<Seed, "staff" | "customer">;
}

const Result = z.object({ platformKey: z.string() });
/** What opens something is told once and kept nowhere. */
const Told = Result.extend({ staffLink: z.string().nullable() });
const Done = Result.extend({ seed: z.string() });

/** Seeds a data directory on its first start, and again when the seed has changed. */
export async function seedOnce({ file, people, ...options }: SeedOnce): Promise<z.infer<typeof Told>> {
  const source = await readFile(new URL("./seed.ts", import.meta.url));
  const current = createHash("sha256").update(source).digest("hex");
  const done = await lastSeed(file);
  if (done?.seed === current) return { ...done, staffLink: null };
  const { staffLink, ...result } = Told.parse(await runOnce("seed", people, options));
  await writeFile(`${file}.new`, JSON.stringify({ ...result, seed: current }));
  await rename(`${file}.new`, file);
  return { ...result, staffLink };
}

async function lastSeed(file: string) {
  try {
    return Done.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return undefined;
  }
}
