import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompressSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const kilobyte = 1024;

/** What the overview of a busy account reads: session, websites, orders, operations. */
const overviewDataBytes = 8 * kilobyte;
const overviewApiRequests = 4;

const buildPatienceMs = 180_000;

let dist: string;

// The build that people load, made once for these sources: browsers are shown the same one.
beforeAll(async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ["local/tests/build-web.ts"], { cwd: root });
  dist = stdout.trim();
}, buildPatienceMs);

const measured = new Map<string, Promise<number>>();

function brotliBytes(file: string): Promise<number> {
  const known = measured.get(file);
  if (known) return known;
  const bytes = readFile(join(dist, file)).then((content) => brotliCompressSync(content).length);
  measured.set(file, bytes);
  return bytes;
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

/** A build of its own for each language: where its documents are, and what lists its chunks. */
const builds = [
  { language: "English", folder: "", list: "manifest.json" },
  { language: "German", folder: "de/", list: "manifest.de.json" },
] as const;

async function manifest(list: string): Promise<Record<string, Chunk>> {
  return JSON.parse(await readFile(join(dist, ".vite", list), "utf8")) as Record<string, Chunk>;
}

/** The editor of compose files, and what reads them while they are written: loaded there alone, beside the page. */
const composeBudgets: readonly [RegExp, number][] = [
  [/\/compose\/compose-view\.ts$/, 110 * kilobyte],
  [/\/compose-lint\.state\.ts$/, 48 * kilobyte],
];

describe.each(builds)("$language", ({ folder, list }) => {
  test("signing in costs at most 25 KB and 5 requests, and loads nothing more before somebody is there", async () => {
    const { files, bytes } = await cold(`${folder}sign-in.html`);
    expect(bytes).toBeLessThanOrEqual(25 * kilobyte);
    expect(files.length, files.join(", ")).toBeLessThanOrEqual(5);
    const chunks = Object.values(await manifest(list)).filter((chunk) => files.includes(chunk.file));
    const later = new Set(chunks.flatMap((chunk) => chunk.dynamicImports ?? []));
    expect([...later].map((name) => /(passkey|second-factor|error-words)\b/.exec(name)?.[1]).toSorted()).toEqual([
      "error-words",
      "passkey",
      "second-factor",
    ]);
  });

  test("creating an account costs at most 25 KB and 5 requests", async () => {
    const { files, bytes } = await cold(`${folder}register.html`);
    expect(bytes).toBeLessThanOrEqual(25 * kilobyte);
    expect(files.length, files.join(", ")).toBeLessThanOrEqual(5);
  });

  test("the overview costs at most 60 KB and 8 requests with its data", async () => {
    const { files, bytes } = await cold(`${folder}index.html`);
    expect(bytes + overviewDataBytes).toBeLessThanOrEqual(60 * kilobyte);
    expect(files.length + overviewApiRequests, files.join(", ")).toBeLessThanOrEqual(8);
  });

  test("no page behind the overview adds more than 20 KB, no chunk is above 35 KB, but for the editor of compose files", async () => {
    const first = await cold(`${folder}index.html`);
    const chunks = await manifest(list);
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
      const html = await readFile(join(dist, folder, document), "utf8");
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
      expect(html).not.toMatch(/<style|\sstyle="|\son\w+="/);
    }
  });

  test("what is painted before any script has run is in the language of the document, and the script holds no other", async () => {
    for (const document of ["sign-in.html", "register.html"]) {
      const html = await readFile(join(dist, folder, document), "utf8");
      expect(html).not.toMatch(/\{\w+\.\w+\}|undefined/);
      expect(html).toContain(`<html lang="${folder === "" ? "en" : "de"}">`);
    }
    const { files } = await cold(`${folder}sign-in.html`);
    const scripts = files.filter((file) => /assets\/(sign-in|door).*js$/.test(file));
    const code = (await Promise.all(scripts.map((file) => readFile(join(dist, file), "utf8")))).join("");
    expect(["Forgot your password?", "Passwort vergessen?"].map((words) => code.includes(words))).toEqual([
      folder === "",
      folder !== "",
    ]);
  });
});
