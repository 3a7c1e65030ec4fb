import { mkdtemp, rm } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Lab, startLab } from "#local/lab/lab.ts";
import { labSupport } from "#local/lab/support.ts";
import { type Platform, startPlatform } from "#local/platform/platform.ts";
import { webBuild } from "#local/platform/web-build.ts";
import { administratorOf, inspect, launchBrowser, person, signIn } from "./browser.ts";
import { order, pay } from "./checkout.ts";
import { register } from "./registration.ts";

const root = join(import.meta.dirname, "../..");
const suffix = Date.now().toString(36);
const email = `mara-${suffix}@studio-north.example`;
const siteName = `first-${suffix}`;
const support = labSupport();

let dataDir: string;
let platform: Platform;
let browser: Browser;
let lab: Lab | undefined;
let customer: Page;
let staff: Page;
const faults: string[][] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "rookery-e2e-"));
  const site = webBuild(root);
  platform = await startPlatform({ dataDir, port: 0, site, withNode: false });
  await site;
  browser = await launchBrowser();
  for (const who of [await person(browser, platform.url), await person(browser, platform.url)]) {
    faults.push(who.faults);
    if (!customer) customer = who.page;
    else staff = who.page;
  }
});

afterAll(async () => {
  await browser?.close();
  await lab?.stop();
  await platform?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test("a new customer registers by the link of a mail, with a pasted password, and sees an empty overview", async () => {
  await customer.goto("/");
  await customer.waitForURL("**/sign-in");
  await customer.getByRole("link", { name: "Create an account" }).click();
  await customer.waitForURL("**/register");
  await register(customer, platform.inboxUrl, {
    ...{ name: "Mara Lind", accountName: "Studio North", email },
    password: "violet otter bakes seven slow loaves",
  });
  await customer.getByRole("heading", { name: /^Good .*, Studio North$/ }).waitFor();
  await customer.getByRole("heading", { name: "No websites yet" }).waitFor();
  await inspect(customer, "overview-empty");
});

test("a declined card charges nothing, and the order can be paid again", async () => {
  await order(customer, `declined-${suffix}`);
  await pay(customer, "Declined");
  await customer
    .getByText(/declined/i)
    .first()
    .waitFor();
  await customer.goto("/orders");
  await customer.getByRole("link", { name: `declined-${suffix}.localhost` }).click();
  await customer.getByRole("button", { name: /^Pay €/ }).waitFor();
  await customer.getByText("Not paid").waitFor();
  await inspect(customer, "order-unpaid");
  await customer.getByRole("button", { name: "Cancel order" }).click();
  await customer.getByRole("alertdialog").getByRole("button", { name: "Cancel order" }).click();
  await customer.getByRole("heading", { name: /was cancelled$/ }).waitFor();
});

test("a paid order without a node says that it waits, and for what", async () => {
  await order(customer, siteName);
  await pay(customer, "Succeeds");
  await customer.waitForURL(/checkout=done/);
  await customer.getByRole("heading", { name: `Setting up ${siteName}.localhost` }).waitFor();
  await customer
    .getByText(/waiting for a node/i)
    .first()
    .waitFor();
  await inspect(customer, "order-waiting");
});

describe.skipIf(!support.ok)("with a node", () => {
  test("staff add a node by its host key, and it becomes ready", async () => {
    await signIn(staff, await administratorOf(platform));
    await staff.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Nodes" }).click();
    await staff.getByRole("button", { name: "Add a node" }).click();
    const sheet = staff.getByRole("dialog");
    const platformPublicKey = await sheet.locator("code").innerText();
    const dir = join(dataDir, "lab");
    const httpPort = platform.sitesPort;
    lab = await startLab({ dir, name: "lab1", sshPort: 0, httpPort, platformPublicKey, log: () => {} });
    await sheet.getByRole("button", { name: "Add node" }).click();
    await sheet.getByRole("link", { name: "Enter a region." }).waitFor();
    await inspect(staff, "node-add");
    await sheet.getByLabel("Name").fill("lab1");
    await sheet.getByLabel("Region").fill("Lab");
    await sheet.getByLabel("Address").fill(lab.host);
    await sheet.getByLabel("SSH port").fill(String(lab.sshPort));
    await sheet.getByLabel("Port for websites").fill(String(httpPort));
    await sheet.getByLabel("Host key").fill(lab.hostKey);
    await sheet.getByText(/Pinned as SHA256:/).waitFor();
    await sheet.getByRole("button", { name: "Add node" }).click();
    await sheet.waitFor({ state: "hidden" });
    await staff.getByRole("table", { name: "Nodes" }).getByText("Ready", { exact: true }).waitFor();
    await inspect(staff, "nodes");
  });

  test("the waiting order goes live and its site answers through the ingress", async () => {
    await customer.getByRole("heading", { name: `${siteName}.localhost is live` }).waitFor({ timeout: 150_000 });
    await inspect(customer, "order-live");
    expect(await siteStatus()).toBe(200);
    await customer.getByRole("link", { name: "Website details" }).click();
    await customer.getByRole("heading", { name: "Actions" }).waitFor();
    await inspect(customer, "service");
    await customer.getByRole("link", { name: "Logs", exact: true }).click();
    await customer.getByRole("log", { name: "What the site writes" }).getByText("GET /").first().waitFor();
    await inspect(customer, "service-logs");
  });

  test("a site is deployed again while it answers, and rolled back to the release before", async () => {
    const releases = customer.getByRole("table", { name: "Releases" });
    await customer.getByRole("link", { name: "Releases", exact: true }).click();
    await customer.getByRole("button", { name: "Deploy again" }).click();
    await customer.getByRole("alertdialog").waitFor();
    await inspect(customer, "service-deploy");
    await customer.getByRole("alertdialog").getByRole("button", { name: "Deploy again" }).click();
    await releases.getByText("Replaced", { exact: true }).waitFor({ timeout: 60_000 });
    expect(await siteStatus()).toBe(200);
    await customer.getByRole("button", { name: "Roll back to release 1" }).click();
    await inspect(customer, "service-roll-back");
    await customer.getByRole("alertdialog").getByRole("button", { name: "Roll back" }).click();
    await releases.getByText("Rolled back", { exact: true }).waitFor({ timeout: 60_000 });
    await customer.getByRole("button", { name: "Deploy again" }).waitFor();
    expect(await siteStatus()).toBe(200);
    await inspect(customer, "service-releases");
  });

  test("a suspended site shows visitors a notice, a resumed one its pages", async () => {
    await customer.getByRole("link", { name: "Overview", exact: true }).last().click();
    await customer.getByRole("button", { name: /^Suspend/ }).click();
    await customer.getByRole("alertdialog").waitFor();
    await inspect(customer, "service-suspend");
    await customer.getByRole("button", { name: "Suspend website" }).click();
    await customer.getByRole("button", { name: /^Resume/ }).waitFor();
    expect(await siteStatus()).not.toBe(200);
    await customer.getByRole("button", { name: /^Resume/ }).click();
    await customer.getByRole("button", { name: "Resume website" }).click();
    await customer.getByRole("link", { name: "Open website" }).waitFor();
    expect(await siteStatus()).toBe(200);
  });

  test("a node that is down is said to staff, and a customer's page still stands", async () => {
    await lab?.kill();
    await staff.getByRole("link", { name: "lab1" }).click();
    await staff.getByRole("button", { name: "Run checks" }).click();
    await staff.getByText("Unreachable", { exact: true }).first().waitFor({ timeout: 120_000 });
    await inspect(staff, "node-down");
    await customer.getByRole("link", { name: "Logs", exact: true }).click();
    await customer.getByText("The log can’t be read right now").waitFor();
    await customer.getByRole("heading", { name: `${siteName}.localhost` }).waitFor();
    await inspect(customer, "service-node-down");
  });
});

test("no page broke, and none asked for what the Content-Security-Policy forbids", () => {
  expect(faults.flat()).toEqual([]);
});

/** As a visitor: the name resolves to this machine, as browsers do it for *.localhost. */
function siteStatus(): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const host = `${siteName}.localhost:${platform.sitesPort}`;
    get({ host: "127.0.0.1", port: platform.sitesPort, path: "/", headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on("error", reject);
  });
}
