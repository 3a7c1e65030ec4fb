import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Platform, startPlatform } from "#local/platform/platform.ts";
import { webBuild } from "#local/platform/web-build.ts";
import { administratorOf, inspect, launchBrowser, person, signIn } from "./browser.ts";
import { lookAtCertificates } from "./certificates.ts";
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

test("who chooses German reads German on every page, at the door and behind it", async () => {
  const { page, faults } = await person(browser, platform.url);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Deutsch" }).click();
  await page.getByRole("heading", { name: "Bei Rookery anmelden" }).waitFor();
  await inspect(page, "german-sign-in");
  await page.getByLabel("E-Mail").fill("niemand@studio-north.example");
  await page.getByLabel("Passwort", { exact: true }).fill("gar nicht das Passwort");
  await page.getByRole("button", { name: "Anmelden", exact: true }).click();
  await page.getByText("Diese E-Mail-Adresse und dieses Passwort passen nicht zusammen.").waitFor();
  await page.getByLabel("E-Mail").fill(platform.customer.email);
  await page.getByLabel("Passwort", { exact: true }).fill(platform.customer.password);
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
  await page.getByRole("radio", { name: "Git repository" }).check({ force: true });
  await page.getByLabel("Address of the repository").fill("ssh://git@git.example.org/team/site.git");
  await page.getByRole("button", { name: "Continue to name" }).click();
  await page.getByText("Enter the key of this server").waitFor();
  await inspect(page, "order-code-refused");
  await page.getByLabel("Address of the repository").fill("https://git.example.org/team/site.git");
  await page.getByText("It is built as soon as your website is set up").waitFor();
  // It is looked at for who may order; a stranger is told so.
  const check = page.getByRole("button", { name: "Check the connection" });
  expect([await check.isDisabled(), await check.getAttribute("title")]).toEqual([
    true,
    expect.stringContaining("Sign in"),
  ]);
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
  expect(await page.getByLabel("Address of the repository").inputValue()).toContain("git.example.org");
  await page.reload();
  expect(await page.getByLabel("Command").inputValue()).toBe("node dist/main.js");
});

test("a domain held elsewhere is added, shows the record that proves whose it is, and is removed again", async () => {
  const page = await stranger();
  await signIn(page, platform.customer);
  await page.goto("/domains");
  await page.getByRole("heading", { name: "No domains yet" }).waitFor();
  await inspect(page, "domains-empty");
  await page.getByRole("button", { name: "Add domain" }).click();
  const sheet = page.getByRole("dialog");
  const field = sheet.getByLabel("Domain", { exact: true });
  await field.fill("co.uk");
  await sheet.getByRole("button", { name: "Add domain" }).click();
  await sheet.getByText("Names are registered below this one").waitFor();
  await inspect(page, "domains-refused");
  const long = `${"very-long-".repeat(4)}größe.example-of-a-name.com`;
  for (const name of ["studio-north.com", long]) {
    if (name === long) {
      await page.goto("/domains");
      await page.getByRole("button", { name: "Add domain" }).click();
    }
    await field.fill(name);
    await sheet.getByRole("button", { name: "Add domain" }).click();
    await page.waitForURL("**/domains/dom_*");
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.getByRole("heading", { name: "Show that this domain is yours" }).waitFor();
  }
  await inspect(page, "domain-unproven-long");
  await page.getByRole("button", { name: "Copy: Name" }).waitFor();
  await page.goto("/domains");
  await page.getByRole("link", { name: "studio-north.com" }).waitFor();
  await inspect(page, "domains");
  await page.getByRole("link", { name: "studio-north.com" }).click();
  await page.getByText("_rookery-challenge.studio-north.com").waitFor();
  await page.getByRole("button", { name: "Look now" }).click();
  await page.getByText(/We go on looking|answers us/).waitFor();
  await inspect(page, "domain-unproven");
  await page.getByRole("button", { name: "Remove domain" }).click();
  await inspect(page, "domain-removing");
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove domain" }).click();
  await page.waitForURL("**/domains");
  await page.getByRole("link", { name: "studio-north.com" }).waitFor({ state: "detached" });
  await page.route("**/api/domains?**", (route) => route.abort());
  await page.reload();
  await page.getByText("The domains can’t be shown right now").waitFor();
  await inspect(page, "domains-failing");
});

