import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { eventually } from "../faults/eventually.ts";
import type { LoadReport } from "./load-generator.ts";

export interface Load {
  /** Resolves when so many more have been answered. */
  answered(more: number): Promise<void>;
  /** Begins no further request, and waits for those under way. */
  stop(): Promise<LoadReport>;
}

/**
 * Visitors of a lab node's ingress, in the node's own network: the lab's way in from the host takes connections one at a
 * time, and loses some where many come at once.
 */
export async function startLoad(labDir: string, site: string, perSecond: number, page = ""): Promise<Load> {
  const init = (await readFile(join(labDir, "init.pid"), "utf8")).trim();
  const generator = join(import.meta.dirname, "load-generator.ts");
  const args = ["-t", init, "-n", "--", process.execPath, generator, "127.0.0.1", "80", site, String(perSecond), page];
  const child = spawn("nsenter", args, { stdio: ["pipe", "pipe", "inherit"] });
  let answered = 0;
  let last = "";
  createInterface({ input: child.stdout }).on("line", (line) => {
    last = line;
    if (/^\d+$/.test(line)) answered = Number(line);
  });
  const ended = new Promise<number | null>((done, fail) => child.once("close", done).once("error", fail));
  return {
    async answered(more) {
      const enough = answered + more;
      await eventually(`${more} requests are answered`, async () => answered >= enough);
    },
    async stop() {
      child.stdin.end();
      const code = await ended;
      if (code !== 0) throw new Error(`The load generator ended with ${code}.`);
      return JSON.parse(last) as LoadReport;
    },
  };
}
