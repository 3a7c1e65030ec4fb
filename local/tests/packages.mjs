import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Installs exactly what package-lock.json says, unless it is there. Throws one sentence when that is not possible. */
export async function ensurePackages(root, log) {
  const reason = whyInstall(root);
  if (reason === undefined) return;
  const user = processUsing(root);
  if (user !== undefined) {
    throw new Error(`Process ${user} runs from this checkout's node_modules (${reason}): stop it, then test again.`);
  }
  log(`npm ci, because ${reason}`);
  const code = await run(["ci", "--no-audit", "--no-fund"], root, log);
  if (code !== 0) throw new Error(`npm ci ended with ${code}: the packages could not be installed.`);
}

/** Why the installed packages do not fit the lock file; undefined when they do. */
export function whyInstall(root) {
  const installed = packagesIn(join(root, "node_modules/.package-lock.json"));
  if (installed === undefined) return "nothing is installed";
  const wanted = packagesIn(join(root, "package-lock.json")) ?? {};
  for (const [path, { version, optional, devOptional }] of Object.entries(wanted)) {
    const found = installed[path];
    if (path === "" || (found === undefined && (optional || devOptional))) continue;
    if (found?.version !== version) return `${path.replace(/^.*node_modules\//, "")} ${version} is missing`;
  }
  const extra = Object.keys(installed).find((path) => wanted[path] === undefined);
  if (extra !== undefined) return `${extra} is not in package-lock.json`;
  return existsSync(join(root, "node_modules/node/bin/node")) ? undefined : "the package node lacks its program";
}

function packagesIn(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** A process, other than the ones this one descends from, whose program would be taken from under it. */
function processUsing(root) {
  if (process.platform !== "linux") return undefined;
  const ours = ancestors();
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && !ours.has(name))
    .find((pid) => programOf(pid)?.startsWith(join(root, "node_modules/")));
}

function programOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return undefined;
  }
}

function ancestors() {
  const found = new Set();
  for (let pid = String(process.pid); pid !== "0"; pid = parentOf(pid)) found.add(pid);
  return found;
}

function parentOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1] ?? "0";
}

function run(args, cwd, log) {
  const cli = process.env.npm_execpath;
  const [program, first] = cli?.endsWith(".js") ? [process.execPath, [cli]] : ["npm", []];
  const child = spawn(program, [...first, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", log);
  return new Promise((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", resolve);
  });
}
