import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { administratorOf, inspect, person, signIn } from "./browser.ts";
import { linkIn, mailTo } from "./inbox.ts";
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

test("an administrator invites a colleague, who chooses a password by the link of the mail, once", async () => {
  await staff.goto("/dashboard/staff");
  await staff.getByText("One colleague.").waitFor();
  await staff.getByRole("button", { name: "Invite a colleague" }).click();
  await staff.getByLabel("Name").fill("Sam Support");
  await staff.getByLabel("Email").fill("sam@rookery.localhost");
  await inspect(staff, "staff-invite");
  await staff.getByRole("button", { name: "Send the invitation" }).click();
  await staff.getByText("One colleague, 1 invited.").waitFor();
  await settled(staff);
  await inspect(staff, "staff");

  const { page } = await person(here.browser, here.platform.url);
  const { link } = linkIn(
    await mailTo(here.platform.inboxUrl, "sam@rookery.localhost", "You were appointed to staff at Rookery"),
  );
  await page.goto(link);
  await page.getByLabel("Password", { exact: true }).fill("nine patient walnut bridges");
  await inspect(page, "staff-join");
  await page.getByRole("button", { name: "Save the password" }).click();
  await page.getByRole("heading", { name: "Your password was saved" }).waitFor();
  await page.goto("/sign-in");
  await page.goto(link);
  await page.getByLabel("Password", { exact: true }).fill("another meadow of lanterns");
  await page.getByRole("button", { name: "Save the password" }).click();
  await page.getByRole("heading", { name: "This link opens nothing" }).waitFor();

  await staff.reload();
  await staff.getByText("2 colleagues.").waitFor();
  await staff.getByRole("button", { name: "Deactivate: Sam Support" }).click();
  await inspect(staff, "staff-deactivate");
  await staff.getByRole("alertdialog").getByRole("button", { name: "Deactivate" }).click();
  await staff.getByRole("button", { name: "Let in again: Sam Support" }).waitFor();
});

test("roles are shown as the table that the server decides by", async () => {
  await staff.goto("/dashboard/staff/roles");
  await staff.getByRole("table", { name: "People of a customer" }).waitFor();
  await inspect(staff, "roles");
});

test("staff act for a customer who allowed it, under a banner, and the customer reads who came, why, and ends it", async () => {
  await staff.goto("/dashboard/customers");
  await staff.getByRole("searchbox").fill("100001");
  await staff.getByRole("link", { name: "Studio North" }).click();
  await staff.getByText("The customer has not granted access.").waitFor();

  await customer.goto("/security");
  const card = customer.getByRole("region", { name: "Support access" });
  await settled(customer);
  await inspect(customer, "support-access");
  await card.getByRole("button", { name: "Grant for 4 hours" }).click();
  await card.getByText("Granted until").waitFor();

  await staff.reload();
  await staff.getByLabel("New note").fill("Prefers the phone");
  await staff.getByRole("button", { name: "Add note" }).click();
  await staff.getByText("Prefers the phone").first().waitFor();
  await settled(staff);
  await inspect(staff, "customer");
  await staff.getByRole("button", { name: "Act for this customer" }).click();
  await staff.getByLabel("Why").fill("The site does not answer");
  await inspect(staff, "customer-act");
  await staff.getByRole("alertdialog").getByRole("button", { name: "Act for this customer" }).click();
  await staff.getByRole("heading", { name: /acts for Studio North/ }).waitFor();
  await settled(staff);
  await inspect(staff, "acting");
  await staff.goto("/security");
  await staff.waitForURL((address) => address.pathname === "/");

  await customer.reload();
  await customer.getByText("Support is in your account").waitFor();
  await settled(customer);
  await inspect(customer, "support-inside");
  await card.getByRole("button", { name: "End access now" }).click();
  await card.getByText("Not granted now").waitFor();
  await staff.goto("/services");
  await staff.waitForURL("**/dashboard");

  await customer.goto("/activity");
  await customer.getByText(/came into the account to help/).waitFor();
  await customer.getByText("The site does not answer").first().waitFor();
  expect(await customer.locator("main").innerText()).not.toContain("Robin");
  expect(faults.flat()).toEqual([]);
});
