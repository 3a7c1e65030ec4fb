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
  await form.getByLabel("Name", { exact: true }).fill("Deploy from CI");
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
  // It goes by no slip of the finger.
  const leaving = page.getByRole("alertdialog", { name: "Close without the key?" });
  for (const slip of [
    () => page.keyboard.press("Escape"),
    () => page.mouse.click(20, 500),
    () => shown.getByRole("button", { name: "Close" }).click(),
  ]) {
    await slip();
    await leaving.getByRole("button", { name: "Go back to the key" }).waitFor();
    await page.keyboard.press("Escape");
    await leaving.waitFor({ state: "detached" });
    expect(await shown.isVisible()).toBe(true);
  }
  await page.keyboard.press("Escape");
  await inspect(page, "keys-leaving");
  await leaving.getByRole("button", { name: "Go back to the key" }).click();
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

test("a key can be limited to any of very many websites, and they may fail to load", async () => {
  const host = (number: number) => `site-${String(number).padStart(3, "0")}.localhost`;
  await page.route("**/api/services?**", async (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get("cursor") ?? 0);
    const items = Array.from({ length: 60 }, (_, at) => ({
      id: `srv_${from + at}`,
      host: host(from + at),
      state: "active",
    }));
    await route.fulfill({ json: { items, nextCursor: from === 0 ? "60" : null } });
  });
  await page.goto("/keys");
  await page.getByRole("button", { name: "Make a key" }).click();
  const form = page.getByRole("dialog", { name: "Make an API key" });
  await form.getByText("Chosen ones").click();
  await form.getByText("95 more are not shown.").waitFor();
  await form.getByLabel("Find a website").fill("SITE-11");
  await form.getByLabel(host(117)).check();
  expect(await form.getByRole("checkbox", { name: /^site-/ }).count()).toBe(10);
  await form.getByLabel("Find a website").fill("nowhere");
  await form.getByText("No website is called that.").waitFor();
  await form.getByLabel("Find a website").fill("");
  await form.getByText("95 more are not shown.").waitFor();
  await inspect(page, "keys-many-websites");

  await page.unroute("**/api/services?**");
  await page.route("**/api/services?**", (route) => route.abort());
  await page.goto("/people");
  await page.getByRole("button", { name: "Invite somebody" }).click();
  await page.getByText("Chosen websites").click();
  await page.getByText("The websites can’t be shown right now").waitFor();
  await page.unroute("**/api/services?**");
  await page.getByRole("dialog").getByRole("button", { name: "Try again" }).click();
  await page.getByText("There is no website yet.").waitFor();
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
