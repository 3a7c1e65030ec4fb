import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inspect, person, signIn } from "./browser.ts";
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

const nameInFocus = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("name"));

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
  await expect.poll(() => nameInFocus(page)).toBe("email");
  await inspect(page, "register-refused");
  await page.goto("/finish-registration#token=stale&email=kim@studio-north.example");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByText("Enter your name.").waitFor();
  await expect.poll(() => nameInFocus(page)).toBe("name");
  await inspect(page, "finish-registration-refused");
});

test("signing in leads back to where one came from, and signing out ends it", async () => {
  const page = await stranger();
  await page.goto("/orders");
  await page.waitForURL("**/sign-in?next=%2Forders");
  await page.getByLabel("Email").fill(here.platform.customer.email);
  await page.getByLabel("Password", { exact: true }).fill(here.platform.customer.password);
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
  await signIn(page, here.platform.customer);
  await page
    .getByRole("button", { name: /^Account/ })
    .first()
    .click();
  await page.getByText("Dark", { exact: true }).first().click();
  await page.locator("html[data-theme=dark]").waitFor();
  await page.goto("/register");
  await page.locator("html[data-theme=dark]").waitFor();
});
