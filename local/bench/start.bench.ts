import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { labSupport } from "../lab/support.ts";
import { type Measurement, quantile, timesOf } from "./measurement.ts";

const startFile = join(import.meta.dirname, "../start.mjs");
const patienceMs = 120_000;
/** Long enough for sandboxes of schedules to end. */
const idleMs = 75_000;

interface Description {
  pid: number;
  url: string;
  node?: { ready: boolean };
}

/** `npm start` as a person meets it, without and with a node; and what the platform holds when nobody uses it. */
export async function bench(): Promise<Measurement[]> {
  const dir = await mkdtemp(join(tmpdir(), "rookery-bench-"));
  try {
    const first = await started(dir, ["--without-node"]);
    await stopped(first.child);
    const again = await started(dir, ["--without-node"]);
    await delay(idleMs);
    const idle = await memoryOf(again.child);
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
      {
        name: "memory after a minute of rest, every process but Postgres",
        value: idle,
        unit: "MB",
        target: { of: "value", atMost: 250 },
      },
      ...(await withNode(dir, floor)),
    ];
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function withNode(dir: string, floor: { name: string; value: number }): Promise<Measurement[]> {
  const support = labSupport();
  if (!support.ok) throw new Error(support.reason);
  // The first one boots a node that is new.
  for (let round = 0; ; round++) {
    const startedAt = performance.now();
    const { child, seconds } = await started(dir, []);
    await until(async () => (await readDescription(dir))?.node?.ready);
    const ready = (performance.now() - startedAt) / 1000;
    await stopped(child);
    if (round === 0) continue;
    return [
      {
        name: "npm start with the lab node: first page and API answer",
        value: seconds,
        unit: "s",
        floor,
        target: { of: "value", atMost: 10 },
      },
      { name: "npm start with the lab node: the node is up", value: ready, unit: "s", floor },
    ];
  }
}

async function started(dir: string, options: string[]) {
  const startedAt = performance.now();
  const args = [startFile, "--data", dir, "--port", "0", ...options];
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

/** Megabytes that a program and everything it started hold, Postgres left out. Shared pages count in part. */
async function memoryOf(child: ChildProcess): Promise<number> {
  if (process.platform !== "linux") throw new Error("memory is read from /proc, which only Linux has");
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const parents = new Map(await Promise.all(pids.map(async (pid) => [pid, await parentOf(pid)] as const)));
  const isOurs = (pid: string | undefined): boolean =>
    pid !== undefined && (pid === String(child.pid) || isOurs(parents.get(pid)));
  const sizes = await Promise.all(pids.filter(isOurs).map(async (pid) => ((await isPostgres(pid)) ? 0 : sizeOf(pid))));
  return sizes.reduce((sum, size) => sum + size, 0);
}

const parentOf = async (pid: string): Promise<string | undefined> => {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
};

const isPostgres = async (pid: string): Promise<boolean> =>
  (await readlink(`/proc/${pid}/exe`).catch(() => "")).endsWith("/postgres");

async function sizeOf(pid: string): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024;
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
