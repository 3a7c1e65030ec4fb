import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Platform, startPlatform } from "#local/platform/platform.ts";
import { webBuild } from "#local/platform/web-build.ts";
import { administratorOf, inspect, launchBrowser, person, signIn } from "./browser.ts";
import { order, pay } from "./checkout.ts";
import { register } from "./registration.ts";

const root = join(import.meta.dirname, "../..");

let dataDir: string;
let platform: Platform;
let browser: Browser;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "rookery-e2e-"));
  const site = webBuild(root);
  platform = await startPlatform({ dataDir, port: 0, site, withNode: false });
  await site;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function stranger(): Promise<Page> {
  return (await person(browser, platform.url)).page;
}

test("the door pages stand without a session, by keyboard alone, and name what is wrong", async () => {
  const page = await stranger();
  await page.goto("/sign-in");
  await page.getByLabel("Email").waitFor();
  await inspect(page, "sign-in");
  await page.keyboard.type("nobody@studio-north.example");
  await page.keyboard.press("Tab");
  await page.keyboard.type("not the password at all");
  await page.keyboard.press("Enter");
  await page
    .getByRole("alert")
    .getByText(/do not match/)
    .waitFor();
  await inspect(page, "sign-in-refused");
  await page.goto("/register");
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.getByText(/^Enter an email address/).waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("email");
  await inspect(page, "register-refused");
  await page.goto("/finish-registration#token=stale&email=kim@studio-north.example");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByText("Enter your name.").waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("name");
  await inspect(page, "finish-registration-refused");
});

