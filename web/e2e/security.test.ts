import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { administratorOf, inspect, person, signIn } from "./browser.ts";
import { linkIn, mailTo } from "./inbox.ts";
import { type Running, running } from "./platform.ts";
import { settled } from "./settled.ts";

/** Of the customer, once it was changed here. */
const currentPassword = "slow copper meadow lantern";

let here: Running;

beforeAll(async () => {
  here = await running();
});

afterAll(async () => {
  await here?.stop();
});

async function signedIn(who: { email: string; password: string }): Promise<Page> {
  const { page } = await person(here.browser, here.platform.url);
  await signIn(page, who);
  return page;
}

test("people see where they are signed in, sign a device out there, and it is out", async () => {
  const page = await signedIn(here.platform.customer);
  await page
    .getByRole("button", { name: /^Account/ })
    .first()
    .click();
  await page.getByRole("link", { name: "Security" }).first().click();
  await page.getByText("Signed in here and nowhere else.").waitFor();
  await inspect(page, "security");

  const other = await signedIn(here.platform.customer);
  const third = await signedIn(here.platform.customer);
  await page.reload();
  await page.getByText("Signed in on 3 devices.").waitFor();
  await page.getByRole("button", { name: "Sign out Chrome on Linux" }).first().click();
  await inspect(page, "security-asked");
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out" }).click();
  await page.getByText("Signed in on 2 devices.").waitFor();
  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere else" }).click();
  await page.getByText("Signed in here and nowhere else.").waitFor();
  for (const ended of [other, third]) {
    await ended.goto("/orders");
    await ended.waitForURL("**/sign-in?next=%2Forders");
  }
});

test("where one is signed in may fail to load without taking the page along", async () => {
  const page = await signedIn(here.platform.customer);
  await page.route("**/api/sessions", (route) => route.abort());
  await page.goto("/security");
  await page.getByText("Where you are signed in can’t be shown right now").waitFor();
  await inspect(page, "security-failing");
});

test("a password is changed by whoever knows the present one, and the new one opens", async () => {
  const page = await signedIn(here.platform.customer);
  await page.goto("/security");
  await settled(page);
  const change = page.getByRole("button", { name: "Change password" });
  await change.click();
  await page.getByText("Enter your current password.").waitFor();
  const password = currentPassword;
  await page.getByLabel("Current password").fill("not the password");
  await page.getByLabel("New password").fill(password);
  await change.click();
  await page.getByText("That is not your current password.").waitFor();
  await inspect(page, "security-refused");
  await page.getByLabel("Current password").fill(here.platform.customer.password);
  await change.click();
  await page.getByText(/^Your password was changed/).waitFor();
  await inspect(page, "security-changed");
  await signedIn({ email: here.platform.customer.email, password });
});

test("staff have the same page, and reach it from their mails", async () => {
  const page = await signedIn(await administratorOf(here.platform));
  await page.goto("/security");
  await page.waitForURL("**/dashboard/security");
  await settled(page);
  await inspect(page, "dashboard-security");
});

test("who forgot the password chooses another by a link that works once and is in no address afterwards", async () => {
  const { page } = await person(here.browser, here.platform.url);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.url()} ${request.headers().referer ?? ""}`));
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.getByRole("heading", { name: "Forgot your password?" }).waitFor();
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.getByText(/^Enter an email address/).waitFor();
  await inspect(page, "forgot-password");
  await page.getByLabel("Email").fill(here.platform.staff.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.getByRole("heading", { name: "Look into your inbox" }).waitFor();
  await inspect(page, "forgot-password-sent");

  const mail = await mailTo(here.platform.inboxUrl, here.platform.staff.email, "Choose a new password");
  expect(mail).toContain("Chrome on Linux");
  const { link, token } = linkIn(mail);
  await page.goto(link);
  await page.getByRole("heading", { name: "Choose a new password" }).waitFor();
  expect(page.url()).not.toContain(token);
  const chosen = "nine patient walnut bridges";
  await page.getByLabel("New password").fill(chosen);
  await inspect(page, "reset-password");
  await page.getByRole("button", { name: "Save the password" }).click();
  await page.getByRole("heading", { name: "Your password was changed" }).waitFor();
  await inspect(page, "reset-password-done");
  expect(asked.filter((each) => each.includes(token))).toEqual([]);

  await page.goto("/sign-in");
  await page.goto(link);
  await page.getByRole("heading", { name: "This link opens nothing" }).waitFor();
  await inspect(page, "reset-password-void");
  await page.goto("/dashboard");
  await page.waitForURL("**/sign-in?**");
  await signedIn({ ...(await administratorOf(here.platform)), password: chosen });
});

test("people change their name, and their address when both addresses agree", async () => {
  const page = await signedIn({ email: here.platform.customer.email, password: currentPassword });
  await page.goto("/security");
  await settled(page);
  await page.getByRole("button", { name: "Change your name" }).click();
  await page.getByRole("dialog").getByLabel("Your name").fill("Kim Nilsson");
  await inspect(page, "security-rename");
  await page.getByRole("button", { name: "Save the name" }).click();
  await page.locator("main").getByText("Kim Nilsson").waitFor();

  const ask = async (newEmail: string) => {
    await page.getByRole("button", { name: "Change your email address" }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("New email address").fill(newEmail);
    await sheet.getByLabel("Current password").fill(currentPassword);
    await inspect(page, "security-email");
    await sheet.getByRole("button", { name: "Send the links" }).click();
    await page.getByText(`Your address is to be changed to ${newEmail}`).waitFor();
  };
  await ask("kim@elsewhere.example");
  await inspect(page, "security-email-pending");
  await page.getByRole("button", { name: "Leave it as it is" }).click();
  await page.getByText("Your address stays as it is.").waitFor();

  const changed = "kim@far-away.example";
  await ask(changed);
  const reader = (await person(here.browser, here.platform.url)).page;
  await reader.goto(linkIn(await mailTo(here.platform.inboxUrl, changed, "Confirm your new email address")).link);
  await reader.getByRole("heading", { name: "Confirm your new email address" }).waitFor();
  await inspect(reader, "confirm-email");
  await reader.getByRole("button", { name: "Confirm the address" }).click();
  await reader.getByText(/^Now your present address has to agree/).waitFor();
  const subject = "Your email address is to be changed";
  const approval = linkIn(await mailTo(here.platform.inboxUrl, here.platform.customer.email, subject, changed));
  await reader.goto("/sign-in");
  await reader.goto(approval.link);
  await reader.getByRole("button", { name: "This was not me" }).waitFor();
  expect(reader.url()).not.toContain(approval.token);
  await inspect(reader, "approve-email");
  await reader.getByRole("button", { name: "Change the address" }).click();
  await reader.getByText(/^Both addresses have confirmed/).waitFor();
  await inspect(reader, "approve-email-done");
  await page.reload();
  await page.locator("main").getByText(changed).waitFor();
  await signedIn({ email: changed, password: currentPassword });
});
