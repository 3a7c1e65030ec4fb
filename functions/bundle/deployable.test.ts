import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type * as OpenApi from "../api/open-api.ts";
import { type FunctionName, functions } from "../manifest.ts";
import { readConfig } from "../runtime/config.ts";
import { deployableSources, isDeployableFresh, makeDeployable } from "./deployable.ts";
import { importOf } from "./import-time.ts";
import { shippedBytes, startBytes } from "./size.ts";
import { sourceHash } from "./source-hash.ts";
import { testEnvironment } from "./test-environment.ts";

const root = resolve(import.meta.dirname, "../..");
const names = Object.keys(functions) as FunctionName[];
const kib = 1024;
/**
 * KiB. What is read before a function can answer is what somebody waits for; what is loaded when it is first asked for,
 * such as what reads compose files, is only shipped. Whoever brings more has to look at what is in it.
 */
const usual = { start: 512, whole: 704 };
const larger: Partial<Record<FunctionName, typeof usual>> = {
  api: { start: 880, whole: 1280 },
  provision: { start: 528, whole: 930 },
};

let scratch: string;
let dir: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "rookery-bundles-"));
  // Out of reach of node_modules, as on AWS.
  dir = join(scratch, "functions");
  await makeDeployable(root, dir);
}, 600_000);
afterAll(() => rm(scratch, { recursive: true }));

describe.each(names)("the bundle of %s", (name) => {
  test("begins and loads what it needs later in a fresh process, from its folder and with the settings of its needs alone", async () => {
    const { needs } = functions[name];
    const read = Object.keys(readConfig(testEnvironment, needs));
    const aws = ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
    const own = Object.entries(testEnvironment).filter(([setting]) => [...read, ...aws].includes(setting));
    const modules = (await readdir(join(dir, name))).filter((each) => each.endsWith(".mjs"));
    const later = modules.filter((each) => each !== "index.mjs").map((each) => join(dir, name, each));
    expect((await importOf(join(dir, name, "index.mjs"), Object.fromEntries(own), later)).handler).toBe("function");
    for (const file of modules) {
      expect(await readFile(join(dir, name, file), "utf8")).not.toMatch(/(?:from|import)\s*"\.\/compose-lint\.state-/);
    }
  });

  const { start, whole } = larger[name] ?? usual;
  test(`begins with no more than ${start} KiB, and ships no more than ${whole}`, async () => {
    expect(await startBytes(join(dir, name))).toBeLessThanOrEqual(start * kib);
    expect(await shippedBytes(join(dir, name))).toBeLessThanOrEqual(whole * kib);
  });

  test("has maps beside it that lead to the sources without holding them", async () => {
    const text = await readFile(join(dir, name, "index.mjs"), "utf8");
    expect(text).toMatch(/\/\/# sourceMappingURL=index\.mjs\.map\s*$/);
    const map = JSON.parse(await readFile(join(dir, name, "index.mjs.map"), "utf8")) as Record<string, unknown>;
    expect(map.sourcesContent ?? []).toEqual([]);
    expect(map.sources).toContainEqual(expect.stringMatching(new RegExp(`${functions[name].entry}$`)));
  });
});

test("the bundle of the API describes it as its sources do, whatever of zod was left out", async () => {
  const file = (await readdir(join(dir, "api"))).find((each) => /^open-api-.+\.mjs$/.test(each)) ?? "";
  const { openApiDocument } = (await import(pathToFileURL(join(dir, "api", file)).href)) as typeof OpenApi;
  const golden = await readFile(join(root, "functions/api/openapi.json"), "utf8");
  expect(JSON.parse(JSON.stringify(openApiDocument()))).toEqual(JSON.parse(golden));
});

test("the migrations lie beside the function that applies them", async () => {
  const [packaged, real] = await Promise.all([
    readdir(join(dir, "migrate/migrations")),
    readdir(join(root, "migrations")),
  ]);
  expect(packaged.toSorted()).toEqual(real.toSorted());
});

test("a function that cannot read its settings does not begin, and names them", async () => {
  const { DATABASE_URL: _, ...without } = testEnvironment;
  await expect(importOf(join(dir, "mail/index.mjs"), without)).rejects.toThrow("DATABASE_URL");
});

test("bundles are stale as soon as a source of theirs is another, and a test is no source", async () => {
  const [other, made] = [join(scratch, "root"), join(scratch, "made")];
  await mkdir(join(other, "core"), { recursive: true });
  await mkdir(made);
  await writeFile(join(other, "core/a.ts"), "1");
  await writeFile(join(made, "sources.txt"), await sourceHash(other, deployableSources));
  expect(await isDeployableFresh(other, made)).toBe(true);
  await writeFile(join(other, "core/a.test.ts"), "2");
  expect(await isDeployableFresh(other, made)).toBe(true);
  await writeFile(join(other, "core/a.ts"), "2");
  expect(await isDeployableFresh(other, made)).toBe(false);
  expect(await isDeployableFresh(other, join(scratch, "nowhere"))).toBe(false);
});