test("names are found by a link and many at once, ordered with a website, and each says what became of it", async () => {
  const page = await stranger();
  await signIn(page, platform.customer);
  await untilPricesAreKnown(page);
  await page.goto("/order/static-start?app=static&name=forest&domain=forest-shop.de");
  await page.getByRole("button", { name: "Take out forest-shop.de" }).waitFor();
  await page.getByText("Domain forest-shop.de").waitFor();
  await page
    .getByLabel("Name you would like")
    .fill("grüner-wald.de taken-forest.de premium-forest.com fails-forest.de timeout-forest.de a!b");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.getByText("xn--grner-wald-beb.de").waitFor();
  await page.getByText(/If it is yours, it can move here/).waitFor();
  await page.getByText(/^Premium/).waitFor();
  await page.getByRole("button", { name: "Add grüner-wald.de to the order" }).click();
  await page.getByRole("button", { name: "Add fails-forest.de to the order" }).click();
  await page.getByRole("button", { name: "Take out forest-shop.de" }).click();
  await page.getByText("What each ending costs").click();
  await page.getByRole("table", { name: "Endings" }).waitFor();
  await page.getByRole("button", { name: "Continue to payment" }).click();
  await page.getByText("Enter the first name.").waitFor();
  await inspect(page, "order-domains");
  await writeHolder(page, "Mara");
  await page.getByRole("button", { name: "Continue to payment" }).click();
  await page.waitForURL((address) => address.pathname.startsWith("/c/pay/"));
  await pay(page, "Succeeds");
  await page.getByRole("heading", { name: "Setting up forest.localhost" }).waitFor();
  await untilRegistrarSpoke(() => page.getByText(/could not be registered.* back to you/).isVisible());
  await untilRegistrarSpoke(() => page.getByRole("link", { name: "Open domain grüner-wald.de" }).isVisible());
  await inspect(page, "order-domains-done");

  await page.getByRole("link", { name: "Open domain grüner-wald.de" }).click();
  await page.getByRole("heading", { level: 1, name: "grüner-wald.de" }).waitFor();
  await page.getByText("No website yet").waitFor();
  await page.getByRole("button", { name: /^Renew a year for/ }).waitFor();
  await inspect(page, "domain-registered");
  await page.getByRole("link", { name: "Holder", exact: true }).click();
  await page.getByText("Hafenstraße 7").waitFor();
  await page.getByRole("button", { name: "Change details" }).click();
  await page.getByLabel("Telephone").fill("040 1234567");
  await page.getByRole("button", { name: "Save details" }).click();
  await page.getByText("Enter the telephone number as").waitFor();
  await inspect(page, "domain-holder-refused");
  await page.getByLabel("Telephone").fill("+420 123 456 789");
  await page.getByRole("button", { name: "Save details" }).click();
  await page.getByText("+420 123456789").waitFor();

  await lookAtCertificates(page, { name: "xn--grner-wald-beb.de", shown: "grüner-wald.de" });
}, 600_000);

