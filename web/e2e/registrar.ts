import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Platform } from "#local/platform/platform.ts";
import { pay } from "./checkout.ts";

export async function writeHolder(page: Page, firstName: string): Promise<void> {
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

/** For somebody new in any case, whoever the account knows already. */
export async function writeNewHolder(page: Page, firstName: string): Promise<void> {
  const known = page.getByRole("combobox", { name: "Holder" });
  await known.or(page.getByLabel("First name", { exact: true })).waitFor();
  if (await known.isVisible()) await known.selectOption({ label: "Somebody else" });
  await writeHolder(page, firstName);
}

/** The registrar's prices are read by schedule; nobody can search before. The page is somebody's who is signed in. */
export async function untilPricesAreKnown(page: Page, { scheduler }: Pick<Platform, "scheduler">): Promise<void> {
  const endings = async () => {
    const response = await fetch("/api/domain-endings");
    return ((await response.json()) as { items: unknown[] }).items.length;
  };
  await scheduler.fire("registrar");
  await expect.poll(() => page.evaluate(endings), { timeout: 240_000, interval: 1_000 }).toBeGreaterThan(0);
}

/** The registrar's queue is read, as by schedule or because somebody said that there is something in it. */
export async function untilRegistrarSpoke(
  { url, scheduler }: Pick<Platform, "url" | "scheduler">,
  done: () => Promise<boolean>,
): Promise<void> {
  await expect
    .poll(
      async () => {
        if (await done()) return true;
        await fetch(`${url}/api/webhooks/autodns`, { method: "POST" });
        await scheduler.fire("registrar");
        return done();
      },
      { timeout: 180_000, interval: 1_000 },
    )
    .toBe(true);
}

/** Registers a name for somebody new, and ends on its page. */
export async function registerName(
  page: Page,
  platform: Pick<Platform, "url" | "scheduler">,
  { name, firstName }: { name: string; firstName: string },
): Promise<void> {
  await untilPricesAreKnown(page, platform);
  await page.goto(`/domains/new?domain=${name}`);
  await page.getByRole("button", { name: `Take out ${name}` }).waitFor();
  await writeNewHolder(page, firstName);
  await page.getByRole("button", { name: "Continue to payment" }).click();
  await page.waitForURL((address) => address.pathname.startsWith("/c/pay/"));
  await pay(page, "Succeeds");
  const opened = page.getByRole("link", { name: `Open domain ${name}` });
  await untilRegistrarSpoke(platform, () => opened.isVisible());
  await opened.click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}
