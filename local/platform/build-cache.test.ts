import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { cachedBuild } from "./build-cache.ts";

let root: string;
let builds: number;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "rookery-build-"));
  builds = 0;
  await mkdir(join(root, "src"));
  await writeFile(join(root, "src/a.ts"), "1");
});
afterEach(() => rm(root, { recursive: true }));

const make = () =>
  cachedBuild({
    root,
    sources: ["src/**/*"],
    cache: join(root, "cache"),
    async build(outDir) {
      builds += 1;
      await writeFile(join(outDir, "out"), await readFile(join(root, "src/a.ts"), "utf8"));
    },
  });

test("a build is made once for the same sources, and anew when one changes, is added or removed", async () => {
  const first = await make();
  expect(await make()).toBe(first);
  expect(builds).toBe(1);

  await writeFile(join(root, "src/a.ts"), "2");
  const second = await make();
  expect(await readFile(join(second, "out"), "utf8")).toBe("2");
  await writeFile(join(root, "src/b.ts"), "");
  await make();
  await rm(join(root, "src/b.ts"));
  expect(await make()).toBe(second);
  expect(builds).toBe(3);
});

test("a test that changes is no reason to build", async () => {
  const first = await make();
  await writeFile(join(root, "src/a.test.ts"), "");
  expect(await make()).toBe(first);
});

test("a build that fails leaves nothing that looks finished", async () => {
  const failing = { root, sources: ["src/**/*"], cache: join(root, "cache") };
  await expect(cachedBuild({ ...failing, build: () => Promise.reject(new Error("syntax")) })).rejects.toThrow("syntax");
  expect(await readdir(join(root, "cache"))).toEqual([]);
  await make();
  expect(builds).toBe(1);
});

test("what nobody has asked for in two weeks is removed, and what is still in use is not", async () => {
  const fortnightAgo = new Date(Date.now() - 15 * 86_400_000);
  const old = await make();
  await writeFile(join(root, "src/a.ts"), "2");
  const used = await make();
  for (const folder of [old, used]) await utimes(folder, fortnightAgo, fortnightAgo);
  await make();
  await writeFile(join(root, "src/a.ts"), "3");
  const newest = await make();
  expect((await readdir(join(root, "cache"))).sort()).toEqual([used, newest].map((path) => basename(path)).sort());
});
