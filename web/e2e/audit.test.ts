import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { administratorOf, inspect, person, signIn } from "./browser.ts";
import { order, pay } from "./checkout.ts";
import { type Running, running } from "./platform.ts";

let here: Running;
let customer: Page;
let staff: Page;
const faults: string[][] = [];

beforeAll(async () => {
  here = await running();
  const [one, two] = [await person(here.browser, here.platform.url), await person(here.browser, here.platform.url)];
  [customer, staff] = [one.page, two.page];
  await signIn(customer, here.platform.customer);
  await signIn(staff, await administratorOf(here.platform));
  await order(customer, "corner-shop");
  await pay(customer, "Succeeds");
  await customer.getByRole("heading", { name: "Setting up corner-shop.localhost" }).waitFor();
  faults.push(one.faults, two.faults);
});

afterAll(async () => {
  await here?.stop();
});

/** What a press on a button hands over as a file. */
async function downloaded(page: Page, name: string): Promise<{ file: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return { file: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

test("owners read in plain sentences what happened in their account, and take it home", async () => {
  await customer.goto("/");
  await customer.getByRole("link", { name: "Activity" }).first().click();
  await customer.getByRole("heading", { name: "Today" }).waitFor();
  await customer.getByText(/ordered corner-shop\.localhost$/).waitFor();
  await customer.getByText(/^The payment of order \d+ arrived$/).waitFor();
  await inspect(customer, "activity");

  await customer.getByText("Details").first().click();
  await inspect(customer, "activity-details");

  const csv = await downloaded(customer, "Export CSV");
  expect(csv.file).toMatch(/^rookery-activity-\d{4}-\d\d-\d\d\.csv$/);
  expect(csv.text).toContain("ordered corner-shop.localhost");
  const json = JSON.parse((await downloaded(customer, "Export JSON")).text) as { action: string }[];
  expect(json.map(({ action }) => action)).toContain("order.place");
});

test("filters are in the address, and can be taken back one by one", async () => {
  await customer.goto("/activity");
  await customer.getByLabel("About").selectOption("Signing in and out");
  await customer.waitForURL("**/activity?family=session");
  // What is shown of everything has people who signed in as well: it goes when the answer is there.
  await expect.poll(() => customer.getByText(/ordered corner-shop/).count()).toBe(0);
  await customer
    .getByText(/signed in$/)
    .first()
    .waitFor();
  await customer.getByLabel("From").fill("2040-01-01");
  await customer.getByRole("heading", { name: "Nothing of that kind" }).waitFor();
  await inspect(customer, "activity-nothing");
  await customer.getByRole("button", { name: "Show everything" }).click();
  await customer.waitForURL("**/activity");
  await customer.getByText(/ordered corner-shop\.localhost$/).waitFor();
});

test("a log that cannot be read says so and can be asked for again", async () => {
  await customer.route("**/api/activity?**", (route) => route.abort());
  await customer.goto("/activity");
  await customer.getByText("What happened in your account can’t be shown right now").waitFor();
  await inspect(customer, "activity-failing");
  await customer.unroute("**/api/activity?**");
  await customer.getByRole("button", { name: "Try again" }).click();
  await customer.getByText(/ordered corner-shop\.localhost$/).waitFor();
  await customer.route("**/api/activity?**", () => {});
  await customer.goto("/activity");
  await customer.getByText("Loading what happened in your account").waitFor({ state: "attached" });
  await inspect(customer, "activity-loading");
  await customer.unroute("**/api/activity?**");
});

test("who may not read the log is not led to it", async () => {
  const { page } = await person(here.browser, here.platform.url);
  await signIn(page, here.platform.customer);
  await page.route("**/api/session", async (route) => {
    const response = await route.fetch();
    const session = (await response.json()) as { account: object };
    await route.fulfill({ response, json: { ...session, account: { ...session.account, role: "technical" } } });
  });
  await page.goto("/");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByRole("link", { name: "Websites" }).first().waitFor();
  expect(await page.getByRole("link", { name: "Activity" }).count()).toBe(0);
});

test("staff get from an order to what was done to it, and from there to everything", async () => {
  await staff.goto("/dashboard/orders");
  await staff.getByRole("link", { name: "corner-shop.localhost" }).click();
  await staff.getByRole("link", { name: "What was done to it, and by whom" }).click();
  await staff.waitForURL("**/dashboard/audit?target=ord_*");
  await staff.getByRole("button", { name: /^Only order \d+$/ }).waitFor();
  expect(await staff.getByText(/signed in$/).count()).toBe(0);
  await inspect(staff, "dashboard-audit-order");
  await staff.getByRole("button", { name: "Show everything" }).click();
  await staff
    .getByText(/put the product .+ on sale/)
    .first()
    .waitFor();
  await inspect(staff, "dashboard-audit");
  await staff.getByLabel("Who").selectOption("Staff");
  await staff.waitForURL("**/dashboard/audit?actor=staff");
  expect((await downloaded(staff, "Export CSV")).file).toMatch(/^rookery-audit-/);
});

test("long names, reasons and values bend, and what people typed stays text", async () => {
  const long = `<img src=x onerror=alert(1)>${"Wideletters".repeat(12)}`;
  await staff.route("**/api/dashboard/audit?**", async (route) => {
    const response = await route.fetch({ url: route.request().url().replace("&accountId=acc_long", "") });
    const page = (await response.json()) as {
      items: { account: object; actor: object; target: object; sentence: object[] }[];
    };
    const items = page.items.map((entry) => ({
      ...entry,
      account: { id: "acc_long", name: long },
      actor: { ...entry.actor, personId: "per_long", name: long },
      target: { ...entry.target, name: long },
      sentence: [...entry.sentence, { kind: "value", text: long }],
      reason: long,
      changes: [{ name: "Name", before: long, after: long }],
    }));
    await route.fulfill({ response, json: { ...page, items } });
  });
  await staff.goto("/dashboard/audit?account=acc_long");
  await staff.getByRole("button", { name: `Only ${long}` }).waitFor();
  expect(await staff.locator("main img").count()).toBe(0);
  await staff.getByText("Details").first().click();
  await inspect(staff, "dashboard-audit-long");
  await staff.unroute("**/api/dashboard/audit?**");
});

test("nothing on the way broke the page's own rules", () => expect(faults.flat()).toEqual([]));
