import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { administratorOf, inspect, person, signIn } from "./browser.ts";
import { order } from "./checkout.ts";
import { type Running, running } from "./platform.ts";
import { settled } from "./settled.ts";

let here: Running;
let staff: Page;
let customer: Page;
const faults: string[][] = [];

beforeAll(async () => {
  here = await running();
  const [one, two] = [await person(here.browser, here.platform.url), await person(here.browser, here.platform.url)];
  [staff, customer] = [one.page, two.page];
  await signIn(staff, await administratorOf(here.platform));
  await signIn(customer, here.platform.customer);
  faults.push(one.faults, two.faults);
});

afterAll(async () => {
  await here?.stop();
});

test("a link chooses plan, app, interval and name, and what is paid is said before", async () => {
  await customer.goto("/order/static-plus?app=static&interval=year&name=North-Wind");
  await customer.getByRole("heading", { name: "Name it and pay" }).waitFor();
  expect(await customer.getByLabel("Name of the website").inputValue()).toBe("north-wind");
  await customer.getByText("First year", { exact: true }).waitFor();
  await customer.getByText("€69.00", { exact: true }).first().waitFor();
  await inspect(customer, "order-link");
  await customer.getByRole("button", { name: "Back" }).click();
  await customer.getByRole("button", { name: "Back" }).click();
  expect(await customer.getByRole("radio", { name: /^Plus,/ }).isChecked()).toBe(true);
  await customer.goto("/order?plan=never-was");
  await customer.getByText("The link names a plan that there is not").waitFor();
  expect(await customer.getByRole("radio", { name: /a month$/, checked: true }).count()).toBe(0);
});

test("staff see the catalogue, and what is wrong is said at its field", async () => {
  await staff.goto("/dashboard/catalogue");
  await staff.getByText("3 plans are on sale.").waitFor();
  await inspect(staff, "catalogue");
  await staff.getByRole("button", { name: "New product" }).click();
  await staff.getByRole("button", { name: "Create the product" }).click();
  await staff.locator(".field-error").getByText("Enter 2 to 40 small letters").waitFor();
  await inspect(staff, "catalogue-product-refused");
  await staff.getByRole("button", { name: "Cancel" }).click();
  await staff.getByRole("button", { name: "New plan in Web hosting" }).click();
  await staff.getByRole("button", { name: "Create the plan" }).click();
  await staff.locator(".field-error").getByText("Enter an amount such as 2.90").waitFor();
  await inspect(staff, "catalogue-plan-refused");
  await staff.getByRole("button", { name: "Cancel" }).click();
});

test("a version is drafted, previewed and published: new orders get it, and those that were placed keep theirs", async () => {
  await order(customer, "early-bird");
  await staff.goto("/dashboard/catalogue");
  await staff.getByRole("link", { name: "Start", exact: true }).click();
  await staff.getByText("Version 1 is on sale").waitFor();
  await settled(staff);
  await staff.getByLabel("Price of a month").fill("-1");
  await staff.getByRole("button", { name: "Save draft" }).click();
  await staff.locator(".field-error").getByText("Enter an amount").waitFor();
  await inspect(staff, "catalogue-draft-refused");
  await staff.getByLabel("Price of a month").fill("3,50");
  await staff.getByLabel("Memory in MB").fill("192");
  await staff.locator(".pick").getByText("€3.50", { exact: true }).waitFor();
  await staff.getByRole("button", { name: "Save draft" }).click();
  await staff.getByText("Draft of version 2").waitFor();
  await inspect(staff, "catalogue-draft");
  await customer.goto("/order");
  await customer.getByText("€2.90", { exact: true }).first().waitFor();

  await staff.getByRole("button", { name: "Publish", exact: true }).click();
  const dialog = staff.getByRole("alertdialog");
  await dialog.getByText(/one open order is delivered as placed/).waitFor();
  await inspect(staff, "catalogue-publish");
  await dialog.getByRole("button", { name: "Publish" }).click();
  await staff.getByText("Version 2 is on sale").waitFor();
  await settled(staff);
  await inspect(staff, "catalogue-plan");

  await customer.reload();
  await customer.getByText("€3.50", { exact: true }).first().waitFor();
  await customer.goto("/orders");
  await customer.getByRole("link", { name: "early-bird.localhost" }).click();
  await customer.getByText("€2.90").first().waitFor();
});

