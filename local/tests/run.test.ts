import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { whyInstall } from "./packages.mjs";
import { endLeftovers, runStage, startOf } from "./stage.mjs";
import { countsOf } from "./vitest-counts.mjs";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "rookery-run-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const file = (status: string, ...tests: string[]) => ({
  name: "a.test.ts",
  status,
  message: "no such module\nat a",
  assertionResults: tests.map((test) => ({ status: test, fullName: `it ${test}` })),
});
const results = (testResults: object[], passed: number, failed = 0, pending = 0) => ({
  testResults,
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: pending,
  numTodoTests: 0,
});

test("a project that wrote no results counts as failed", () => {
  expect(countsOf(undefined, 1)).toMatchObject({ passed: 0, failed: 1 });
});

test("a project without a single test counts as failed, whatever its exit code", () => {
  expect(countsOf(results([], 0), 0)).toMatchObject({ passed: 0, failed: 1 });
});

test("a file that could not be loaded, or whose set-up failed, counts as failed", () => {
  expect(countsOf(results([file("failed")], 0), 1)).toMatchObject({
    failed: 1,
    failures: ["a.test.ts: no such module"],
  });
  expect(countsOf(results([file("failed", "skipped")], 0, 0, 1), 1)).toMatchObject({ failed: 1, skipped: 1 });
});

test("a failure says why in its first lines, without those of packages", () => {
  const [failed] = file("failed", "failed").assertionResults;
  const message = ["expected 1 to be 2", "", "    at /x/node_modules/y.js:1", ...Array(40).fill("    at a.ts:1")].join(
    "\n",
  );
  const { failures } = countsOf(
    results([{ ...file("failed"), assertionResults: [{ ...failed, failureMessages: [message] }] }], 0, 1),
    1,
  );
  const [name, reason, ...places] = failures[0]?.split("\n").map((line) => line.trim()) ?? [];
  expect([name, reason, new Set(places)]).toEqual([
    "a.test.ts: it failed",
    "expected 1 to be 2",
    new Set(["at a.ts:1"]),
  ]);
  expect(places).toHaveLength(15);
});

test("an error beside passing tests counts as failed", () => {
  expect(countsOf(results([file("passed", "passed")], 1), 1)).toMatchObject({ passed: 1, failed: 1 });
  expect(countsOf(results([file("passed", "passed")], 1), 0)).toMatchObject({ passed: 1, failed: 0 });
});

test("a figure that a test found out is among what the run ends with", () => {
  const [told, silent] = [file("passed", "passed"), file("passed", "passed")];
  const tests = told.assertionResults.map((each) => ({ ...each, meta: { fact: "2 x 3 = 6" } }));
  expect(countsOf(results([{ ...told, assertionResults: tests }, silent], 2), 0)).toMatchObject({
    failed: 0,
    facts: ["2 x 3 = 6"],
  });
});

test("packages are installed anew when one is missing, of another version, or too many", async () => {
  const lock = (packages: object) => JSON.stringify({ packages });
  await mkdir(join(dir, "node_modules/node/bin"), { recursive: true });
  await writeFile(join(dir, "node_modules/node/bin/node"), "");
  const wanted = {
    "": {},
    "node_modules/a": { version: "1.0.0" },
    "node_modules/other-system": { version: "1.0.0", optional: true },
  };
  await writeFile(join(dir, "package-lock.json"), lock(wanted));
  expect(whyInstall(dir)).toBe("nothing is installed");
  const installed = async (packages: object) => {
    await writeFile(join(dir, "node_modules/.package-lock.json"), lock(packages));
    return whyInstall(dir);
  };
  expect(await installed({ "node_modules/a": { version: "1.0.0" } })).toBeUndefined();
  expect(await installed({})).toBe("a 1.0.0 is missing");
  expect(await installed({ "node_modules/a": { version: "1.0.1" } })).toBe("a 1.0.0 is missing");
  expect(await installed({ ...wanted, "node_modules/b": { version: "1.0.0" } })).toMatch("b is not in");
});

const stage = (script: string, timeoutMs = 10_000) =>
  runStage({ name: "stage", command: ["bash", "-c", script], root: dir, cache: dir, timeoutMs });

test("a stage ends with its exit code, a program that does not exist with 127, and one that hangs when its time is up", async () => {
  expect(await stage("echo fine; exit 3")).toMatchObject({ code: 3, lastLine: "fine" });
  const missing = { name: "stage", command: [join(dir, "none")], root: dir, cache: dir, timeoutMs: 1_000 };
  expect(await runStage(missing)).toMatchObject({ code: 127 });
  expect(await stage("sleep 60", 50)).toMatchObject({ code: "SIGTERM" });
  expect(await readdir(dir)).toEqual([]);
});

test("what a stage leaves running ends with it", async () => {
  const { lastLine } = await stage("sleep 60 & echo $!");
  await expect.poll(() => startOf(lastLine)).toBe("gone");
});

test("what a killed run left running ends with the next run, and that of a run under way stays", async () => {
  const sleeper = spawn("sleep", ["60"], { detached: true, stdio: "ignore" });
  const ended = once(sleeper, "exit");
  const note = (owner: number, ownerStart: string) =>
    writeFile(join(dir, `child-${owner}-${sleeper.pid}`), `${ownerStart} ${startOf(String(sleeper.pid))}`);
  await note(process.pid, startOf(String(process.pid)));
  endLeftovers(dir);
  expect(await readdir(dir)).toHaveLength(1);
  expect(sleeper.exitCode).toBeNull();
  await note(process.pid, "1");
  endLeftovers(dir);
  expect((await ended)[1]).toBe("SIGKILL");
  expect(await readdir(dir)).toEqual([]);
});
