import { type ChildProcess, spawn } from "node:child_process";
import { open, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { runningPostmaster } from "./postmaster.ts";
import type { ServerUser } from "./server-user.ts";

const START_TIMEOUT_MS = 30_000;
const LOG_LIMIT_BYTES = 1 << 20;

export interface ServerProcess {
  native: string;
  data: string;
  log: string;
  port: number;
  settings: Record<string, string>;
  user: ServerUser | undefined;
}

/** Starts postgres in a process group of its own, so that a Ctrl-C reaches the platform first and Postgres last. */
export async function spawnServer({ native, data, log, port, settings, user }: ServerProcess): Promise<number> {
  const size = (await stat(log).catch(() => undefined))?.size ?? 0;
  const logFile = await open(log, size > LOG_LIMIT_BYTES ? "w" : "a", 0o600);
  const { size: logStart } = await logFile.stat();
  try {
    const flags = Object.entries({ ...settings, port: String(port) }).flatMap(([key, value]) => [
      "-c",
      `${key}=${value}`,
    ]);
    const child = spawn(path.join(native, "bin", "postgres"), ["-D", data, ...flags], {
      ...user,
      env: serverEnvironment(native),
      detached: true,
      stdio: ["ignore", "ignore", logFile.fd],
    });
    await ready(child, data).catch(async (error: Error) => {
      const said = (await readFile(log)).subarray(logStart).toString().trim();
      throw startFailure(said ? new Error(said, { cause: error }) : error, port);
    });
    return child.pid as number;
  } finally {
    await logFile.close();
  }
}

/** Nothing of ours is inherited: the server needs none of the platform's secrets. */
export function serverEnvironment(native: string): NodeJS.ProcessEnv {
  const libraries = process.platform === "linux" ? { LD_LIBRARY_PATH: path.join(native, "lib") } : {};
  return { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC", ...libraries };
}

/** One sentence that says what to do, with what Postgres said as its cause. */
export function startFailure(cause: Error, port: number | undefined): Error {
  const said = cause.message;
  if (said.includes("Address already in use")) {
    return new Error(`Postgres cannot start because port ${port} is in use.`, { cause });
  }
  if (said.includes("No space left on device")) {
    return new Error("Postgres cannot start because the disk is full.", { cause });
  }
  if (/spawn\S* .*(ENOENT|ENOEXEC|EACCES)|error while loading shared libraries/.test(said)) {
    return new Error(
      "The embedded Postgres does not run on this system; set LOCAL_DATABASE_URL to a superuser's URL of a Postgres 18 of your own.",
      { cause },
    );
  }
  return new Error(`Postgres cannot start: ${said.split("\n").at(-1)}`, { cause });
}

async function ready(child: ChildProcess, data: string): Promise<void> {
  const ended = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`postgres ended with ${code}`)));
  });
  ended.catch(() => {});
  const answering = async () => {
    const deadline = Date.now() + START_TIMEOUT_MS;
    for (;;) {
      const running = await runningPostmaster(data);
      if (running?.pid === child.pid && running?.ready) return;
      if (child.exitCode !== null || Date.now() > deadline) throw new Error("Postgres did not become ready in time.");
      await delay(10);
    }
  };
  await Promise.race([ended, answering()]);
}
