import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { administratorOf, inspect, person, signIn, signInByForm } from "./browser.ts";
import { type Running, running } from "./platform.ts";

let here: Running;

beforeAll(async () => {
  here = await running();
});

afterAll(async () => {
  await here?.stop();
});

async function stranger(): Promise<Page> {
  return (await person(here.browser, here.platform.url)).page;
}

test("every page of the portal stands, loading, empty and failing", async () => {
  const page = await stranger();
  await signIn(page, here.platform.customer);
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

test("who chooses German reads German on every page, at the door and behind it", async () => {
  const { page, faults } = await person(here.browser, here.platform.url);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Deutsch" }).click();
  await page.getByRole("heading", { name: "Bei Rookery anmelden" }).waitFor();
  await inspect(page, "german-sign-in");
  await page.getByLabel("E-Mail").fill("niemand@studio-north.example");
  await page.getByLabel("Passwort", { exact: true }).fill("gar nicht das Passwort");
  await page.getByRole("button", { name: "Anmelden", exact: true }).click();
  await page.getByText("Diese E-Mail-Adresse und dieses Passwort passen nicht zusammen.").waitFor();
  await page.getByLabel("E-Mail").fill(here.platform.customer.email);
  await page.getByLabel("Passwort", { exact: true }).fill(here.platform.customer.password);
  await page.getByRole("button", { name: "Anmelden", exact: true }).click();
  await page.getByRole("heading", { name: /^Guten/ }).waitFor();
  for (const path of ["/", "/order", "/orders", "/services", "/domains", "/account", "/people", "/keys", "/security"]) {
    await page.goto(path);
    await page.locator("main h1").waitFor();
    await page.locator("main [aria-busy]").first().waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("de");
    await inspect(page, `german-${path.slice(1) || "overview"}`);
  }
  expect(faults).toEqual([]);
});

test("every list of the dashboard stands", async () => {
  const page = await stranger();
  await signInByForm(page, await administratorOf(here.platform));
  expect(new URL(page.url()).pathname).toBe("/dashboard");
  for (const name of [
    "",
    "operations",
    "nodes",
    "services",
    "domains",
    "domains/certificates",
    "customers",
    "orders",
  ]) {
    await page.goto(`/dashboard/${name}`);
    await page.locator("main h1").waitFor();
    await page.locator("main [aria-busy]").waitFor({ state: "detached" });
    await inspect(page, `dashboard-${name.replace("/", "-") || "overview"}`);
  }
});

test("a customer is found by name, and led away from the dashboard", async () => {
  const page = await stranger();
  await signIn(page, await administratorOf(here.platform));
  await page.goto("/dashboard/customers");
  await page.getByLabel("Name, number, email or website").fill("studio");
  await page.waitForURL("**/dashboard/customers?search=studio");
  await page.getByRole("link", { name: "Studio North" }).click();
  await page.getByRole("heading", { name: "Account" }).waitFor();
  await inspect(page, "dashboard-customer");

  const customer = await stranger();
  await signIn(customer, here.platform.customer);
  await customer.goto("/dashboard");
  await customer.waitForURL(`${here.platform.url}/`);
});

test("the overview arrives in 8 requests and hardly moves", async () => {
  const page = await stranger();
  await signIn(page, here.platform.customer);
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