test("signing in leads back to where one came from, and signing out ends it", async () => {
  const page = await stranger();
  await page.goto("/orders");
  await page.waitForURL("**/sign-in?next=%2Forders");
  await page.getByLabel("Email").fill(platform.customer.email);
  await page.getByLabel("Password", { exact: true }).fill(platform.customer.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL("**/orders");
  await page
    .getByRole("button", { name: /^Account/ })
    .first()
    .click();
  await inspect(page, "account-menu");
  await page.keyboard.press("Escape");
  await page
    .getByRole("button", { name: /^Account/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
  await page.goto("/services");
  await page.waitForURL("**/sign-in?next=%2Fservices");
});

test("the chosen theme stays, on the door pages too", async () => {
  const page = await stranger();
  await signIn(page, platform.customer);
  await page
    .getByRole("button", { name: /^Account/ })
    .first()
    .click();
  await page.getByText("Dark", { exact: true }).first().click();
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
  await page.goto("/register");
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
});

test("every page of the portal stands, loading, empty and failing", async () => {
  const page = await stranger();
  await signIn(page, platform.customer);
  for (const [name, path] of [
    ["new-order", "/order"],
    ["orders", "/orders"],
    ["services", "/services"],
  ] as const) {
    await page.goto(path);
    await page.locator("main h1").waitFor();
    await page.locator("main [aria-busy]").waitFor({ state: "detached" });
    await inspect(page, name);
  }
  await page.route("**/api/services?**", (route) => route.abort());
  await page.goto("/");
  await page.getByText("Your websites can’t be shown right now").waitFor();
  await inspect(page, "overview-failing");
  await page.unroute("**/api/services?**");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("Your websites can’t be shown right now").waitFor({ state: "detached" });
  await page.route("**/api/orders?**", () => {});
  await page.goto("/orders");
  await page.getByText("Loading your orders").waitFor({ state: "attached" });
  await inspect(page, "orders-loading");
  await page.goto("/nowhere");
  await page.getByRole("heading", { name: "There is no such page" }).waitFor();
});

/** Asks the API as whoever is signed in on the page. */
const post = (page: Page, path: string, body: object) =>
  page.evaluate(
    async ([to, json]) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(`/api${to}`, { method: "POST", headers, body: json });
      return (await response.json()) as Record<string, string>;
    },
    [path, JSON.stringify(body)] as const,
  );

test("the order form knows the address before the first order, and says whether a name can be had", async () => {
  const other = await stranger();
  const [email, password] = ["kai@old-mill.example", "violet otter bakes seven slow loaves"];
  await register(other, platform.inboxUrl, { name: "Kai", accountName: "Old Mill", email, password });
  await other.goto("/order");
  const planId = await other.locator('input[name="plan"]').first().getAttribute("value");
  await post(other, "/orders", { planId, siteName: "old-mill" });

  const page = await stranger();
  await signIn(page, platform.customer);
  await page.goto("/order/static-start?app=static");
  const field = page.getByLabel("Name of the website");
  await page.getByText(".localhost", { exact: true }).waitFor();
  await field.fill("old-mill");
  await page.locator(".field-error").getByText("This name is taken.").waitFor();
  await inspect(page, "new-order-taken");
  await field.fill("new-mill");
  await page.locator(".field-hint").getByText("new-mill.localhost is free now").waitFor();
  await inspect(page, "new-order-free");
});

test("an order is put together step by step by anybody, and signing in on the way keeps all of it", async () => {
  const page = await stranger();
  await page.goto("/order");
  await page.getByRole("radio", { name: /^Plus,/ }).check();
  await page.getByRole("radio", { name: /^Start,/ }).check();
  await inspect(page, "order-plan");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "What would you like to run?" }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
  await page.getByRole("radio", { name: "WordPress" }).check();
  await page.getByText("WordPress does not fit into Start").waitFor();
  await inspect(page, "order-app-too-small");
  await page.getByRole("button", { name: "Take Pro instead" }).click();
  await page.getByText("WordPress does not fit into Start").waitFor({ state: "detached" });
  await page.getByRole("radio", { name: "Node.js" }).check();
  await page.getByLabel("Command").fill("node 'server.js'");
  await page.getByRole("button", { name: "Continue to name" }).click();
  await page.getByText("A program and its arguments, without quotes").waitFor();
  await inspect(page, "order-app-refused");
  await page.getByLabel("Command").fill("node dist/main.js");
  await page.getByRole("button", { name: "Continue to name" }).click();
  await page.getByLabel("Name of the website").fill("own-server");
  await inspect(page, "order-name");
  await page.getByRole("button", { name: "Sign in and pay" }).click();
  await page.waitForURL("**/sign-in?next=*");
  await page.getByLabel("Email").fill(platform.customer.email);
  await page.getByLabel("Password", { exact: true }).fill(platform.customer.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByText("own-server.localhost is free now").first().waitFor();
  await page.getByRole("button", { name: "Back" }).click();
  expect(await page.getByLabel("Command").inputValue()).toBe("node dist/main.js");
  await page.reload();
  expect(await page.getByLabel("Command").inputValue()).toBe("node dist/main.js");
});

test("who may only look is told so, and offered nothing that would be refused", async () => {
  const page = await stranger();
  await signIn(page, platform.customer);
  await page.route("**/api/session", async (route) => {
    const response = await route.fetch();
    const session = (await response.json()) as { account: object };
    await route.fulfill({ response, json: { ...session, account: { ...session.account, role: "reader" } } });
  });
  await page.goto("/order");
  await page.getByText("Your role can’t order.").waitFor();
  expect(await page.getByRole("button", { name: /^Continue/ }).count()).toBe(0);
  await inspect(page, "new-order-reader");
});

test("staff see who ordered what, where the money is and what it waits for, and send it back", async () => {
  const customer = await stranger();
  await signIn(customer, platform.customer);
  await order(customer, "corner-shop");
  await pay(customer, "Succeeds");
  await customer.getByRole("heading", { name: "Setting up corner-shop.localhost" }).waitFor();

  const page = await stranger();
  await signIn(page, await administratorOf(platform));
  await page.getByRole("heading", { name: "Set up corner-shop is waiting" }).waitFor();
  await page.goto("/dashboard/orders");
  await page.getByRole("link", { name: "corner-shop.localhost" }).click();
  await page.getByRole("heading", { name: "Waiting at step 1 of 5" }).waitFor();
  await page.getByRole("link", { name: "Studio North" }).waitFor();
  await page.getByText(/€[\d.]+ paid/).waitFor();
  await inspect(page, "dashboard-order");
  await page.getByRole("button", { name: "Refund", exact: true }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: /^Refund €/ })
    .click();
  await page.getByText(/€[\d.]+ went back/).waitFor();
  await inspect(page, "dashboard-order-refunded");
});

test("every list of the dashboard stands", async () => {
  const page = await stranger();
  await signIn(page, await administratorOf(platform));
  expect(new URL(page.url()).pathname).toBe("/dashboard");
  for (const name of ["", "operations", "nodes", "services", "customers", "orders"]) {
    await page.goto(`/dashboard/${name}`);
    await page.locator("main h1").waitFor();
    await page.locator("main [aria-busy]").waitFor({ state: "detached" });
    await inspect(page, `dashboard-${name || "overview"}`);
  }
});

test("a customer is found by name, and led away from the dashboard", async () => {
  const page = await stranger();
  await signIn(page, await administratorOf(platform));
  await page.goto("/dashboard/customers");
  await page.getByLabel("Name, number, email or website").fill("studio");
  await page.waitForURL("**/dashboard/customers?search=studio");
  await page.getByRole("link", { name: "Studio North" }).click();
  await page.getByRole("heading", { name: "Account" }).waitFor();
  await inspect(page, "dashboard-customer");

  const customer = await stranger();
  await signIn(customer, platform.customer);
  await customer.goto("/dashboard");
  await customer.waitForURL(`${platform.url}/`);
});

test("the overview arrives in 8 requests and hardly moves", async () => {
  const page = await stranger();
  await signIn(page, platform.customer);
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.addInitScript(() => {
    const shifts = { sum: 0 };
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.sum += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.reload();
  await page.getByRole("heading", { name: /^Good/ }).waitFor();
  expect(requests.length, requests.join("\n")).toBeLessThanOrEqual(8);
  const shift = await page.evaluate(() => (window as unknown as { shifts: { sum: number } }).shifts.sum);
  expect(shift).toBeLessThanOrEqual(0.02);
});