async function writeHolder(page: Page, firstName: string): Promise<void> {
  for (const [label, value] of [
    ["First name", firstName],
    ["Last name", "Lind"],
    ["Street and number", "Hafenstraße 7"],
    ["Postal code", "20457"],
    ["Town", "Hamburg"],
    ["Email", "mara@studio-north.example"],
    ["Telephone", "+49 40 1234567"],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByRole("combobox", { name: "Country" }).selectOption("DE");
}

test("a domain is ordered alone; its records are edited, applied and taken back, and it is kept, given and renewed", async () => {
  const page = await stranger();
  await signIn(page, platform.customer);
  await untilPricesAreKnown(page);
  const name = "leaving-meadow.com";
  await page.goto(`/domains/new?domain=${name}`);
  await page.getByRole("button", { name: `Take out ${name}` }).waitFor();
  const somebodyElse = page.getByRole("combobox", { name: "Holder" });
  await somebodyElse.or(page.getByLabel("First name", { exact: true })).waitFor();
  if (await somebodyElse.isVisible()) await somebodyElse.selectOption({ label: "Somebody else" });
  await writeHolder(page, "Kim");
  await inspect(page, "domains-new");
  await page.getByRole("button", { name: "Continue to payment" }).click();
  await page.waitForURL((address) => address.pathname.startsWith("/c/pay/"));
  await pay(page, "Succeeds");
  const opened = page.getByRole("link", { name: `Open domain ${name}` });
  await untilRegistrarSpoke(() => opened.isVisible());
  await opened.click();
  await page.getByRole("heading", { name: "Elsewhere Names Ltd asks for this domain" }).waitFor();
  await inspect(page, "domain-asked-for");

  await page.getByRole("link", { name: "DNS", exact: true }).click();
  const write = async (value: string) => {
    await page.getByLabel("Value", { exact: true }).fill(value);
    await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
  };
  const records = page.getByRole("table", { name: "Records" });
  const told = page.getByText("The name servers are being told.");
  await page.getByRole("button", { name: "Add a record" }).click();
  await page.getByLabel("Name", { exact: true }).fill("shop");
  await write("300.1.2.3");
  await page.getByText("Enter an IPv4 address such as").waitFor();
  await inspect(page, "dns-record-refused");
  await write("203.0.113.7");
  await page.getByRole("heading", { name: "1 change, not applied yet" }).waitFor();
  // What is edited again while a change is on its way is kept, as a change of what that became.
  const edited = Promise.withResolvers<void>();
  await page.route("**/zones/*/changes", async (route) => {
    await edited.promise;
    await route.continue();
  });
  await page.getByRole("button", { name: "Apply", exact: true }).click();
  await page.getByRole("button", { name: "Edit A shop" }).click();
  await write("203.0.113.8");
  edited.resolve();
  await page.getByText("Applied", { exact: true }).first().waitFor();
  await page.unroute("**/zones/*/changes");
  await page.getByRole("heading", { name: "1 change, not applied yet" }).waitFor();
  expect(await records.getByRole("button", { name: "Edit A shop" }).count()).toBe(1);
  await inspect(page, "dns-diff");
  await page.getByRole("button", { name: "Apply", exact: true }).click();
  await expect.poll(() => page.getByText("Applied", { exact: true }).count(), { timeout: 60_000 }).toBe(2);
  await records.getByText("203.0.113.8").waitFor();
  await page
    .getByRole("button", { name: /^Undo the change/ })
    .first()
    .click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Undo", exact: true }).click();
  await expect.poll(() => page.getByText("Applied", { exact: true }).count(), { timeout: 60_000 }).toBe(3);
  await told.waitFor({ state: "detached" });
  await records.getByText("203.0.113.7").waitFor();
  await inspect(page, "dns-undone");

  await page.getByRole("link", { name: "Transfer", exact: true }).click();
  await page.getByRole("button", { name: "Keep the domain" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Keep the domain" }).click();
  await page.getByText("The other registrar is refused.").waitFor();
  await page.getByRole("heading", { name: "Elsewhere Names Ltd asks for this domain" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Hide the holder" }).click();
  await page.getByRole("heading", { name: "What the registry shows is being changed" }).waitFor();
  await untilRegistrarSpoke(() => page.getByText("The registry shows nobody").isVisible());
  await inspect(page, "domain-transfer");

  await page.getByRole("link", { name: "Holder", exact: true }).click();
  await page.getByRole("button", { name: "Change holder" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByText("What this means").waitFor();
  const known = sheet.getByRole("combobox", { name: "New holder" });
  if (await known.isVisible()) await known.selectOption({ label: "Somebody else" });
  await writeHolder(page, "Noor");
  await sheet.getByRole("button", { name: "Change holder" }).click();
  await sheet.getByText("Registries ask for the consent of both.").waitFor();
  await inspect(page, "domain-owner-refused");
  await sheet.getByRole("checkbox").check();
  await sheet.getByRole("button", { name: "Change holder" }).click();
  await page.getByRole("heading", { name: "The holder is being changed" }).waitFor();
  await untilRegistrarSpoke(() => page.getByText("Noor Lind").isVisible());
  await inspect(page, "domain-owner");

  await page.getByRole("link", { name: "Overview", exact: true }).last().click();
  await page.getByRole("button", { name: /^Renew a year for/ }).click();
  await page.waitForURL((address) => address.pathname.startsWith("/c/pay/"));
  await pay(page, "Succeeds");
  await untilRegistrarSpoke(() => page.getByRole("heading", { name: `Your order of ${name} is done` }).isVisible());
}, 600_000);

/** They are read within the platform's first minutes; nobody can search before. */
async function untilPricesAreKnown(page: Page): Promise<void> {
  const endings = async () => {
    const response = await fetch("/api/domain-endings");
    return ((await response.json()) as { items: unknown[] }).items.length;
  };
  await expect.poll(() => page.evaluate(endings), { timeout: 240_000, interval: 1_000 }).toBeGreaterThan(0);
}

/** The registrar's queue is read each minute, and at once when somebody says that there is something in it. */
async function untilRegistrarSpoke(done: () => Promise<boolean>): Promise<void> {
  await expect
    .poll(
      async () => {
        if (await done()) return true;
        await fetch(`${platform.url}/api/webhooks/autodns`, { method: "POST" });
        return done();
      },
      { timeout: 180_000, interval: 2_000 },
    )
    .toBe(true);
}

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

  await page.goto("/dashboard/domains");
  await page.getByRole("heading", { level: 1, name: "Domains" }).waitFor();
  await page.locator("main [aria-busy]").first().waitFor({ state: "detached" });
  await inspect(page, "dashboard-domains");
  await page.goto("/dashboard/domains/jobs");
  await page.getByRole("heading", { level: 1, name: "Registrar jobs" }).waitFor();
  await page.locator("main [aria-busy]").first().waitFor({ state: "detached" });
  await inspect(page, "registrar-jobs");
  await page.getByRole("link", { name: "Registrar messages" }).click();
  await page.getByRole("heading", { level: 1, name: "Registrar messages" }).waitFor();
  await page.locator("main [aria-busy]").first().waitFor({ state: "detached" });
  await inspect(page, "registrar-messages");

  await page.goto("/dashboard/domains/certificates");
  await page.getByText("Near its end", { exact: true }).waitFor();
  await page.getByText("Brought by customers").waitFor();
  await inspect(page, "dashboard-certificates");
  await page.getByRole("link", { name: /grner-wald.* and 3 more/ }).click();
  await page.waitForURL("**/dashboard/domains/dom_*/certificates");
  await page.getByRole("button", { name: "Upload", exact: true }).waitFor();
});

/** A website that runs, as only a node could set it up. */
async function pretendShop(page: Page): Promise<string> {
  const id = "svc_01jd0000000000000000000000";
  const service = {
    ...{ id, accountId: "acc_01jd0000000000000000000000", orderId: "ord_01jd0000000000000000000000" },
    ...{ name: "shop", app: { template: "node", title: "Node.js", parameters: {} }, state: "active" },
    ...{ host: "shop.localhost", url: "http://shop.localhost", planName: "Studio" },
    ...{ planVersionId: "plv_01jd0000000000000000000000", interval: "month", price: null, paidUntil: null },
    ...{ limits: { memoryMb: 512, cpuPercent: 100, diskMb: 10_000 }, operation: null, failure: null },
    ...{ createdAt: "2026-11-20T08:00:00.000Z", activeAt: "2026-11-20T08:01:00.000Z", terminatesAt: null },
  };
  await page.route(`**/api/services/${id}`, (route) => route.fulfill({ json: service }));
  await page.route(`**/api/operations?**`, (route) => route.fulfill({ json: { items: [], nextCursor: null } }));
  return id;
}

test("each name of a website says how it is secured, gets a certificate by a click, and can send visitors to https", async () => {
  const page = await stranger();
  await signIn(page, platform.customer);
  const id = await pretendShop(page);
  const certificate = {
    ...{ id: "crt_01jd0000000000000000000000", notAfter: null, renewAt: null, failure: null, finding: null },
  };
  const host = (name: string, more: object) => ({
    ...{ name, shown: name, record: { name: `_rookery.${name}`, value: `rookery=${"a1".repeat(20)}` } },
    ...{ verifiedAt: "2026-11-20T08:02:00.000Z", certificate: null, ...more },
  });
  const failure = { code: "certificate.not_proven", message: "The page below failing.example was not found." };
  const settings = {
    hosts: [
      host("shop.localhost", { record: null }),
      host("secured.example", {
        certificate: { ...certificate, state: "valid", notAfter: "2027-02-01T00:00:00.000Z" },
      }),
      host("asked.example", { certificate: { ...certificate, state: "requested" } }),
      host("failing.example", { certificate: { ...certificate, state: "failed", failure } }),
      host("waiting.example", {
        certificate: {
          ...{ ...certificate, state: "requested" },
          finding: {
            ...{ code: "certificate.ipv6_elsewhere", name: "waiting.example", found: "2001:db8::7" },
            ...{ adds: [], removes: [{ name: "waiting.example", type: "AAAA", data: "2001:db8::7" }] },
            ...{ fixable: true, until: null },
          },
        },
      }),
      host("bare.example", {}),
      host(`${"very-long-".repeat(5)}name.example`, { verifiedAt: null }),
    ],
    ...{ primaryHost: null, redirects: [], entrants: [], maintenance: false, httpsOnly: false, hstsSeconds: null },
    ...{ passUrl: null, generation: 1, operation: null },
  };
  await page.route(`**/api/services/${id}/settings`, (route) => route.fulfill({ json: settings }));
  const asked: [string, unknown][] = [];
  await page.route(`**/api/certificates/${certificate.id}/fix`, (route) => {
    asked.push(["fix", null]);
    return route.fulfill({ json: {} });
  });
  const changes = ({ pathname }: URL) => pathname.startsWith(`/api/services/${id}/h`);
  await page.route(changes, (route) => {
    if (route.request().method() === "GET") return route.abort();
    asked.push([new URL(route.request().url()).pathname.split(`${id}/`)[1] ?? "", route.request().postDataJSON()]);
    return route.fulfill({ json: settings });
  });
  await page.goto(`/services/${id}/settings`);
  await page.getByText("Secured by https until 1 February 2027").waitFor();
  await page.getByText("was not found").first().waitFor();
  await page.getByText("The IPv6 address of waiting.example").scrollIntoViewIfNeeded();
  await inspect(page, "settings-hosts");
  await page.getByRole("button", { name: "Put it right: waiting.example" }).click();
  await expect.poll(() => asked.length).toBe(1);
  expect(asked.shift()).toEqual(["fix", null]);
  await page.getByRole("button", { name: "Look again: waiting.example" }).click();
  await page.getByRole("button", { name: "Get certificate for bare.example" }).click();
  await expect.poll(() => asked.length).toBe(2);
  expect(asked.shift()?.[0]).toBe("hosts/waiting.example/certificate");
  await page.getByRole("checkbox", { name: /^Send visitors to https/ }).check();
  await page.getByRole("combobox", { name: "Tell browsers to use https alone" }).selectOption("For a year");
  await inspect(page, "settings-https");
  await page.getByRole("region", { name: "HTTPS", exact: true }).getByRole("button", { name: "Save" }).click();
  await expect.poll(() => asked.length).toBe(2);
  expect(asked.map(([path]) => path)).toEqual(["hosts/bare.example/certificate", "https"]);
  expect(asked[1]?.[1]).toEqual({ httpsOnly: true, hstsSeconds: 31_536_000 });
});

test("the log of a website is followed, searched, narrowed, linked to and taken away", async () => {
  const page = await stranger();
  await signIn(page, platform.customer);
  const id = await pretendShop(page);
  const at = (second: number) => new Date(Date.UTC(2026, 10, 20, 9, 0, second)).toISOString().replace("Z", "000000Z");
  const texts = [
    "\u001b[32mListening\u001b[0m on port 8080",
    "GET /products/17 200 12 ms",
    "Error: connect ECONNREFUSED 10.89.0.4:5432, after which a sentence goes on for longer than any telephone is wide",
    `{"level":"warn","message":"slow","milliseconds":${"1".repeat(120)}}`,
  ];
  const line = (second: number) => ({
    ...{ at: at(second), release: second < 60 ? 3 : 4, service: second % 5 ? "web" : "worker", continues: false },
    ...{ stream: second % 4 === 2 ? "err" : "out", text: texts[second % 4] },
  });
  const written = Array.from({ length: 120 }, (_, second) => line(second));
  const sources = [3, 4].flatMap((release) => ["web", "worker"].map((name) => ({ release, service: name })));
  sources.push({ release: null as unknown as number, service: "postgres" });
  const asked: URLSearchParams[] = [];
  await page.route(`**/api/services/${id}/logs**`, (route) => {
    const query = new URL(route.request().url()).searchParams;
    asked.push(query);
    const wanted = written.filter(
      ({ at: when, text, release }) =>
        (!query.has("search") || text?.toLowerCase().includes(String(query.get("search")).toLowerCase())) &&
        (!query.has("release") || String(release) === query.get("release")) &&
        (!query.has("from") || Date.parse(when) >= Date.parse(String(query.get("from")))) &&
        (!query.has("after") || when > String(query.get("after")).slice(0, 30)) &&
        (!query.has("before") || when < String(query.get("before")).slice(0, 30)),
    );
    const newer = `${written.at(-1)?.at ?? at(0)}~s/web~1~1`;
    const older = query.has("from") ? `${at(100)}~~0~0` : null;
    return route.fulfill({ json: { lines: wanted, older, newer, more: false, reached: null, sources } });
  });
  const log = page.getByRole("log", { name: "What the site writes" });
  await page.goto(`/services/${id}/logs`);
  await log.getByText("Listening").last().waitFor();
  await page.getByText("Following", { exact: true }).waitFor();
  await inspect(page, "logs");

  // Read further up, and nothing moves while more is written.
  await log.evaluate((view) => {
    view.scrollTop = 0;
  });
  await page.getByText("Paused", { exact: true }).waitFor();
  written.push(line(120), line(121));
  await page.getByRole("button", { name: "2 new lines" }).waitFor();
  expect(await log.evaluate((view) => view.scrollTop)).toBe(0);
  await inspect(page, "logs-behind");
  await page.getByRole("button", { name: "2 new lines" }).click();
  await page.getByText("Following", { exact: true }).waitFor();

  await page.getByRole("searchbox", { name: "Search the log" }).fill("econnREFUSED");
  await log.locator("mark").first().waitFor();
  expect(await log.locator("mark").first().innerText()).toBe("ECONNREFUSED");
  await page.getByRole("combobox", { name: "Release" }).selectOption("Release 4");
  await page.waitForURL(/search=econnREFUSED.*release=4|release=4.*search=econnREFUSED/);
  await page.getByRole("checkbox", { name: "Wrap lines" }).uncheck();
  await inspect(page, "logs-found");

  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("shop.localhost.log");
  expect(asked.at(-1)?.get("order")).toBe("oldest");

  // A link to a moment shows what came before and after it.
  await page.goto(`/services/${id}/logs?at=${at(100).slice(0, 19)}Z`);
  await log.locator(".log-moment").waitFor();
  expect(await log.locator(".log-moment time").getAttribute("datetime")).toBe(at(100));
  await inspect(page, "logs-moment");

  written.length = 0;
  await page.goto(`/services/${id}/logs?search=nothing+like+it`);
  await log.getByText(/No line fits/).waitFor();
  await inspect(page, "logs-none");
  await page.unroute(`**/api/services/${id}/logs**`);
  await page.route(`**/api/services/${id}/logs**`, (route) =>
    route.fulfill({
      status: 503,
      json: { code: "node.unreachable", message: "The node cannot be reached.", requestId: "req_1" },
    }),
  );
  await page.goto(`/services/${id}/logs?range=own`);
  await page.getByText("The log can’t be read right now").waitFor();
  await inspect(page, "logs-failing");
});

test("every list of the dashboard stands", async () => {
  const page = await stranger();
  await signIn(page, await administratorOf(platform));
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
