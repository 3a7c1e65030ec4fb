import type { Page } from "playwright-core";

/** As the switch in the menu keeps it; the page is read anew in it. */
export async function language(page: Page, value: "de" | "en"): Promise<void> {
  await page.context().addCookies([{ name: "rookery-language", value, url: page.url() }]);
  await page.reload();
}
