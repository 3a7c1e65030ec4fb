import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Measurement, quantile, timesOf } from "./measurement.ts";

const startFile = join(import.meta.dirname, "../start.mjs");
const patienceMs = 120_000;
/** Long enough for sandboxes of schedules to end. */
const idleMs = 75_000;

interface Description {
  pid: number;
  url: string;
}

/** `npm start` as a person meets it, without a node; and what the platform holds when nobody uses it. */
export async function bench(): Promise<Measurement[]> {
  const dir = await mkdtemp(join(tmpdir(), "rookery-bench-"));
  try {
    const first = await started(dir);
    await stopped(first.child);
    const again = await started(dir);
    const idleMb = await memoryAfterIdle(again.description.pid);
    await stopped(again.child);
    const bareNode = await timesOf(5, async () => once(spawn(process.execPath, ["-e", "0"]), "exit"));
    const floor = { name: "an empty Node program", value: quantile(bareNode, 0.5) / 1000 };
    return [
      { name: "npm start, new data directory: first page and API answer", value: first.seconds, unit: "s", floor },
      {
        name: "npm start, everything cached: first page and API answer",
        value: again.seconds,
        unit: "s",
        floor,
        target: { of: "value", atMost: 5 },
      },
      { name: "memory after a minute of rest", value: idleMb, unit: "MB", target: { of: "value", atMost: 250 } },
    ];
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function started(dir: string) {
  const startedAt = performance.now();
  const args = [startFile, "--data", dir, "--port", "0", "--without-node"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  const description = await until(() => readDescription(dir));
  for (const path of ["/", "/api/plans"]) {
    const response = await fetch(`${description.url}${path}`);
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  }
  return { child, description, seconds: (performance.now() - startedAt) / 1000 };
}

async function stopped(child: ChildProcess): Promise<void> {
  child.kill("SIGINT");
  await once(child, "exit");
}

async function memoryAfterIdle(pid: number): Promise<number> {
  if (process.platform !== "linux") throw new Error("memory is read from /proc, which only Linux has");
  await delay(idleMs);
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
}

async function readDescription(dir: string): Promise<Description | undefined> {
  const text = await readFile(join(dir, "platform.json"), "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Description);
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    const found = await look();
    if (found !== undefined) return found;
    await delay(20);
  }
  throw new Error(`the platform did not start within ${patienceMs / 1000} s`);
}
