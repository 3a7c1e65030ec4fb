import { spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const graceMs = 10_000;
const running = new Set();

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    for (const pid of running) signalGroup(pid, "SIGTERM");
    process.exit(130);
  });
}

/**
 * One child process in a group of its own, its output line by line behind its name. What is left of the group ends with
 * it, with this process, or with the next run when this process is killed.
 */
export async function runStage({ name, command, root, cache, timeoutMs }) {
  const [program, ...args] = command;
  const startedAt = Date.now();
  const path = `${join(root, "node_modules/.bin")}:${process.env.PATH}`;
  const env = { ...process.env, PATH: path, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" }) };
  const child = spawn(program, args, { cwd: root, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const { pid } = child;
  const note = join(cache, `child-${process.pid}-${pid}`);
  let lastLine = "";
  const print = (line) => {
    lastLine = line;
    console.log(`[${name}] ${line}`);
  };
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", print);
  if (pid === undefined) {
    const error = await new Promise((resolve) => child.once("error", resolve));
    print(error.message);
    return { code: 127, lastLine, seconds: 0 };
  }
  running.add(pid);
  writeFileSync(note, `${startOf(process.pid)} ${startOf(pid)}`);
  let timer = setTimeout(() => {
    print(`stopped after ${timeoutMs / 60_000} minutes`);
    signalGroup(pid, "SIGTERM");
    timer = setTimeout(() => signalGroup(pid, "SIGKILL"), graceMs);
  }, timeoutMs);
  child.once("exit", () => {
    clearTimeout(timer);
    signalGroup(pid, "SIGTERM");
  });
  const code = await new Promise((resolve) => child.once("close", (exitCode, signal) => resolve(exitCode ?? signal)));
  running.delete(pid);
  rmSync(note, { force: true });
  return { code, lastLine, seconds: (Date.now() - startedAt) / 1000 };
}

/** Ends what runs that were killed have left running; that of a run which is still under way stays. */
export function endLeftovers(cache) {
  for (const name of readdirSync(cache)) {
    const [, owner, pid] = /^child-(\d+)-(\d+)$/.exec(name) ?? [];
    if (pid === undefined) continue;
    const [ownerStart, start] = readFileSync(join(cache, name), "utf8").split(" ");
    if (startOf(owner) === ownerStart) continue;
    if (startOf(pid) === start) signalGroup(Number(pid), "SIGKILL");
    rmSync(join(cache, name), { force: true });
  }
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // Nothing of it is left.
  }
}

/** When a process started, so that its number is not mistaken for that of a later one; "gone" when it does not run. */
export function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "gone" : fields[19];
  } catch {
    return process.platform !== "linux" && isAlive(Number(pid)) ? "running" : "gone";
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
