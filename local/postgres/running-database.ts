import { readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { runningPostmaster } from "./postmaster.ts";

/** A superuser's way to the platform's database in a cluster that runs; undefined when none runs there. */
export async function runningDatabase(dir: string): Promise<string | undefined> {
  const home = await realpath(join(dir, "moved-to")).catch(() => dir);
  const running = await runningPostmaster(join(home, "data"));
  if (!running) return undefined;
  const password = await readFile(join(home, "superuser-password"), "utf8");
  return `postgres://postgres:${password}@127.0.0.1:${running.port}/rookery`;
}
