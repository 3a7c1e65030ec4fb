import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { Lab } from "#local/lab/lab.ts";
import type { Platform } from "#local/platform/platform.ts";
import { inspect } from "./browser.ts";
import { language } from "./language.ts";
import { recordsAt, type Visited, visit } from "./visit.ts";

/** Where a name of a website answers, and who answers for it. */
export interface NamedSite {
  platform: Pick<Platform, "certificates" | "nameServer" | "sitesPort">;
  lab: Pick<Lab, "httpsPort" | "inside">;
  /** Registered here. */
  domain: string;
  /** By which the website came. */
  host: string;
}

/** Much of it is work on a node and at an authority; for a moment after a change, both the old and the new answer. */
const patience = { timeout: 170_000 };
const certificatesOnNode = "/var/lib/rookery/certificates";

const opened = ({ platform, lab, domain: name }: NamedSite) => {
  const authority = platform.certificates.root ?? "";
  const port = lab.httpsPort;
  return {
    secure: `https://${name}:${port}`,
    secureWww: `https://www.${name}:${port}`,
    visitPlainly: () => visit(`http://${name}:${platform.sitesPort}/`, authority),
    visitSecurely: () => visit(`https://${name}:${port}/`, authority),
    visitWww: () => visit(`https://www.${name}:${port}/`, authority),
    dns: (of = name) => recordsAt(platform.nameServer ?? "", of),
    certificates: () => lab.inside("ls", [certificatesOnNode]),
  };
};

