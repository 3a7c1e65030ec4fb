import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Platform, startPlatform } from "#local/platform/platform.ts";
import { webBuild } from "#local/platform/web-build.ts";
import { inspect, launchBrowser, person, signIn } from "./browser.ts";

const root = join(import.meta.dirname, "../..");

let dataDir: string;
let platform: Platform;
let browser: Browser;
let page: Page;
let faults: string[];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "rookery-e2e-"));
  const site = webBuild(root);
  platform = await startPlatform({ dataDir, port: 0, site, withNode: false });
  await site;
  browser = await launchBrowser();
  ({ page, faults } = await person(browser, platform.url));
  await signIn(page, platform.customer);
});

afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const asked = (token: string, path = "/api/services") =>
  fetch(`${platform.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
const codeOf = async (response: Response) => ((await response.json()) as { code?: string }).code;

test("a key is made on a screen, shown once, used by a program, seen in use, and refused once it is revoked", async () => {
  await page.goto("/");
  await page.getByRole("link", { name: "API keys" }).first().click();
  await page.getByRole("heading", { name: "No API keys yet" }).waitFor();
  await inspect(page, "keys-empty");

  await page.getByRole("button", { name: "Make a key" }).click();
  const form = page.getByRole("dialog", { name: "Make an API key" });
  await form.getByRole("button", { name: "Make the key" }).click();
  await form.getByText("Enter a name.").waitFor();
  await form.getByLabel("Name").fill("Deploy from CI");
  await form.getByLabel("Only from these addresses").fill("example.com");
  await form.getByRole("button", { name: "Make the key" }).click();
  await form.getByText("Enter an address such as").waitFor();
  await inspect(page, "keys-make");
  await form.getByLabel("Only from these addresses").fill("127.0.0.1\n::1");
  await form.getByLabel("See orders").check();
  await form.getByRole("button", { name: "Make the key" }).click();

  const shown = page.getByRole("dialog", { name: "Your new key Deploy from CI" });
  const token = (await shown.locator("code").first().textContent()) ?? "";
  expect(token).toMatch(/^rky_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$/);
  await inspect(page, "keys-shown");
  await shown.getByRole("button", { name: "I have copied it" }).click();
  await page.getByText("Not used yet").waitFor();
  expect(await page.content()).not.toContain(token);

  expect((await asked(token)).status).toBe(200);
  expect((await asked(token, "/api/orders")).status).toBe(200);
  expect(await codeOf(await asked(token, "/api/keys"))).toBe("auth.forbidden");
  expect(await codeOf(await asked(`${token.slice(0, -1)}~`))).toBe("key.malformed");
  await page.reload();
  await page.getByText("from 127.0.0.1", { exact: true }).waitFor();
  await inspect(page, "keys");

  await page.getByRole("button", { name: "Revoke the key Deploy from CI" }).click();
  await page.getByRole("button", { name: "Revoke the key", exact: true }).click();
  await page.getByText("Deploy from CI was revoked.").waitFor();
  const refused = await asked(token);
  expect([refused.status, await codeOf(refused)]).toEqual([401, "key.refused"]);

  await page.goto("/activity");
  await page.getByText(/made the API key “Deploy from CI”$/).waitFor();
  await page.getByText(/revoked the API key “Deploy from CI”$/).waitFor();
});

test("keys that cannot be read say so, and what went wrong on the way is nothing", async () => {
  await page.route("**/api/keys", (route) =>
    route.fulfill({ status: 503, json: { code: "x", message: "Not now.", requestId: "r-1" } }),
  );
  await page.goto("/keys");
  await page.getByText("The keys can’t be shown right now").waitFor();
  await inspect(page, "keys-failing");
  await page.unroute("**/api/keys");
  expect(faults.filter((fault) => !/503|400|401|403/.test(fault))).toEqual([]);
});
