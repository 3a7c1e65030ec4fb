import { mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openFunctionLog } from "./function-log-file.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "rookery-log-"));
});
afterEach(() => rm(dir, { recursive: true }));

test("every line is JSON with its function and time, and what was there stays", async () => {
  const file = join(dir, "functions.log");
  await writeFile(file, '{"message":"older"}\n');
  const log = await openFunctionLog(file);
  log.write({ functionName: "mail", source: "stdout", text: '{"level":"info","message":"sent"}' });
  log.write({ functionName: "api", source: "stderr", text: "not JSON" });
  await log.close();

  const [older, sent, plain] = (await readFile(file, "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(older).toEqual({ message: "older" });
  expect(sent).toEqual({
    time: expect.any(String),
    function: "mail",
    source: "stdout",
    level: "info",
    message: "sent",
  });
  expect(plain).toMatchObject({ function: "api", message: "not JSON" });
});

test("a log that has grown large makes room for a new one", async () => {
  const file = join(dir, "functions.log");
  await writeFile(file, "");
  await truncate(file, 21 * 1024 * 1024);
  await (await openFunctionLog(file)).close();
  expect((await stat(file)).size).toBe(0);
  expect((await stat(`${file}.1`)).size).toBeGreaterThan(20 * 1024 * 1024);
});
