import { spawnSync } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

export interface Postmaster {
  pid: number;
  parentPid: number;
  port: number;
  ready: boolean;
}

/** The server that runs in this data directory, whoever started it. */
export async function runningPostmaster(data: string): Promise<Postmaster | undefined> {
  const lines = (await readFile(lockFile(data), "utf8").catch(() => "")).split("\n");
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  const running = await processOf(pid);
  if (!running?.command.includes(data)) return undefined;
  return { pid, parentPid: running.parentPid, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

/** Postgres itself is fooled by a reused pid and by a zombie that nobody reaps; ours has been checked by command line. */
export async function removeStaleLock(data: string): Promise<void> {
  await rm(lockFile(data), { force: true });
}

/** Never SIGKILL: it would lose what development's fsync=off has not written yet, and leave backends behind. */
export async function stopPostmaster(data: string, pid: number, timeoutMs = 30_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  try {
    process.kill(pid, "SIGINT");
  } catch {
    return;
  }
  while ((await processOf(pid))?.command.includes(data)) {
    if (Date.now() > deadline) throw new Error(`Postgres (process ${pid}) did not stop within ${timeoutMs / 1000} s.`);
    await delay(10);
  }
}

const lockFile = (data: string) => path.join(data, "postmaster.pid");

async function processOf(pid: number): Promise<{ parentPid: number; command: string } | undefined> {
  if (process.platform === "linux") {
    try {
      const command = (await readFile(`/proc/${pid}/cmdline`, "utf8")).replaceAll("\0", " ");
      const status = await readFile(`/proc/${pid}/status`, "utf8");
      return { command, parentPid: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]) };
    } catch {
      return undefined;
    }
  }
  const [, parentPid, command] =
    /^\s*(\d+)\s+(.*)/.exec(
      spawnSync("ps", ["-o", "ppid=,command=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "",
    ) ?? [];
  return command === undefined ? undefined : { parentPid: Number(parentPid), command };
}
