import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate } from "otplib/functional";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Platform, startPlatform } from "#local/platform/platform.ts";
import { webBuild } from "#local/platform/web-build.ts";
import { authenticatorIn, signInByButton, touched, withheldAutofill } from "./authenticator.ts";
import { inspect, launchBrowser, person, signIn } from "./browser.ts";
import { linkIn, mailTo } from "./inbox.ts";
import { settled } from "./settled.ts";

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

const factors = (page: Page) => page.getByRole("region", { name: "Second factors" });
const overviewOf = (page: Page) => page.waitForURL((address) => address.pathname === "/");

/** As if the last quarter of an hour had passed. */
const forgetConfirmation = (page: Page) =>
  page.route(
    "**/api/factors/*/remove",
    (route) =>
      route.fulfill({
        status: 403,
        json: { code: "auth.confirmation_required", message: "Confirm that it is you to do this.", requestId: "none" },
      }),
    { times: 1 },
  );

test("a passkey is added, signs in alone and beside the password, confirms what is dangerous, and is removed", async () => {
  const { page, faults } = await person(browser, platform.url);
  const authenticator = await authenticatorIn(page);
  const { cdp, id } = authenticator;
  await signIn(page, platform.customer);
  await page.route("**/api/factors", (route) => route.abort());
  await page.goto("/security");
  await page.getByText("Your second factors can’t be shown right now").waitFor();
  await inspect(page, "factors-failing");
  await page.unroute("**/api/factors");
  await page.goto("/security");
  await settled(page);
  await factors(page).getByText("None yet").waitFor();
  await inspect(page, "factors-none");

  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByText("Enter a name.").waitFor();
  await inspect(page, "factor-passkey");
  await page.getByRole("textbox", { name: "Name" }).fill("Laptop");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("heading", { name: "Keep your recovery codes" }).waitFor();
  expect(await page.locator(".recovery-codes li").count()).toBe(10);
  await inspect(page, "recovery-codes");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  expect((await download).suggestedFilename()).toBe("rookery-recovery-codes.txt");
  const [recoveryCode = ""] = await page.locator(".recovery-codes li").allTextContents();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await factors(page).getByText("10 of 10 left").waitFor();
  await inspect(page, "factors-passkey");
  expect(await mailTo(platform.inboxUrl, platform.customer.email, "A passkey was added")).toContain("Laptop");

  await page.context().clearCookies();
  await touched(authenticator, false);
  await page.goto("/sign-in");
  await inspect(page, "sign-in");
  // A browser asks for one passkey at a time: what comes late to be filled in takes nothing from who pressed the button.
  const answerAutofill = await withheldAutofill(page);
  const request = page.waitForResponse("**/api/session/passkey-request");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await (await request).finished();
  await answerAutofill();
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
  expect(await page.getByText("No passkey was used").count()).toBe(0);
  await signInByButton(page, authenticator);
  await overviewOf(page);

  // Where the browser fills in the address, the passkey is picked there.
  await page.context().clearCookies();
  await page.goto("/sign-in");
  await page.mouse.move(10, 10);
  await overviewOf(page);

  await page.context().clearCookies();
  await touched(authenticator, false);
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(platform.customer.email);
  await page.getByLabel("Password", { exact: true }).fill(platform.customer.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "One more step" }).waitFor();
  await touched(authenticator, true);
  await inspect(page, "second-factor-passkey");
  await cdp.send("WebAuthn.setUserVerified", { authenticatorId: id, isUserVerified: false });
  await page.getByRole("button", { name: "Use your passkey" }).click();
  await page.getByText("No passkey was used.").waitFor();
  await inspect(page, "second-factor-refused");
  await cdp.send("WebAuthn.setUserVerified", { authenticatorId: id, isUserVerified: true });
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill("aaaa-bbbb-cccc-dddd");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByText("That recovery code is not right").waitFor();
  await inspect(page, "second-factor-recovery");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.getByRole("button", { name: "Use your passkey" }).click();
  await overviewOf(page);

  await page.goto("/security");
  await settled(page);
  await page.getByRole("button", { name: "Rename Laptop" }).click();
  await page
    .getByRole("textbox", { name: "Name" })
    .fill("An old laptop with a rather long name that people may choose");
  await page.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
  await factors(page).getByText("An old laptop").waitFor();
  await inspect(page, "factors-long");
  await forgetConfirmation(page);
  await page.getByRole("button", { name: /^Remove An old laptop/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await page.getByRole("heading", { name: "Confirm that it is you" }).waitFor();
  await page.getByRole("button", { name: "Use a recovery code instead" }).waitFor();
  await inspect(page, "confirm-passkey");
  await page.getByRole("button", { name: "Use a recovery code instead" }).click();
  await page.getByLabel("Recovery code").fill(recoveryCode);
  await page.getByRole("button", { name: "Confirm" }).click();
  await factors(page).getByText("None yet").waitFor();
  expect(await mailTo(platform.inboxUrl, platform.customer.email, "A recovery code was used")).toContain("recovery");
  expect(faults).toEqual([]);
});

test("an app is added by its secret, its codes open the second half, and each opens once", async () => {
  const { page } = await person(browser, platform.url);
  await signIn(page, platform.customer);
  await page.goto("/security");
  await settled(page);
  await page.getByRole("button", { name: "Add an app" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Phone");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("img", { name: "QR code" }).waitFor();
  const secret = (await page.locator(".copy code").textContent())?.replaceAll(" ", "") ?? "";
  await page.getByLabel("Code from the app").fill("000000");
  await page.getByRole("button", { name: "Add the app" }).click();
  await page.getByText("That is not the code your app shows now.").waitFor();
  await inspect(page, "factor-app");
  const now = () => Math.floor(Date.now() / 1000);
  const used = await generate({ secret, epoch: now() });
  await page.getByLabel("Code from the app").fill(used);
  await page.getByRole("button", { name: "Add the app" }).click();
  await page.getByRole("button", { name: "I have kept them" }).click();

  const { page: other } = await person(browser, platform.url);
  await other.goto("/sign-in");
  await other.getByLabel("Email").fill(platform.customer.email);
  await other.getByLabel("Password", { exact: true }).fill(platform.customer.password);
  await other.getByRole("button", { name: "Sign in", exact: true }).click();
  await other.getByLabel("Code from your app").fill(used);
  await other.getByRole("button", { name: "Sign in", exact: true }).click();
  await other.getByText("That code is not right, or was used already.").waitFor();
  await inspect(other, "second-factor-code");
  await other.getByRole("button", { name: "I have lost all of these" }).click();
  await inspect(other, "second-factor-lost");
  await other.getByRole("button", { name: "Use a code from your app" }).click();
  await other.getByLabel("Code from your app").fill(await generate({ secret, epoch: now() + 30 }));
  await other.getByRole("button", { name: "Sign in", exact: true }).click();
  await overviewOf(other);

  // Beside the app a shorter password is enough; from then on the app is what holds the door.
  await page.goto("/security");
  await settled(page);
  await page.getByText("8 characters or more").waitFor();
  await page.getByLabel("Current password").fill(platform.customer.password);
  await page.getByLabel("New password").fill("drei Kraniche");
  await inspect(page, "password-beside-factor");
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByText(/^Your password was changed/).waitFor();
  await page.getByRole("button", { name: "Remove Phone" }).click();
  await page.getByText("Choose one of at least 15 characters first").waitFor();
  expect(await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).isDisabled()).toBe(true);
  await inspect(page, "factor-needed");

  await other.goto("/forgot-password");
  await other.getByLabel("Email").fill(platform.customer.email);
  await other.getByRole("button", { name: "Send the link" }).click();
  const mail = await mailTo(platform.inboxUrl, platform.customer.email, "Choose a new password");
  await other.goto(linkIn(mail).link);
  await other.getByText("8 characters or more").waitFor();
  await inspect(other, "reset-password-beside-factor");
  await other.getByLabel("New password").fill("Storch");
  await other.getByRole("button", { name: "Save the password" }).click();
  await other.getByText("A password has at least 8 characters here.").waitFor();
  await other.getByLabel("New password").fill("vier Kraniche");
  await other.getByRole("button", { name: "Save the password" }).click();
  await other.getByRole("heading", { name: "Your password was changed" }).waitFor();
});