/** On the page of the domain: one step for its records, its route and its certificate, until both names answer by https. */
export async function useForWebsite(page: Page, site: NamedSite): Promise<void> {
  const { domain, host } = site;
  const { secure, visitPlainly, visitSecurely, visitWww, dns } = opened(site);
  await page.getByRole("main").getByRole("link", { name: "Websites", exact: true }).click();
  await page.getByText("No website uses this domain yet.").waitFor();
  await inspect(page, "site-names-none");
  await page.getByRole("button", { name: "Use for a website" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("combobox", { name: "Website" }).selectOption({ label: host });
  await inspect(page, "site-names-use");
  await sheet.getByRole("button", { name: "Use this name" }).click();
  await page.getByText("Get its certificate and answer by https").first().waitFor();
  await page.getByText("Being set up").waitFor();
  await inspect(page, "site-names-under-way");
  await expect.poll(() => page.getByText("Answers by https").count(), patience).toBe(1);
  await page.getByText(`Leads visitors on to ${domain}`).waitFor();
  await page
    .getByText("Get its certificate and answer by https")
    .first()
    .waitFor({ state: "detached", ...patience });
  await inspect(page, "site-names");

  expect(await dns()).toEqual(["127.0.0.1"]);
  await expect.poll(visitSecurely, patience).toMatchObject({ status: 200, hsts: undefined });
  await expect.poll(visitPlainly, patience).toMatchObject({ status: 301, location: `${secure}/` });
  await expect.poll(visitWww, patience).toMatchObject({ status: 301, location: `${secure}/` });
}

/** Presses it as soon as it can be, and again where an earlier change was still on its way, until it is gone or rests. */
async function press(button: Locator): Promise<void> {
  const rests = async () => {
    if (!(await button.isVisible())) return true;
    if (await button.isEnabled()) await button.click({ timeout: 5_000 }).catch(() => {});
    return false;
  };
  await expect.poll(rests, { ...patience, interval: 500 }).toBe(true);
}

/** On the settings of the website: what visitors are told changes with each choice. */
export async function chooseHowItAnswers(page: Page, site: NamedSite): Promise<void> {
  const { domain } = site;
  const { secure, secureWww, visitPlainly, visitSecurely, visitWww } = opened(site);
  const becomes = (visited: () => Promise<Visited>, answer: Partial<Visited>) =>
    expect.poll(visited, patience).toMatchObject(answer);
  const card = page.locator(".card", { has: page.getByRole("heading", { name: "HTTPS", exact: true }) });
  const onlyHttps = card.getByRole("checkbox", { name: "Send visitors to https" });
  const save = card.getByRole("button", { name: "Save" });
  /** What is saved cannot be saved again; what could not be, because an earlier change was still on its way, is. */
  const saved = async (visited: () => Promise<Visited>, answer: Partial<Visited>) => {
    const pressed = async () => {
      if (await save.isEnabled()) await save.click({ timeout: 5_000 }).catch(() => {});
      return visited();
    };
    await expect.poll(pressed, { ...patience, interval: 500 }).toMatchObject(answer);
  };
  await card.getByRole("combobox", { name: "Tell browsers to use https alone" }).selectOption({ label: "For a day" });
  await saved(visitSecurely, { status: 200, hsts: "max-age=86400" });
  await inspect(page, "site-names-https");
  await onlyHttps.uncheck();
  await saved(visitPlainly, { status: 200 });
  await becomes(visitSecurely, { status: 200, hsts: undefined });
  await onlyHttps.check();
  await saved(visitPlainly, { status: 301, location: `${secure}/` });

  await press(page.getByRole("button", { name: `Lead others here, to www.${domain}`, exact: true }));
  await becomes(visitSecurely, { status: 301, location: `${secureWww}/` });
  await becomes(visitWww, { status: 200 });
  await press(page.getByRole("button", { name: `Stop leading the other names to www.${domain}`, exact: true }));
  await becomes(visitWww, { status: 301, location: `${secure}/` });
  await becomes(visitSecurely, { status: 200 });
}

/** On the DNS of the domain, by hand: another name that leads to the one of the website. */
export async function writeRecord(page: Page, { name, leadsTo }: { name: string; leadsTo: string }): Promise<void> {
  await page.getByRole("button", { name: "Add a record" }).click();
  await page.getByRole("combobox", { name: "Type" }).selectOption("CNAME");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Value", { exact: true }).fill(`${leadsTo}.`);
  await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Apply", exact: true }).click();
  await page.getByRole("heading", { name: "1 change, not applied yet" }).waitFor({ state: "detached", ...patience });
}

/** On the overview of the website: what would still lead there is said before all of it is deleted. */
export async function lookAtDeletion(page: Page, line: string): Promise<void> {
  const asking = page.getByRole("alertdialog");
  await page.getByRole("button", { name: /^Delete/ }).click();
  await asking.getByText(line).waitFor();
  await inspect(page, "site-deleting");
  await asking.getByRole("button", { name: "Leave as it is" }).click();
  await language(page, "de");
  await page.getByRole("button", { name: /^Löschen/ }).click();
  await asking.getByText(line).waitFor();
  await inspect(page, "site-deleting-german");
  await language(page, "en");
}

/** What is left is said before and after; what we set is gone from the name servers and from the node. */
export async function removeNames(page: Page, site: NamedSite, left: { name: string }): Promise<void> {
  const { domain } = site;
  const { visitPlainly, visitSecurely, dns, certificates } = opened(site);
  const written = `${left.name}.${domain}`;
  const line = `${written} CNAME ${domain}.`;
  await expect.poll(() => dns(written), patience).toEqual([domain]);
  const removing = page.getByRole("alertdialog");
  const remove = (name: string) => page.getByRole("button", { name: `Remove ${name}`, exact: true });
  await remove(domain).waitFor();
  await language(page, "de");
  await page.getByRole("button", { name: `${domain} entfernen`, exact: true }).click();
  await removing.getByText(line).waitFor();
  await inspect(page, "site-names-removing-german");
  await language(page, "en");

  await remove(`www.${domain}`).click();
  await removing.getByText("No other record of yours leads there.").waitFor();
  await inspect(page, "site-names-removing-alone");
  await press(removing.getByRole("button", { name: "Remove", exact: true }));
  await remove(`www.${domain}`).waitFor({ state: "detached" });
  expect(await page.getByText("Records still lead to").count()).toBe(0);
  await expect.poll(() => dns(`www.${domain}`), patience).toEqual([]);
  await expect.poll(visitSecurely, patience).toMatchObject({ status: 200 });

  await remove(domain).click();
  await removing.getByText(line).waitFor();
  await inspect(page, "site-names-removing");
  await press(removing.getByRole("button", { name: "Remove", exact: true }));
  const notice = page.getByRole("region", { name: `Records still lead to ${domain}` });
  await notice.getByText(line).waitFor();
  // Who removed the name looked at where it was, which is gone.
  await expect.poll(() => notice.evaluate((element) => element === document.activeElement)).toBe(true);
  await inspect(page, "site-names-left");
  await expect.poll(() => dns(), patience).toEqual([]);
  await expect.poll(certificates, patience).not.toContain(domain);
  await expect.poll(() => visitSecurely().catch(() => "refused"), patience).toBe("refused");
  await expect.poll(visitPlainly, patience).toMatchObject({ status: 404 });
  // What people wrote is theirs.
  await expect.poll(() => dns(written), patience).toEqual([domain]);
  await page.getByRole("link", { name: `Edit the DNS of ${written}` }).click();
  await page.getByRole("button", { name: `Edit CNAME ${left.name}` }).waitFor();
}
