import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Until a page shows its title and loads nothing more. */
export async function settled(page: Page): Promise<void> {
  await page.locator("main h1").waitFor();
  await expect.poll(() => page.locator("main [aria-busy]").count()).toBe(0);
}
