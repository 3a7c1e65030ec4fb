import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as bodyOf } from "node:stream/consumers";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { pebbleIsHere } from "#local/acme/pebble.ts";
import { nameServerIsHere } from "#local/autodns/name-server.ts";
import { type Forge, openForge } from "#local/lab/forge.ts";
import { layImages } from "#local/lab/images.ts";
import { type Lab, startLab } from "#local/lab/lab.ts";
import { labSupport } from "#local/lab/support.ts";
import { type Platform, startPlatform } from "#local/platform/platform.ts";
import { webBuild } from "#local/platform/web-build.ts";
import { administratorOf, inspect, launchBrowser, person, signIn } from "./browser.ts";
import { order, pay } from "./checkout.ts";
import { registerName } from "./registrar.ts";
import { register } from "./registration.ts";
import {
  chooseHowItAnswers,
  lookAtDeletion,
  type NamedSite,
  removeNames,
  useForWebsite,
  writeRecord,
} from "./site-names.ts";

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
    const { files } = platform;
    await layImages(dir, ["wordpress", "mariadb11"]);
    lab = await startLab({ dir, name: "lab1", sshPort: 0, httpPort, platformPublicKey, files, log: () => {} });
    await sheet.getByRole("button", { name: "Add node" }).click();
    await sheet.getByRole("link", { name: "Enter a region." }).waitFor();
    await inspect(staff, "node-add");
    await sheet.getByLabel("Name").fill("lab1");
    await sheet.getByLabel("Region").fill("Lab");
    await sheet.getByLabel("Address").fill(lab.host);
    await sheet.getByLabel("SSH port").fill(String(lab.sshPort));
    await sheet.getByLabel("HTTP port").fill(String(httpPort));
    await sheet.getByLabel("HTTPS port").fill(String(lab.httpsPort));
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

  describe("its code in a repository", () => {
    let forge: Forge;
    let webhook: { path: string; secret: string };
    const building = (release: number) => customer.getByRole("log", { name: `Log of the build of release ${release}` });
    const builds = () => customer.getByRole("table", { name: "Builds" });
    const free = () => customer.locator("button:enabled", { hasText: /^Deploy$/ }).waitFor({ timeout: 120_000 });
    const shows = (words: string) => expect.poll(sitePage, { timeout: 60_000, interval: 500 }).toContain(words);
    /** As the repository's host does it. */
    const push = async (commit: string) => {
      const body = JSON.stringify({ ref: "refs/heads/main", after: commit });
      const signature = createHmac("sha256", webhook.secret).update(body).digest("hex");
      const headers = { "x-github-event": "push", "x-hub-signature-256": `sha256=${signature}` };
      const answer = await fetch(platform.url + webhook.path, { method: "POST", body, headers });
      expect(await answer.json()).toEqual({ outcome: "deploys" });
    };

    test("is connected by ssh with the key that the page shows, and deployed while its log is read", async () => {
      if (!lab) throw new Error("There is no node.");
      forge = await openForge(lab);
      await forge.commit("site/index.html", "<h1>first</h1>");
      await customer.getByRole("link", { name: "Source", exact: true }).click();
      await customer.getByLabel("Address of the repository").fill(forge.ssh);
      await customer.getByLabel("Folder").fill("site");
      await customer.getByLabel("Key of the repository’s server").fill(forge.hostKey);
      await inspect(customer, "source-connect");
      await customer.getByRole("button", { name: "Connect", exact: true }).click();
      const copied = (label: string) =>
        customer.locator(".copy", { has: customer.getByRole("button", { name: label }) }).locator("code");
      await forge.accept(await copied("Copy deploy key").innerText());
      const path = new URL(await copied("Copy webhook address").innerText()).pathname;
      webhook = { path, secret: await copied("Copy secret").innerText() };
      await inspect(customer, "source-connected");
      await customer.getByRole("button", { name: "Deploy", exact: true }).click();
      await building(4).getByText("The image is ready.").waitFor({ timeout: 120_000 });
      await shows("first");
    });

    test("is deployed with each push; one that can’t be built changes nothing and says why", async () => {
      await push(await forge.commit("site/index.html", "<h1>second</h1>"));
      await building(5).getByText("The image is ready.").waitFor({ timeout: 120_000 });
      await shows("second");
      await push(await forge.commit("other/index.html", "<h1>in the wrong folder</h1>"));
      await building(6).getByText("The source has no folder called site.").waitFor({ timeout: 120_000 });
      await builds().getByText("Failed", { exact: true }).waitFor();
      await free();
      await inspect(customer, "source-failed");
      await shows("second");
    });

    test("is rolled back without another build, and fetched by https from then on", async () => {
      await customer.getByRole("link", { name: "Releases", exact: true }).click();
      await customer.getByRole("button", { name: "Roll back to release 4" }).click();
      await customer.getByRole("alertdialog").getByRole("button", { name: "Roll back" }).click();
      await shows("first");
      await customer.getByRole("button", { name: "Deploy again" }).waitFor({ timeout: 60_000 });

      await forge.commit("site/index.html", "<h1>third</h1>", "next");
      await customer.getByRole("link", { name: "Source", exact: true }).click();
      await customer.getByRole("button", { name: "Change", exact: true }).click();
      await customer.getByLabel("Address of the repository").fill(forge.https);
      await customer.getByLabel("Branch", { exact: true }).fill("next");
      await customer.getByRole("button", { name: "Save" }).click();
      await free();
      await customer.getByRole("button", { name: "Deploy", exact: true }).click();
      await building(8).getByText("The image is ready.").waitFor({ timeout: 120_000 });
      await shows("third");
    });

    test("can be sent as an archive instead", async () => {
      const folder = join(dataDir, "code");
      await mkdir(folder);
      await writeFile(join(folder, "index.html"), "<h1>packed</h1>");
      await promisify(execFile)("tar", ["-czf", join(dataDir, "code.tar.gz"), "-C", folder, "."]);
      const chosen = customer.locator("input[type=file]");
      await chosen.setInputFiles({ name: "code.rar", mimeType: "", buffer: Buffer.from("x") });
      await customer.getByText("This is neither a .zip nor a .tar.gz.").waitFor();
      await inspect(customer, "source-upload-refused");
      await chosen.setInputFiles(join(dataDir, "code.tar.gz"));
      await customer.getByRole("button", { name: "Upload and deploy" }).waitFor();
      await inspect(customer, "source-upload");
      await free();
      await customer.getByRole("button", { name: "Upload and deploy" }).click();
      await building(9).getByText("The image is ready.").waitFor({ timeout: 120_000 });
      await shows("packed");
      await free();
    });

    test("a repository is looked at before a website of it is ordered", async () => {
      const page = await another();
      const first = await forge.commit("site/index.html", "<h1>looked at</h1>", "looked-at");
      const check = page.getByRole("button", { name: "Check the connection" });
      const says = async (title: string) => {
        await check.click();
        await page.getByText(title).waitFor();
      };
      await page.goto("/order");
      await page.getByRole("button", { name: "Continue to app" }).click();
      await page.getByRole("radio", { name: "Static site" }).check();
      await page.getByRole("radio", { name: "Git repository" }).check({ force: true });
      const [address, branch] = [
        page.getByLabel("Address of the repository"),
        page.getByLabel("Branch", { exact: true }),
      ];
      expect(await check.isDisabled()).toBe(true);
      await address.fill(forge.https);
      await branch.fill("looked-at");
      await says("The repository can be built from");
      await page.getByText(`stands at commit ${first.slice(0, 7)}`).waitFor();
      await inspect(page, "order-code-found");
      // What was found holds for what was looked at.
      await branch.fill("nowhere");
      await page.getByText("The repository can be built from").waitFor({ state: "detached" });
      await says("There is no such branch");
      await inspect(page, "order-code-no-branch");
      await address.fill("https://forge.test/other.git");
      await says("There is no repository at this address");
      await address.fill("https://nobody.test/site.git");
      await says("The repository’s server did not answer");
      await address.fill(forge.ssh);
      await page.getByLabel("Key of the repository’s server").fill(forge.hostKey);
      await says("The repository’s server answers");
      await page.getByText("add it there, and the branch can be looked at").waitFor();
      await inspect(page, "order-code-key-missing");
      await page.route("**/api/sources/check", (asked) => asked.abort());
      await check.click();
      await page.locator(".notice-bad").waitFor();
      await inspect(page, "order-code-unchecked");
    });
  });

  describe.skipIf(!pebbleIsHere() || !nameServerIsHere())("a name of its own", () => {
    const domain = `north-${suffix}.de`;
    const written = { name: "shop", leadsTo: domain };
    const named = (): NamedSite => {
      if (!lab) throw new Error("There is no node.");
      return { platform, lab, domain, host: `${siteName}.localhost` };
    };
    let page: Page;

    beforeAll(async () => {
      page = await customer.context().newPage();
      page.setDefaultTimeout(90_000);
    });
    afterAll(() => page?.close());

    test("is registered, and in one step answers by https, with a certificate whose chain is verified", async () => {
      await page.goto("/");
      await registerName(page, platform, { name: domain, firstName: "Mara" });
      await useForWebsite(page, named());
    }, 600_000);

    test("is answered by https alone, and led to its www, as its owner chooses", async () => {
      await page.getByRole("link", { name: "Website settings" }).first().click();
      await chooseHowItAnswers(page, named());
    }, 600_000);

    test("goes with its records, its route and its certificate; what people wrote themselves is listed and stays", async () => {
      await page.goBack();
      await page.getByRole("link", { name: "DNS", exact: true }).click();
      await writeRecord(page, written);
      await page.goBack();
      await page.getByRole("link", { name: "Website settings" }).first().click();
      await page.getByRole("main").getByRole("link", { name: "Overview", exact: true }).click();
      await lookAtDeletion(page, `${written.name}.${domain} CNAME ${domain}.`);
      await page.getByRole("main").getByRole("link", { name: "Settings", exact: true }).click();
      await removeNames(page, named(), written);
    }, 600_000);
  });

  test("WordPress is bought, set up while its steps are shown, and installed by its owner", async () => {
    const page = await another();
    const host = `blog-${suffix}.localhost`;
    await order(page, `blog-${suffix}`, { plan: "Pro", app: "WordPress" });
    await pay(page, "Succeeds");
    await page.getByRole("heading", { name: `Setting up ${host}` }).waitFor();
    await inspect(page, "order-wordpress");
    await page.getByRole("heading", { name: `${host} is live` }).waitFor({ timeout: 170_000 });
    await page.goto(`http://${host}:${platform.sitesPort}/`);
    await page.waitForURL(/wp-admin\/install\.php/);
    await page.getByLabel("Site Title").fill("Studio North writes");
    await page.getByLabel("Username").fill("mara");
    await page.getByLabel("Your Email").fill(email);
    await page.getByRole("button", { name: "Install WordPress" }).click();
    // Some hundred statements, each of which the database has on its disk before the next.
    await page.getByRole("heading", { name: "Success!" }).waitFor({ timeout: 170_000 });
    await page.goto(`http://${host}:${platform.sitesPort}/`);
    await page.getByText("Studio North writes").first().waitFor();
  }, 480_000);

  test("a stopped site shows visitors a notice, a started one its pages", async () => {
    await customer.getByRole("link", { name: "Overview", exact: true }).last().click();
    await customer.getByRole("button", { name: /^Stop/ }).click();
    await customer.getByRole("alertdialog").waitFor();
    await inspect(customer, "service-stop");
    await customer.getByRole("button", { name: "Stop website" }).click();
    await customer.getByRole("button", { name: /^Start/ }).waitFor();
    expect(await siteStatus()).not.toBe(200);
    await customer.getByRole("button", { name: /^Start/ }).click();
    await customer.getByRole("button", { name: "Start website" }).click();
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

/** A tab of the customer's beside the one that is on its way. */
async function another(): Promise<Page> {
  const page = await customer.context().newPage();
  page.setDefaultTimeout(60_000);
  onTestFinished(() => page.close());
  return page;
}

const siteStatus = async () => (await siteAnswer()).resume().statusCode;
const sitePage = async () => bodyOf(await siteAnswer());

/** As a visitor: the name resolves to this machine, as browsers do it for *.localhost. */
function siteAnswer(): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const host = `${siteName}.localhost:${platform.sitesPort}`;
    get({ host: "127.0.0.1", port: platform.sitesPort, path: "/", headers: { host } }, resolve).on("error", reject);
  });
}