test("of two who edit the same plan the second is told, and finds what they typed", async () => {
  const { page } = await person(here.browser, here.platform.url);
  await signIn(page, await administratorOf(here.platform));
  for (const one of [staff, page]) {
    await one.goto("/dashboard/catalogue");
    await one.getByRole("link", { name: "Plus", exact: true }).click();
    await settled(one);
    await one.getByLabel("Price of a month").fill(one === staff ? "7.50" : "8.00");
  }
  await staff.getByRole("button", { name: "Save draft" }).click();
  await staff.getByText("Draft of version 2").waitFor();
  await page.getByRole("button", { name: "Save draft" }).click();
  await page.getByText("What you typed is still here.").waitFor();
  expect(await page.getByLabel("Price of a month").inputValue()).toBe("8.00");
  await inspect(page, "catalogue-changed");
  await page.getByRole("button", { name: "Save draft" }).click();
  await page.getByText("The draft was saved.").waitFor();
});

test("an extra is made like a plan, and paid with one", async () => {
  await staff.goto("/dashboard/catalogue");
  await staff.getByRole("button", { name: "New extra in Web hosting" }).click();
  const sheet = staff.getByRole("dialog");
  await sheet.getByLabel("Name", { exact: true }).fill("Small boost");
  await sheet.getByLabel("Short name").fill("small-boost");
  await sheet.getByLabel("Price of a month").fill("1.00");
  await sheet.getByRole("button", { name: "Create the extra" }).click();
  await staff.locator(".field-error").getByText("An extra adds to something").waitFor();
  await inspect(staff, "catalogue-extra-refused");
  await sheet.getByLabel("Memory in MB").fill("256");
  await sheet.getByRole("button", { name: "Create the extra" }).click();
  await staff.getByRole("heading", { name: "Small boost", level: 1 }).waitFor();
  await settled(staff);
  await staff.getByRole("button", { name: "Publish", exact: true }).click();
  await staff.getByRole("alertdialog").getByRole("button", { name: "Publish" }).click();
  await staff.getByText("Version 1 is on sale").waitFor();
  await settled(staff);
  await inspect(staff, "catalogue-extra");

  await customer.goto("/order?plan=static-pro&app=static&name=with-extras&step=plan");
  await customer.getByLabel("How many: Small boost").selectOption("2");
  await customer.getByText("2 × Small boost").waitFor();
  await customer.getByText("€16.90", { exact: true }).first().waitFor();
  await inspect(customer, "order-extras");
  await customer.getByRole("button", { name: "Continue to app" }).click();
  await customer.getByRole("button", { name: "Continue to name" }).click();
  await customer.getByRole("button", { name: "Continue to payment" }).click();
  await customer.waitForURL((address) => address.pathname.startsWith("/c/pay/"));
  await customer.getByText(/Pro with 2 × Small boost/).waitFor();
  await staff.reload();
  await staff.getByText("One open order is delivered as placed.").waitFor();
});

test("a plan that is taken off sale is offered to nobody, and a link to it says so", async () => {
  await staff.goto("/dashboard/catalogue");
  await staff.getByRole("link", { name: "Start", exact: true }).click();
  await staff.getByRole("button", { name: "Take off sale" }).click();
  await staff.getByRole("alertdialog").getByRole("button", { name: "Take off sale" }).click();
  await staff.getByText("Off sale", { exact: true }).waitFor();
  await customer.goto("/order?plan=static-start");
  await customer.getByText("Start is no longer on sale").waitFor();
  await settled(customer);
  expect(await customer.getByRole("radio", { name: /^Start,/ }).count()).toBe(0);
  await inspect(customer, "order-retired");
  await staff.goto("/dashboard/audit");
  await staff.getByText("took the plan Start off sale").first().waitFor();
  await staff.getByText("published version 2 of the plan Start").first().waitFor();
});

test("the catalogue stands empty and failing", async () => {
  await staff.route("**/api/dashboard/catalogue", (route) => route.fulfill({ json: { items: [] } }));
  await staff.goto("/dashboard/catalogue");
  await staff.getByRole("heading", { name: "Nothing is sold yet" }).waitFor();
  await inspect(staff, "catalogue-empty");
  await staff.unroute("**/api/dashboard/catalogue");
  await staff.route("**/api/dashboard/catalogue", (route) => route.abort());
  await staff.goto("/dashboard/catalogue");
  await staff.getByText("The catalogue can’t be shown right now").waitFor();
  await inspect(staff, "catalogue-failing");
  await staff.unroute("**/api/dashboard/catalogue");
});

test("no page broke a rule of its own", () => {
  expect(faults.flat()).toEqual([]);
});
