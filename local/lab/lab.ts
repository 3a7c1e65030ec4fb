import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { appendFile, cp, mkdir, open as openFile, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { newSshKeyPair } from "#core/nodes/ssh-key-pair.ts";
import { freePort } from "../platform/free-port.ts";
import { refuseProduction } from "../platform/refuse-production.ts";
import { type ReachedHost, reachHost } from "./reached-host.ts";
import { installLabPackages, labSupport, run } from "./support.ts";

export const bootstrapFolder = resolve(import.meta.dirname, "../../node-bootstrap");
/** Where slirp4netns shows the host to a node. */
export const hostSeenFromInside = "10.0.2.2";

export interface LabOptions {
  /** Holds everything of this lab; a second start with the same folder goes on where the first stopped. */
  dir: string;
  name: string;
  /** 0 takes a free one. */
  sshPort: number;
  httpPort: number;
  /** A free one where none is given. */
  httpsPort?: number;
  /** The OpenSSH public key that both doors accept. */
  platformPublicKey: string;
  log: (line: string) => void;
  /** A server of this machine that the node reaches. */
  files?: ReachedHost;
  /** False lets the node outlive this process. */
  tied?: boolean;
}

export interface Lab {
  host: string;
  sshPort: number;
  httpPort: number;
  httpsPort: number;
  /** The node's public host key, to be pinned. */
  hostKey: string;
  /** Shuts the node down; its data stays. */
  stop(): Promise<void>;
  /** Ends the node as a power cut would. */
  kill(): Promise<void>;
  /** Resolves when its SSH answers again. */
  reboot(): Promise<void>;
  /** Runs a program inside as root, past the doors: for setting tests up and for looking around. */
  inside(program: string, args: readonly string[], input?: string): Promise<string>;
}

/** Where the built systems are kept, for every lab of this machine. */
export const labCache = (): string => process.env.ROOKERY_LAB_CACHE ?? "/var/cache/rookery/lab";

/** Builds what the cache lacks, boots a node and makes it accept the platform's key. */
export async function startLab(options: LabOptions): Promise<Lab> {
  refuseProduction("lab node");
  const { name, log, tied = true } = options;
  const dir = resolve(options.dir);
  await installLabPackages(log);
  const support = labSupport();
  if (!support.ok) throw new Error(support.reason);
  const layers = await layersFor(dir, log);
  const hostKey = await layIdentity(dir, options.platformPublicKey);
  const [sshPort, httpPort] = [options.sshPort || (await freePort()), options.httpPort || (await freePort())];
  const httpsPort = options.httpsPort || (await freePort());

  const supervisorLog = await openFile(join(dir, "run.log"), "a");
  const supervisor = spawn(
    "bash",
    [
      join(bootstrapFolder, "lab/run.sh"),
      ...["--dir", dir, "--name", name, "--lower", layers],
      ...["--ssh-port", String(sshPort), "--http-port", String(httpPort)],
      ...["--https-port", String(httpsPort), ...(tied ? ["--tied"] : [])],
    ],
    // A group of its own: the terminal's Ctrl-C is for the parent, which ends the node in its own time.
    { stdio: ["pipe", "ignore", supervisorLog.fd], detached: true },
  );
  await supervisorLog.close();
  supervisor.stdin?.on("error", () => {});
  const ended = new Promise<void>((done) => supervisor.once("close", () => done()));
  if (!tied) {
    supervisor.stdin?.destroy();
    supervisor.unref();
  }

  const inside = insideOf(dir);
  const up = () =>
    Promise.race([
      answers(sshPort),
      ended.then(async () => {
        const lastWords = (await readFile(join(dir, "run.log"), "utf8")).trim().split("\n").at(-1);
        throw new Error(`The lab node ended while starting: ${lastWords || "it did not say why"}`);
      }),
    ]);
  const stop = async () => {
    await forget?.();
    supervisor.kill("SIGTERM");
    await ended;
  };

  const reach = async () => {
    await forget?.();
    forget = options.files && (await reachHost(dir, options.files, inside));
  };
  let forget: (() => Promise<void>) | undefined;
  try {
    await up();
    await bootstrap(dir, options.platformPublicKey, inside);
    await reach();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    host: "127.0.0.1",
    sshPort,
    httpPort,
    httpsPort,
    hostKey,
    stop,
    async kill() {
      await forget?.();
      supervisor.kill("SIGKILL");
      await ended;
      await run("bash", [join(bootstrapFolder, "lab/down.sh"), dir]);
    },
    async reboot() {
      const before = await readFile(join(dir, "init.pid"), "utf8");
      await inside("systemctl", ["reboot"]).catch(() => {});
      await until(async () => (await readFile(join(dir, "init.pid"), "utf8").catch(() => before)) !== before, 60_000);
      await up();
      await reach();
    },
    inside,
  };
}

/** Runs programs in the node that runs in this folder, whoever started it. */
export const insideOf =
  (dir: string): Lab["inside"] =>
  async (program, args, input) => {
    const init = (await readFile(join(dir, "init.pid"), "utf8")).trim();
    const path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    const inner = ["env", "-i", path, "HOME=/root", program, ...args];
    return run("nsenter", ["-t", init, "-a", "--", ...inner], input === undefined ? {} : { input });
  };

/** Ends whatever a killed process left of the lab in this folder. */
export async function clearLab(dir: string): Promise<void> {
  await run("bash", [join(bootstrapFolder, "lab/down.sh"), resolve(dir)]);
}

/** A lab keeps the system it was made with, as a machine would; its bootstrap brings it up to date. */
async function layersFor(dir: string, log: (line: string) => void): Promise<string> {
  await clearLab(dir);
  const current = (await run("bash", [join(bootstrapFolder, "lab/build.sh"), labCache()], { log })).trim();
  await mkdir(join(dir, "upper"), { recursive: true });
  const note = join(dir, "layers");
  const made = existsSync(note) ? (await readFile(note, "utf8")).trim() : current;
  if (made.split(":").every((layer) => existsSync(layer))) {
    await writeFile(note, `${made}\n`);
    const now = new Date();
    // The cache forgets what no lab has used for a month.
    for (const layer of made.split(":")) await utimes(layer, now, now);
    return made;
  }
  log("The system this lab node was made with is gone from the cache: the node starts afresh, its sites are lost");
  await rm(dir, { recursive: true, force: true });
  return layersFor(dir, log);
}

/** The host key is made here, so that it is known, and pinned, before the first connection. */
export async function layIdentity(dir: string, platformPublicKey: string): Promise<string> {
  const folder = join(dir, "upper/etc/ssh");
  const file = join(folder, "ssh_host_ed25519_key");
  await mkdir(folder, { recursive: true });
  if (!existsSync(`${file}.pub`)) {
    const pair = newSshKeyPair("rookery lab");
    await writeFile(file, pair.private, { mode: 0o600 });
    await writeFile(`${file}.pub`, `${pair.public}\n`);
  }
  await mkdir(join(dir, "home"), { recursive: true });
  await writeFile(join(dir, "home/platform.pub"), `${platformPublicKey.trim()}\n`);
  return (await readFile(`${file}.pub`, "utf8")).trim().split(" ").slice(0, 2).join(" ");
}

/** The same script that makes a production node, run when the node has not seen this version of it or this key. */
async function bootstrap(dir: string, platformPublicKey: string, inside: Lab["inside"]): Promise<void> {
  const version = (await run("bash", [join(bootstrapFolder, "lab/version.sh")])).trim();
  const wanted = createHash("sha256").update(`${version}\n${platformPublicKey.trim()}`).digest("hex");
  const note = join(dir, "bootstrapped");
  if (existsSync(note) && (await readFile(note, "utf8")) === wanted) return;
  const copy = join(dir, "home/node-bootstrap");
  await rm(copy, { recursive: true, force: true });
  await cp(bootstrapFolder, copy, { recursive: true });
  await appendFile(
    join(dir, "bootstrap.log"),
    await inside("bash", [
      "/home/node-bootstrap/bootstrap.sh",
      ...["--platform-key", "/home/platform.pub", "--platform-address", hostSeenFromInside],
    ]),
  );
  await rm(copy, { recursive: true, force: true });
  await writeFile(note, wanted);
}

/** The forwarded port accepts before the node's sshd does: only its greeting counts. */
export const answers = (port: number, timeoutMs = 60_000): Promise<void> =>
  until(
    () =>
      new Promise((done) => {
        const socket = connect({ host: "127.0.0.1", port, timeout: 1000 });
        const end = (answered: boolean) => {
          socket.destroy();
          done(answered);
        };
        socket.once("data", (greeting: Buffer) => end(greeting.toString("latin1").startsWith("SSH-2.0-")));
        for (const event of ["error", "timeout", "close"] as const) socket.once(event, () => end(false));
      }),
    timeoutMs,
  );

export async function until(condition: () => Promise<boolean>, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error("The lab node does not answer on SSH.");
    await new Promise((next) => setTimeout(next, 30));
  }
}
