import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chmod,
  chown,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  statfs,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runningPostmaster, stopPostmaster } from "./postmaster.ts";
import { serverEnvironment, startFailure } from "./server-process.ts";
import { type ServerUser, sharedState, traversable } from "./server-user.ts";

const MINIMUM_FREE_MB = 200;

export interface Cluster {
  data: string;
  /** The superuser is reachable over TCP like everybody else, so it has a random password rather than trust. */
  superuserPassword: string;
  log: string;
  parent: string;
}

/** The cluster kept under `dir`, made by initdb when there is none yet. */
export async function openCluster(dir: string, native: string, user: ServerUser | undefined): Promise<Cluster> {
  const home = await reachableHome(dir, user);
  const data = path.join(home, "data");
  const passwordFile = path.join(home, "superuser-password");
  if (!(await exists(path.join(data, "PG_VERSION")))) await initialise(home, data, passwordFile, native, user);
  return {
    data,
    superuserPassword: await readFile(passwordFile, "utf8"),
    log: path.join(home, "postgres.log"),
    parent: path.join(home, "parent.pid"),
  };
}

async function reachableHome(dir: string, user: ServerUser | undefined): Promise<string> {
  await mkdir(dir, { recursive: true });
  await chmod(dir, 0o711);
  if (!user || (await traversable(dir))) return dir;
  const home = path.join(
    await sharedState(),
    `postgres-${createHash("sha256").update(dir).digest("hex").slice(0, 16)}`,
  );
  const link = path.join(dir, "moved-to");
  if (!(await exists(link))) {
    // Someone deleted the directory that pointed here, which is how a local database is reset.
    await discardHome(home);
    await discardAbandoned(path.dirname(home));
    await mkdir(home, { mode: 0o711 });
    await writeFile(path.join(home, "for"), dir);
    await symlink(home, link);
  }
  return home;
}

/** Stops whatever still runs there and deletes the cluster with all its data. */
export async function discardCluster(dir: string): Promise<void> {
  const elsewhere = await readlink(path.join(dir, "moved-to")).catch(() => undefined);
  if (elsewhere) await discardHome(elsewhere);
  await discardHome(dir);
}

/** Temporary directories are deleted without a word to Postgres. One that is elsewhere may only be unmounted. */
async function discardAbandoned(state: string): Promise<void> {
  for (const name of await readdir(state)) {
    const home = path.join(state, name);
    const dir = await readFile(path.join(home, "for"), "utf8").catch(() => undefined);
    if (dir?.startsWith(`${tmpdir()}/`) && !(await exists(dir))) await discardHome(home);
  }
}

async function discardHome(home: string): Promise<void> {
  const data = path.join(home, "data");
  const orphan = await runningPostmaster(data);
  if (orphan) await stopPostmaster(data, orphan.pid);
  await rm(home, { recursive: true, force: true });
}

async function initialise(
  home: string,
  data: string,
  passwordFile: string,
  native: string,
  user: ServerUser | undefined,
): Promise<void> {
  const { bavail, bsize } = await statfs(home);
  const freeMb = Math.floor((bavail * bsize) / 2 ** 20);
  if (freeMb < MINIMUM_FREE_MB) {
    throw new Error(`Postgres needs ${MINIMUM_FREE_MB} MB of disk to start, and ${home} has ${freeMb} MB left.`);
  }
  const unfinished = `${data}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
  if (user) {
    await chown(unfinished, user.uid, user.gid);
    await chown(passwordFile, user.uid, user.gid);
  }
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const access = ["--username=postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
  const { error, status, stderr } = spawnSync(
    path.join(native, "bin", "initdb"),
    ["-D", unfinished, ...locale, ...access, "--no-sync", "--no-instructions"],
    { ...user, env: serverEnvironment(native), encoding: "utf8" },
  );
  if (error || status !== 0) throw startFailure(error ?? new Error(stderr), undefined);
  await writeFile(path.join(unfinished, "pg_hba.conf"), ACCESS_RULES);
  await rename(unfinished, data);
}

/** Neon's driver sends the password in the first flight, which only the method `password` takes. */
const ACCESS_RULES = `host all postgres 127.0.0.1/32 scram-sha-256
host all all 127.0.0.1/32 password
`;

const exists = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  );
