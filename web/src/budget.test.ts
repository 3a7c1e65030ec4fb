import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";

const webRoot = join(import.meta.dirname, "..");
const kilobyte = 1024;

/** What the overview of a busy account reads: session, websites, orders, operations. */
const overviewDataBytes = 8 * kilobyte;
const overviewApiRequests = 4;

const buildPatienceMs = 180_000;

let dist: string;

beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), "rookery-web-"));
  await build({
    root: webRoot,
    configFile: join(webRoot, "vite.config.ts"),
    logLevel: "error",
    build: { outDir: dist, emptyOutDir: true },
  });
}, buildPatienceMs);
afterAll(() => rm(dist, { recursive: true, force: true }));

async function brotliBytes(file: string): Promise<number> {
  return brotliCompressSync(await readFile(join(dist, file))).length;
}

/** The document and everything it names: what a browser fetches before it has run a line. */
async function cold(document: string): Promise<{ files: string[]; bytes: number }> {
  const html = await readFile(join(dist, document), "utf8");
  const named = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css|svg|woff2))"/g)].map((match) => match[1] ?? "");
  const files = [document, ...new Set(named)];
  const sizes = await Promise.all(files.map(brotliBytes));
  return { files, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

type Chunk = { file: string; isDynamicEntry?: boolean; imports?: string[]; dynamicImports?: string[] };

async function manifest(): Promise<Record<string, Chunk>> {
  return JSON.parse(await readFile(join(dist, ".vite/manifest.json"), "utf8")) as Record<string, Chunk>;
}

test("signing in costs at most 25 KB and 5 requests, and loads nothing more before somebody is there", async () => {
  const { files, bytes } = await cold("sign-in.html");
  expect(bytes).toBeLessThanOrEqual(25 * kilobyte);
  expect(files.length, files.join(", ")).toBeLessThanOrEqual(5);
  const chunks = Object.values(await manifest()).filter((chunk) => files.includes(chunk.file));
  const later = new Set(chunks.flatMap((chunk) => chunk.dynamicImports ?? []));
  expect([...later].map((name) => /(passkey|second-factor)\b/.exec(name)?.[1]).toSorted()).toEqual([
    "passkey",
    "second-factor",
  ]);
});

test("creating an account costs at most 25 KB and 5 requests", async () => {
  const { files, bytes } = await cold("register.html");
  expect(bytes).toBeLessThanOrEqual(25 * kilobyte);
  expect(files.length, files.join(", ")).toBeLessThanOrEqual(5);
});

test("the overview costs at most 60 KB and 8 requests with its data", async () => {
  const { files, bytes } = await cold("index.html");
  expect(bytes + overviewDataBytes).toBeLessThanOrEqual(60 * kilobyte);
  expect(files.length + overviewApiRequests, files.join(", ")).toBeLessThanOrEqual(8);
});

/** The editor of compose files, and what reads them while they are written: loaded there alone, beside the page. */
const composeBudgets: readonly [RegExp, number][] = [
  [/\/compose\/compose-view\.ts$/, 110 * kilobyte],
  [/\/compose-lint\.state\.ts$/, 48 * kilobyte],
];

test("no page behind the overview adds more than 20 KB, no chunk is above 35 KB, but for the editor of compose files", async () => {
  const first = await cold("index.html");
  const chunks = await manifest();
  for (const [name, chunk] of Object.entries(chunks)) {
    if (!chunk.file.endsWith(".js")) continue;
    const own = composeBudgets.find(([entry]) => entry.test(name))?.[1];
    expect(await brotliBytes(chunk.file), chunk.file).toBeLessThanOrEqual(own ?? 35 * kilobyte);
    if (!chunk.isDynamicEntry) continue;
    const added = new Set<string>();
    const follow = (key: string) => {
      const file = chunks[key]?.file;
      if (!file || first.files.includes(file) || added.has(file)) return;
      added.add(file);
      for (const next of chunks[key]?.imports ?? []) follow(next);
    };
    follow(name);
    const sizes = await Promise.all([...added].map(brotliBytes));
    expect(
      sizes.reduce((sum, size) => sum + size, 0),
      name,
    ).toBeLessThanOrEqual(own ?? 20 * kilobyte);
  }
});

test("no document holds a script or a style that the Content-Security-Policy forbids", async () => {
  for (const document of ["index.html", "sign-in.html", "register.html"]) {
    const html = await readFile(join(dist, document), "utf8");
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(html).not.toMatch(/<style|\sstyle="|\son\w+="/);
  }
});
