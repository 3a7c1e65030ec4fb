import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { labCache } from "./lab.ts";
import { run } from "./support.ts";
import type { TestLab } from "./test-lab.ts";

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

/** A registry of images beyond the node's own network, as test/registry.sh describes it; `robot` has `password`. */
export async function startRegistry({ dir, lab }: TestLab, password: string): Promise<void> {
  await copyFile(await registryProgram(), join(dir, "home/test/docker-registry"));
  await lab.inside("bash", ["/home/test/registry.sh", password]);
}
