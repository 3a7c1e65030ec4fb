import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

export type Support = { ok: true } | { ok: false; reason: string };

/** The Debian package of each program that a lab node needs on the host. */
const packages: Record<string, string> = {
  "apt-get": "apt",
  findmnt: "util-linux",
  flock: "util-linux",
  jq: "jq",
  mmdebstrap: "mmdebstrap",
  nsenter: "util-linux",
  perl: "perl-base",
  setpriv: "util-linux",
  slirp4netns: "slirp4netns",
  "ssh-keygen": "openssh-client",
  unshare: "util-linux",
};
const folders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

const cgroupScript = resolve(import.meta.dirname, "../../node-bootstrap/lab/cgroup.sh");
const ownCgroup = 'source "$1" && probe=$(lab_cgroup "probe-$$") && mkdir "$probe" && rmdir "$probe"';

const missingPackages = (wanted = packages): string[] => [
  ...new Set(
    Object.entries(wanted)
      .filter(([program]) => !folders.some((folder) => existsSync(`${folder}/${program}`)))
      .map(([, name]) => name),
  ),
];

export const isDebian = (): boolean =>
  existsSync("/etc/os-release") && /^ID(_LIKE)?=.*debian/m.test(readFileSync("/etc/os-release", "utf8"));

/** Whether this machine can run a lab node now; if not, why, in one sentence. */
export function labSupport(): Support {
  const no = (reason: string): Support => ({ ok: false, reason });
  if (process.platform !== "linux") return no("A lab node needs Linux.");
  if (process.getuid?.() !== 0) return no("A lab node needs root: it makes namespaces and mounts of its own.");
  if (!isDebian()) return no("A lab node needs a Debian host, whose apt sources it is built from.");
  if (!readFileSync("/proc/filesystems", "utf8").includes("overlay")) {
    return no("A lab node needs a kernel with overlay file systems.");
  }
  if (!existsSync("/dev/net/tun")) return no("A lab node needs /dev/net/tun for its network.");
  if (!existsSync("/dev/fuse")) return no("A lab node needs /dev/fuse for its containers.");
  if (!/ cgroup2 /.test(readFileSync("/proc/mounts", "utf8"))) return no("A lab node needs cgroup2 to be mounted.");
  if (spawnSync("unshare", ["--mount", "--pid", "--net", "--fork", "true"]).status !== 0) {
    return no("A lab node needs namespaces, and this machine refuses to make any.");
  }
  if (spawnSync("bash", ["-c", ownCgroup, "-", cgroupScript]).status !== 0) {
    return no("A lab node needs a cgroup of its own, and this machine refuses to make one.");
  }
  const missing = missingPackages();
  if (missing.length > 0) return no(`Packages are missing: apt-get install ${missing.join(" ")}`);
  return { ok: true };
}

/** Installs the Debian packages that a lab node, or what else names its programs, needs on the host, where that is all that is missing. */
export async function installLabPackages(log: (line: string) => void, wanted = packages): Promise<void> {
  const missing = process.platform === "linux" && process.getuid?.() === 0 && isDebian() ? missingPackages(wanted) : [];
  if (missing.length === 0 || missing.includes("apt")) return;
  log(`Installing ${missing.join(", ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-q"], { env, log });
  await run("apt-get", ["install", "-qy", "--no-install-recommends", ...missing], { env, log: () => {} });
}

/** Its last words say which of many commands it was. */
const shownCommand = (program: string, args: readonly string[]) => `${program} … ${args.join(" ").slice(-160)}`;

/** Runs a program to its end. Its standard error goes to `log`, line by line; its standard output is returned. */
export function run(
  program: string,
  args: readonly string[],
  { log, env, input }: { log?: (line: string) => void; env?: NodeJS.ProcessEnv; input?: string } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ["pipe", "pipe", "pipe"] });
    let out = "";
    const lines: string[] = [];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
    });
    createInterface({ input: child.stderr }).on("line", (line) => {
      lines.push(line);
      log?.(line);
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(out);
      else reject(new Error(`${shownCommand(program, args)} ended with ${code}: ${lines.slice(-8).join("\n")}`));
    });
    child.stdin.on("error", () => {});
    child.stdin.end(input ?? "");
  });
}
