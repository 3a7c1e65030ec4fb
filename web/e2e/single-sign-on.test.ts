import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestProvider, testProvider } from "#core/sso/test-provider.ts";
import { type Platform, startPlatform } from "#local/platform/platform.ts";
import { webBuild } from "#local/platform/web-build.ts";
import { runningDatabase } from "#local/postgres/running-database.ts";
import { administratorOf, inspect, launchBrowser, person, signIn } from "./browser.ts";

const root = join(import.meta.dirname, "../..");

let dataDir: string;
let platform: Platform;
let browser: Browser;
let provider: TestProvider | undefined;
let staffProvider: TestProvider | undefined;

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
  await provider?.close();
  await staffProvider?.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function inDatabase(statement: string, ...values: string[]): Promise<void> {
  const client = new pg.Client(await runningDatabase(join(dataDir, "postgres")));
  await client.connect();
  await client.query(statement, values);
  await client.end();
}

/** What its owner would put into DNS. */
const proveDomains = () => inDatabase("update sso_domain set verified_at = now()");
/** The one that the first customer has, for somebody who came through a provider until now. */
const givePassword = (email: string) =>
  inDatabase(
    "update person set password_hash = (select password_hash from person where email = $1) where email = $2",
    platform.customer.email,
    email,
  );

/** The provider's own pages: who one is, and that Rookery may know. */
async function atTheProvider(page: Page, sub: string, at = provider): Promise<void> {
  await page.waitForURL((url) => url.origin === at?.issuer);
  if (await page.getByPlaceholder("Enter any login").count()) {
    await page.getByPlaceholder("Enter any login").fill(sub);
    await page.getByPlaceholder("and password").fill("any");
    await page.getByRole("button", { name: "Sign-in" }).click();
  }
  await page.getByRole("button", { name: "Continue" }).click();
}

test("a company sets single sign-on up, tries it, switches it on, and its people come in through it", async () => {
  const { page, faults } = await person(browser, platform.url);
  await signIn(page, platform.customer);
  await page.goto("/security");
  await page.getByRole("link", { name: "Set up" }).click();
  await page.getByRole("heading", { level: 1, name: "Single sign-on" }).waitFor();
  await page.getByText("Register Rookery there").waitFor();
  await inspect(page, "sso-empty");
  const redirectUri = (await page.getByText(/\/sso\/callback\/\d+/).textContent()) ?? "";
  const door = redirectUri.split("/").at(-1) ?? "";
  const running = await testProvider(redirectUri);
  provider = running;

  await page.getByLabel("Issuer").fill("http://127.0.0.1:9");
  await page.getByRole("button", { name: "Look" }).click();
  await page.getByText("The identity provider does not answer").waitFor();
  await page.getByLabel("Issuer").fill(running.issuer);
  await page.getByRole("button", { name: "Look" }).click();
  await page.getByText(/^Found\. People sign in at/).waitFor();
  await page.getByLabel("Client id").fill(running.client.clientId);
  await page.getByLabel("Client secret").fill(running.client.clientSecret);
  await page.getByLabel("Claim with roles").fill("groups");
  await page.getByRole("button", { name: "Add a rule" }).click();
  await page.getByLabel("Value 1").fill("web");
  await page.getByLabel("Role 1").selectOption("technical");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Not tried yet").waitFor();
  await page.getByLabel("Domain", { exact: true }).fill("corp.example");
  await page.getByRole("button", { name: "Add domain" }).click();
  await page.getByText("_rookery-sso.corp.example").waitFor();
  await inspect(page, "sso-untested");
  await proveDomains();

  const kim = { sub: "kim", email: "kim@corp.example", email_verified: true, name: "Kim", groups: ["web"] };
  running.knows(kim);
  running.knows({ sub: "stranger", email: "stranger@elsewhere.example", email_verified: true });
  await page.getByRole("button", { name: "Sign in as a test" }).click();
  await atTheProvider(page, "kim");
  await page.getByRole("heading", { name: "The test succeeded" }).waitFor();
  expect(new URL(page.url()).search).toBe("");
  await inspect(page, "sso-tested");
  await page.getByRole("link", { name: "Back to the settings" }).click();
  await page.getByRole("button", { name: "Switch on" }).click();
  await page.getByRole("button", { name: "Make it the only way in" }).click();
  await inspect(page, "sso-asked");
  await page.getByRole("alertdialog").getByRole("button", { name: "Make it the only way in" }).click();
  await page.getByText("Switched on, and the only way in.").waitFor();
  await inspect(page, "sso-only");

  const theirs = (await person(browser, platform.url)).page;
  await theirs.goto("/sign-in?next=%2Fservices");
  await theirs.getByRole("link", { name: "Single sign-on" }).click();
  await theirs.getByRole("heading", { name: "Single sign-on" }).waitFor();
  await theirs.getByLabel("Work email or account number").fill("kim@nowhere.example");
  await theirs.getByRole("button", { name: "Continue" }).click();
  await theirs.getByText("There is no single sign-on for this.").waitFor();
  await inspect(theirs, "sso-door");
  await theirs.getByLabel("Work email or account number").fill("kim@corp.example");
  await theirs.getByRole("button", { name: "Continue" }).click();
  await atTheProvider(theirs, "kim");
  await theirs.waitForURL("**/services");
  await theirs.getByRole("heading", { level: 1 }).waitFor();

  // What is dangerous asks again there: this browser knows no password.
  await theirs.goto("/security");
  await theirs.route(
    "**/api/factors/totp",
    (route) =>
      route.fulfill({
        status: 403,
        json: { code: "auth.confirmation_required", message: "Confirm that it is you to do this.", requestId: "none" },
      }),
    { times: 1 },
  );
  await theirs.getByRole("button", { name: "Add an app" }).click();
  await theirs.getByRole("textbox", { name: "Name" }).fill("Phone");
  await theirs.getByRole("button", { name: "Continue" }).click();
  await theirs.getByRole("heading", { name: "Confirm that it is you" }).waitFor();
  await theirs.getByText("You come back to this page.").waitFor();
  await inspect(theirs, "sso-confirm");
  await theirs.getByRole("button", { name: "Continue to your company’s sign-in" }).click();
  // It asks who they are although it knows, and not again whether Rookery may know.
  await theirs.waitForURL((url) => url.origin === running.issuer);
  await theirs.getByPlaceholder("Enter any login").fill("kim");
  await theirs.getByPlaceholder("and password").fill("any");
  await theirs.getByRole("button", { name: "Sign-in" }).click();
  await theirs.waitForURL("**/security");
  await theirs.getByRole("heading", { level: 1, name: "Security" }).waitFor();

  // A password of their own leads a colleague to the same door.
  const colleague = (await person(browser, platform.url)).page;
  await colleague.goto("/sign-in?next=%2Fpeople");
  await givePassword("kim@corp.example");
  await colleague.getByLabel("Email").fill("kim@corp.example");
  await colleague.getByLabel("Password", { exact: true }).fill(platform.customer.password);
  await colleague.getByRole("button", { name: "Sign in", exact: true }).click();
  await colleague.waitForURL(`**/sso/${door}?next=%2Fpeople`);
  await colleague.goto("/");
  await colleague.getByText("Your account has a sign-in of its own").waitFor();
  await inspect(colleague, "sso-only-way");
  await colleague.getByRole("link", { name: "Go to that sign-in" }).click();
  await colleague.getByRole("button", { name: "Continue" }).click();
  await atTheProvider(colleague, "kim");
  await colleague.getByRole("heading", { name: /^Good / }).waitFor();

  const strange = (await person(browser, platform.url)).page;
  await strange.goto(`/sso/${door}`);
  await strange.getByRole("button", { name: "Continue" }).click();
  await atTheProvider(strange, "stranger");
  await strange.getByText("This single sign-on does not speak for your email address.").waitFor();
  await inspect(strange, "sso-refused");
  await strange.goto(`/sso/callback/${door}?code=%3Cscript%3E&state=x&error_description=%3Cimg%3E`);
  await strange.getByText("This sign-in was not begun in this browser").waitFor();
  expect(await strange.content()).not.toContain("<img>");
  expect(faults).toEqual([]);
});

