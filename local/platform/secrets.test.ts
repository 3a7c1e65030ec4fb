import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { platformSecrets } from "./secrets.ts";

let dir: string;
let file: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "rookery-secrets-"));
  file = join(dir, "secrets.json");
});
afterEach(() => rm(dir, { recursive: true }));

test("secrets are made once, differ between directories, and only their owner reads them", async () => {
  const first = await platformSecrets(file);
  expect(await platformSecrets(file)).toEqual(first);
  expect((await stat(file)).mode & 0o777).toBe(0o600);

  const other = await platformSecrets(join(dir, "other.json"));
  for (const [name, value] of Object.entries(first)) expect(other).not.toHaveProperty(name, value);
});

test("a secret that a newer version needs is added, and the others stay", async () => {
  const { customerPassword, ...older } = await platformSecrets(file);
  await writeFile(file, JSON.stringify(older));
  const now = await platformSecrets(file);
  expect(now).toMatchObject(older);
  expect(now.customerPassword).not.toBe(customerPassword);
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual(now);
});

test("a damaged file is an error, and is not replaced", async () => {
  await writeFile(file, "{ half");
  await expect(platformSecrets(file)).rejects.toThrow();
  expect(await readFile(file, "utf8")).toBe("{ half");
});
