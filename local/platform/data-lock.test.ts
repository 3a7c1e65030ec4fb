import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockData } from "./data-lock.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "rookery-lock-"));
});
afterEach(() => rm(dir, { recursive: true }));

test("one directory has one holder, and the next gets it after its release", async () => {
  const lock = await lockData(dir);
  await expect(lockData(dir)).rejects.toMatchObject({ name: "DataInUse", pid: process.pid });
  await lock.release();
  await (await lockData(dir)).release();
});

test("the lock of a killed process is taken over", async () => {
  const holder = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  await writeFile(join(dir, "lock"), `${holder.pid}`);
  await expect(lockData(dir)).rejects.toMatchObject({ pid: holder.pid });
  holder.kill("SIGKILL");
  await once(holder, "exit");
  await (await lockData(dir)).release();
});

test.runIf(process.platform === "linux")("a process that only has the dead holder's number holds nothing", async () => {
  await writeFile(join(dir, "lock"), `${process.pid} 1`);
  const lock = await lockData(dir);
  expect(await readFile(join(dir, "lock"), "utf8")).not.toBe(`${process.pid} 1`);
  await lock.release();
});

test.each(["", "nonsense", "-1"])("a lock that names no process holds nothing: %j", async (content) => {
  await writeFile(join(dir, "lock"), content);
  await (await lockData(dir)).release();
});
