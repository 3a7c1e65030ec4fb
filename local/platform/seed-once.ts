import { createHash } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";
import type { FunctionLog } from "../lambda/function-log.ts";
import { createFunction } from "../lambda/lambda-function.ts";
import type { Seed } from "./seed.ts";

export interface SeedOnce extends Pick<Seed, "staff" | "customer"> {
  /** Remembers what was done. */
  file: string;
  env: Readonly<Record<string, string>>;
  compileCache: string;
  log: FunctionLog;
}

const Result = z.object({ platformKey: z.string() });
const Done = Result.extend({ seed: z.string() });

/** Seeds a data directory on its first start, and again when the seed has changed. */
export async function seedOnce(options: SeedOnce): Promise<z.infer<typeof Result>> {
  const { file, env, staff, customer, compileCache, log } = options;
  const current = createHash("sha256")
    .update(await readFile(new URL("./seed.ts", import.meta.url)))
    .digest("hex");
  const done = await lastSeed(file);
  if (done?.seed === current) return done;
  const entry = new URL("./seed-function.ts", import.meta.url);
  const settings = { name: "seed", entry, timeoutSeconds: 60, memoryMb: 256, concurrency: 1, env, compileCache, log };
  const seeding = createFunction(settings);
  try {
    const result = Result.parse(await seeding.invoke({ staff, customer }));
    await writeFile(`${file}.new`, JSON.stringify({ ...result, seed: current }));
    await rename(`${file}.new`, file);
    return result;
  } finally {
    await seeding.stop();
  }
}

async function lastSeed(file: string) {
  try {
    return Done.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return undefined;
  }
}