test("the staff have a provider of their own, tried and switched on in the dashboard", async () => {
  const { page, faults } = await person(browser, platform.url);
  await signIn(page, await administratorOf(platform));
  await page.goto("/security");
  await page.getByRole("link", { name: "Set up" }).click();
  await page.waitForURL("**/dashboard/single-sign-on");
  await page.getByText("Register Rookery there").waitFor();
  await inspect(page, "dashboard-sso-empty");
  const redirectUri = (await page.getByText(/\/sso\/callback\/staff/).textContent()) ?? "";
  const running = await testProvider(redirectUri);
  staffProvider = running;
  const robin = { sub: "robin", email: "robin@ops.example", email_verified: true, name: "Robin", groups: ["ops"] };
  running.knows(robin);
  await page.getByLabel("Issuer").fill(running.issuer);
  await page.getByLabel("Client id").fill(running.client.clientId);
  await page.getByLabel("Client secret").fill(running.client.clientSecret);
  await page.getByLabel("Claim with roles").fill("groups");
  await page.getByRole("button", { name: "Add a rule" }).click();
  await page.getByLabel("Value 1").fill("ops");
  await page.getByLabel("Role 1").selectOption("operator");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Not tried yet").waitFor();
  await page.getByLabel("Domain", { exact: true }).fill("ops.example");
  await page.getByRole("button", { name: "Add domain" }).click();
  await page.getByText("_rookery-sso.ops.example").waitFor();
  await proveDomains();
  await page.getByRole("button", { name: "Sign in as a test" }).click();
  await atTheProvider(page, "robin", running);
  await page.getByRole("heading", { name: "The test succeeded" }).waitFor();
  await page.getByRole("link", { name: "Back to the settings" }).click();
  await page.waitForURL("**/dashboard/single-sign-on");
  await page.getByRole("button", { name: "Switch on" }).click();
  await page.getByRole("button", { name: "Make it the only way in" }).waitFor();
  await inspect(page, "dashboard-sso-on");

  const theirs = (await person(browser, platform.url)).page;
  await theirs.goto("/sso/staff");
  await theirs.getByRole("button", { name: "Continue" }).click();
  await atTheProvider(theirs, "robin", running);
  await theirs.getByText("Add a second factor to go on").waitFor();
  expect(faults).toEqual([]);
});
