import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { administratorOf, inspect, person, signIn } from "./browser.ts";
import { lookAtCertificates } from "./certificates.ts";
import { pay } from "./checkout.ts";
import { type Running, running } from "./platform.ts";
import { untilPricesAreKnown, untilRegistrarSpoke, writeHolder, writeNewHolder } from "./registrar.ts";

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

test("a domain held elsewhere is added, shows the record that proves whose it is, and is removed again", async () => {
  const page = await stranger();
  await signIn(page, here.platform.customer);
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
  await signIn(page, here.platform.customer);
  await untilPricesAreKnown(page, here.platform);
  await page.goto("/order/static-start?app=static&name=forest&domain=forest-shop.de");
  await page.getByRole("button", { name: "Take out forest-shop.de" }).waitFor();
  await page.getByText("Domain forest-shop.de").waitFor();
  await page.getByText("Nothing is charged for the website by itself after the first month.").waitFor();
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
  await untilRegistrarSpoke(here.platform, () => page.getByText(/could not be registered.* back to you/).isVisible());
  await untilRegistrarSpoke(here.platform, () =>
    page.getByRole("link", { name: "Open domain grüner-wald.de" }).isVisible(),
  );
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

test("a domain is ordered alone; its records are edited, applied and taken back, and it is kept, given and renewed", async () => {
  const page = await stranger();
  await signIn(page, here.platform.customer);
  await untilPricesAreKnown(page, here.platform);
  const name = "leaving-meadow.com";
  await page.goto(`/domains/new?domain=${name}`);
  await page.getByRole("button", { name: `Take out ${name}` }).waitFor();
  await writeNewHolder(page, "Kim");
  const keeping = page.getByRole("checkbox", { name: /^Save this card and charge it/ });
  expect(await keeping.isChecked()).toBe(false);
  await page.getByText("Renewals of domains wait for you to pay them.").waitFor();
  await keeping.check();
  await page.getByText("Renewals of domains are charged to your card").waitFor();
  await inspect(page, "domains-new");
  await page.getByRole("button", { name: "Continue to payment" }).click();
  await page.waitForURL((address) => address.pathname.startsWith("/c/pay/"));
  await pay(page, "Succeeds");
  const opened = page.getByRole("link", { name: `Open domain ${name}` });
  await untilRegistrarSpoke(here.platform, () => opened.isVisible());
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

  // What is found where a record leads is believed after hours alone.
  interface Answered {
    zone: { createdAt: string; records: { id: string; name: string }[] };
  }
  await page.route("**/domains/*/zone", async (route) => {
    const response = await route.fetch();
    const { zone }: Answered = await response.json();
    const recordId = zone.records.find((record) => record.name === "shop")?.id;
    const found = { code: "dangling.domain_lapsed", severity: "danger", target: "lapsed.com" };
    const dangling = [{ ...found, recordId, since: zone.createdAt }];
    await route.fulfill({ response, json: { zone: { ...zone, dangling } } });
  });
  await page.reload();
  await page.getByText("The domain lapsed.com does not exist any more.").waitFor();
  await page.getByRole("button", { name: "Remove the record A shop" }).click();
  await page.getByRole("heading", { name: "1 change, not applied yet" }).waitFor();
  await page.getByText("Among the changes").waitFor();
  await inspect(page, "dns-dangling");
  await page.getByRole("button", { name: "Discard" }).click();
  await page.unroute("**/domains/*/zone");

  await page.getByRole("link", { name: "Transfer", exact: true }).click();
  await page.getByRole("button", { name: "Keep the domain" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Keep the domain" }).click();
  await page.getByText("The other registrar is refused.").waitFor();
  await page.getByRole("heading", { name: "Elsewhere Names Ltd asks for this domain" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Hide the holder" }).click();
  await page.getByRole("heading", { name: "What the registry shows is being changed" }).waitFor();
  await untilRegistrarSpoke(here.platform, () => page.getByText("The registry shows nobody").isVisible());
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
  await untilRegistrarSpoke(here.platform, () => page.getByText("Noor Lind").isVisible());
  // Who held it before goes from its other roles, by itself.
  const follows = page.getByRole("heading", { name: "The former holder is being taken off" });
  await untilRegistrarSpoke(here.platform, async () => !(await follows.isVisible()));
  await inspect(page, "domain-owner");

  await page.goto("/account");
  await page.getByText("Visa ending in 4242").waitFor();
  await inspect(page, "account-card");
  await page.getByRole("button", { name: "Remove card" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove card" }).click();
  await page.getByText("No card is saved.").waitFor();
  await page.goBack();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await page.getByRole("link", { name: "Overview", exact: true }).last().click();
  await page.getByRole("button", { name: /^Renew a year for/ }).click();
  await page.waitForURL((address) => address.pathname.startsWith("/c/pay/"));
  await pay(page, "Succeeds");
  await untilRegistrarSpoke(here.platform, () =>
    page.getByRole("heading", { name: `Your order of ${name} is done` }).isVisible(),
  );
}, 600_000);

test("staff see all domains, what the registrar does and says, and how certificates stand", async () => {
  const page = await stranger();
  await signIn(page, await administratorOf(here.platform));
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
