import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { insideOf, labCache } from "./lab.ts";
import { run } from "./support.ts";

const testFiles = resolve(import.meta.dirname, "../../node-bootstrap/test");

/** The program of Debian's package, which is unpacked and not installed: installing it would start a service on this machine. */
async function registryProgram(): Promise<string> {
  const program = join(labCache(), "docker-registry");
  if (existsSync(program)) return program;
  await mkdir(labCache(), { recursive: true });
  const folder = await mkdtemp(join(labCache(), "partial-"));
  const fetch = `cd "$0" && { apt-get download -q docker-registry || { apt-get update -q && apt-get download -q docker-registry; }; }`;
  await run("bash", ["-c", fetch, folder]);
  const [name = ""] = (await readdir(folder)).filter((file) => file.endsWith(".deb"));
  await run("dpkg", ["-x", join(folder, name), folder]);
  await rename(join(folder, "usr/bin/docker-registry"), program);
  await rm(folder, { recursive: true, force: true });
  return program;
}

/** A registry of images beyond the network of the node in this folder, as test/registry.sh describes it; `robot` has `password`. */
export async function startRegistry(dir: string, password: string): Promise<void> {
  const folder = join(dir, "home/test");
  await mkdir(folder, { recursive: true });
  await copyFile(await registryProgram(), join(folder, "docker-registry"));
  for (const name of ["beyond.sh", "registry.sh"]) await copyFile(join(testFiles, name), join(folder, name));
  await insideOf(dir)("bash", ["/home/test/registry.sh", password]);
}

/** An image in it that answers on port 8080: its name. */
export async function serveImage(dir: string): Promise<string> {
  await copyFile(join(testFiles, "serve-image.sh"), join(dir, "home/test/serve-image.sh"));
  return (await insideOf(dir)("bash", ["/home/test/serve-image.sh"])).trim();
}
