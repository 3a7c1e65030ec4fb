import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createBrowser, joinAsStaff } from "../launch/browser.mjs";
import { type Platform, type PlatformOptions, startPlatform } from "./platform.ts";

let dir: string;
let options: PlatformOptions;
let platform: Platform | undefined;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "rookery-platform-"));
  await writeFile(join(dir, "index.html"), "<title>Rookery</title>");
  options = { dataDir: join(dir, "data"), port: 0, site: dir, withNode: false };
});

afterAll(async () => {
  await platform?.stop();
  await rm(dir, { recursive: true, force: true });
});

async function start(): Promise<Platform> {
  platform = await startPlatform(options);
  return platform;
}

async function signIn({ url, customer }: Platform) {
  const headers = { origin: url, "content-type": "application/json" };
  const response = await fetch(`${url}/api/session`, { method: "POST", headers, body: JSON.stringify(customer) });
  return { status: response.status, session: await response.json() };
}

test("a first start is seeded, and later ones go on from there", { timeout: 120_000 }, async () => {
  const first = await start();
  expect(await (await fetch(first.url)).text()).toContain("<title>Rookery");
  const plans = await (await fetch(`${first.url}/api/plans`)).json();
  expect(plans).toHaveLength(3);
  expect(await signIn(first)).toMatchObject({ status: 200, session: { person: { email: first.customer.email } } });
  await first.stop();

  const second = await start();
  expect(second.customer).toEqual(first.customer);
  expect(await (await fetch(`${second.url}/api/plans`)).json()).toEqual(plans);
  expect(await signIn(second)).toMatchObject({ status: 200 });
});

test("a first start gives staff no password but a link, which is told once and opens once", {
  timeout: 120_000,
}, async () => {
  await platform?.stop();
  const own = { ...options, dataDir: join(dir, "own") };
  platform = await startPlatform(own);
  const { url, staff } = platform;
  const kept = await Promise.all(
    ["secrets.json", "seed.json"].map((file) => readFile(join(own.dataDir, file), "utf8")),
  );
  expect(kept.join()).not.toMatch(/staff|robin/i);
  const browser = createBrowser(url);
  await joinAsStaff(browser, staff);
  expect(await browser.get("/session")).toMatchObject({ staff: "administrator", needsFactor: false });
  await expect(joinAsStaff(browser, staff)).rejects.toThrow("used already");
  await platform.stop();
  platform = await startPlatform(own);
  expect(platform.staff).toEqual({ email: staff.email, link: null });
  await platform.stop();
  platform = undefined;
});

test("every function of the manifest loads", { timeout: 120_000 }, async () => {
  const running = platform ?? (await start());
  for (const target of running.functions.values()) await target.warm();
  const unloaded = [...running.functions.values()].filter((target) => target.figures().coldStarts === 0);
  expect(unloaded.map(({ name }) => name)).toEqual([]);
});

test("every schedule can be fired at once", { timeout: 120_000 }, async () => {
  const running = platform ?? (await start());
  for (const name of ["sweep", "due", "check-nodes", "tidy", "verify-audit"]) await running.scheduler.fire(name);
});

test("one data directory serves one platform", async () => {
  if (!platform) await start();
  await expect(startPlatform(options)).rejects.toMatchObject({ name: "DataInUse" });
});

test("no secret is readable by others, or in what functions log", async () => {
  if (!platform) await start();
  const secrets = JSON.parse(await readFile(join(options.dataDir, "secrets.json"), "utf8")) as Record<string, string>;
  const log = await readFile(join(options.dataDir, "functions.log"), "utf8");
  for (const secret of Object.values(secrets)) expect(log).not.toContain(secret);
  for (const file of ["secrets.json", "functions.log"]) {
    expect((await stat(join(options.dataDir, file))).mode & 0o077).toBe(0);
  }
});

test("a platform that was killed is taken over by the next start, with what it had", { timeout: 120_000 }, async () => {
  await platform?.stop();
  const program = `import { startPlatform } from ${JSON.stringify(new URL("./platform.ts", import.meta.url).href)};
    const platform = await startPlatform(${JSON.stringify(options)});
    console.log(JSON.stringify(platform.customer));`;
  const killed = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await new Promise<Buffer[]>((resolve) => killed.stdout.once("data", (...data) => resolve(data)));
  killed.kill("SIGKILL");
  await once(killed, "exit");
  const next = await start();
  expect(next.customer).toEqual(JSON.parse(String(line)));
  expect(await signIn(next)).toMatchObject({ status: 200 });
});
