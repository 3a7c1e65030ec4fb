import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import type { Zone } from "./tables.ts";
import { zoneText } from "./zone-text.ts";

const run = promisify(execFile);
const program = "/usr/sbin/knotd";
const control = "/usr/sbin/knotc";

export const nameServerIsHere = (): boolean => existsSync(program);

export interface NameServer {
  port: number;
  /** Answers from then on what the zones say. */
  serve(zones: readonly Zone[]): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Knot on a port of 127.0.0.1: a real authoritative name server for the zones of the stand-in. Its files are made anew at
 * each start; what it serves is kept by the stand-in.
 */
export async function startNameServer(dir: string, port: number): Promise<NameServer> {
  await rm(dir, { recursive: true, force: true });
  for (const folder of ["zones", "db", "run"]) await mkdir(join(dir, folder), { recursive: true, mode: 0o700 });
  const socket = join(dir, "run", "knot.sock");
  const config = join(dir, "knot.conf");
  const write = (zones: readonly Zone[]) => writeFile(config, configText(dir, port, zones), { mode: 0o600 });
  await write([]);
  const child = spawn(program, ["-c", config, "-s", socket], { stdio: ["ignore", "ignore", "pipe"] });
  const said = wordsOf(child);
  const knotc = async (...args: string[]) => {
    await run(control, ["-c", config, "-s", socket, "-b", ...args], { timeout: 20_000 });
  };
  await untilUp(child, said, knotc);

  let turn: Promise<void> = Promise.resolve();
  const serve = async (zones: readonly Zone[]) => {
    for (const zone of zones) await writeFile(join(dir, "zones", `${zone.id}.zone`), zoneText(zone, zones));
    await write(zones);
    await knotc("reload");
    if (zones.length > 0) await knotc("zone-reload", ...zones.map(({ id }) => `${id}.`));
  };
  return {
    port,
    serve(zones) {
      // One after the other: two reloads at once could leave the older one last.
      turn = turn.catch(() => {}).then(() => serve(zones));
      return turn;
    },
    async stop() {
      const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
      child.kill("SIGTERM");
      await ended;
    },
  };
}

const configText = (dir: string, port: number, zones: readonly Zone[]): string => `server:
    rundir: "${join(dir, "run")}"
    listen: 127.0.0.1@${port}
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
database:
    storage: "${join(dir, "db")}"
log:
  - target: stderr
    any: warning
template:
  - id: default
    storage: "${join(dir, "zones")}"
    file: "%s.zone"
    zonefile-sync: -1
    zonefile-load: difference-no-serial
    journal-content: all
    semantic-checks: off
${zones.length === 0 ? "" : "zone:\n"}${zones.map(({ id, dnssec }) => `  - domain: ${id}.\n    dnssec-signing: ${dnssec ? "on" : "off"}\n`).join("")}`;

function wordsOf(child: ChildProcess): () => string {
  let words = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    words = `${words}${text}`.slice(-4096);
  });
  return () => words;
}

async function untilUp(
  child: ChildProcess,
  said: () => string,
  knotc: (...args: string[]) => Promise<void>,
): Promise<void> {
  const failed = new Promise<never>((_done, fail) => child.once("error", fail));
  for (let tries = 0; ; tries++) {
    if (child.exitCode !== null) throw new Error(`Knot ended with ${child.exitCode}: ${said()}`);
    const up = await Promise.race([
      knotc("status").then(
        () => true,
        () => false,
      ),
      failed,
    ]);
    if (up) return;
    if (tries > 100) throw new Error(`Knot does not answer: ${said()}`);
    await delay(50);
  }
}
