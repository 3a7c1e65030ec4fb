import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { glob, mkdir, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { compressTree } from "../lambda/brotli-file.ts";

/** What ends up in the build. Types that web/ takes from elsewhere leave nothing behind. */
const sources = ["package-lock.json", "web/*.{html,ts,json}", "web/{src,public}/**/*", "core/**/*.state.ts"];
const keptBuilds = 3;

/** The folder of a web build that fits the sources, made now if there is none yet. */
export async function webBuild(root: string, cache: string): Promise<string> {
  const finished = join(cache, await sourceHash(root));
  if (await stat(finished).catch(() => undefined)) return finished;
  await mkdir(cache, { recursive: true });
  const unfinished = `${finished}.${process.pid}`;
  await build(root, unfinished);
  await compressTree(unfinished);
  await rename(unfinished, finished).catch(() => rm(unfinished, { recursive: true, force: true }));
  await removeOld(cache);
  return finished;
}

async function sourceHash(root: string): Promise<string> {
  const hash = createHash("sha256");
  const paths: string[] = [];
  for await (const file of glob(sources, { cwd: root, withFileTypes: true })) {
    if (file.isFile()) paths.push(relative(root, join(file.parentPath, file.name)));
  }
  for (const path of paths.sort()) hash.update(`${path}\0`).update(await readFile(join(root, path)));
  return hash.digest("hex").slice(0, 16);
}

function build(root: string, outDir: string): Promise<void> {
  const vite = join(root, "node_modules/vite/bin/vite.js");
  const args = [vite, "build", "--config", "web/vite.config.ts", "--outDir", outDir, "--logLevel", "warn"];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output = (output + chunk).slice(-5_000);
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`The web interface could not be built:\n${output}`)),
    );
  });
}

async function removeOld(cache: string): Promise<void> {
  const builds = (await readdir(cache)).filter((name) => /^[0-9a-f]{16}$/.test(name)).map((name) => join(cache, name));
  const dated = await Promise.all(builds.map(async (path) => ({ path, madeAt: (await stat(path)).mtimeMs })));
  const old = dated.sort((a, b) => b.madeAt - a.madeAt).slice(keptBuilds);
  await Promise.all(old.map(({ path }) => rm(path, { recursive: true, force: true })));
}
