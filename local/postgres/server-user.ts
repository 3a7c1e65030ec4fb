import { chmod, mkdir, readFile, stat } from "node:fs/promises";
import path from "node:path";

export interface ServerUser {
  uid: number;
  gid: number;
}

/** Postgres refuses to run as root: under root it runs as `postgres`, else as `nobody`. */
export async function serverUser(): Promise<ServerUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const account = accounts.find((fields) => fields[0] === name);
    if (account) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new Error('Postgres cannot run as root, and /etc/passwd has neither a user "postgres" nor "nobody".');
}

/** Whether users other than the owner can pass through every directory of the path. */
export async function traversable(directory: string): Promise<boolean> {
  const { mode } = await stat(directory);
  const parent = path.dirname(directory);
  return (mode & 0o001) !== 0 && (parent === directory || traversable(parent));
}

/** Root's place for what another user must reach when the project itself lies in a closed home directory. */
export async function sharedState(): Promise<string> {
  const directory = "/var/lib/rookery-local";
  await mkdir(directory, { recursive: true });
  await chmod(directory, 0o711);
  return directory;
}
