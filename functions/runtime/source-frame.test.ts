import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundle } from "../bundle/bundler.ts";
import { described } from "./log.ts";
import { sourceFrame } from "./source-frame.ts";

const root = resolve(import.meta.dirname, "../..");
let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "rookery-frames-"));
});
afterAll(() => rm(dir, { recursive: true }));

test("an error of a bundle is logged with the places in the sources", async () => {
  const source = join(dir, "faulty.ts");
  await writeFile(
    source,
    'export function handler(): never {\n  const reason: string = "no";\n  throw new Error(reason);\n}\n',
  );
  await bundle({ root, input: { index: source }, outDir: join(dir, "out"), minify: true });
  const { handler } = (await import(pathToFileURL(join(dir, "out/index.mjs")).href)) as { handler: () => never };
  let thrown: unknown;
  try {
    handler();
  } catch (error) {
    thrown = error;
  }
  const [frame] = described(thrown).frames as string[];
  expect(frame).toMatch(/faulty\.ts:3:\d+\)?$/);
});

test.each([
  "    at handler (file:///nowhere/index.mjs:1:20)",
  "    at /work/functions/api/app.ts:3:4",
  "    at node:internal/process/task_queues:104:5",
  "    at async Promise.all (index 0)",
])("a frame without a map stays as it is: %s", (frame) => {
  expect(sourceFrame(frame)).toBe(frame);
});
