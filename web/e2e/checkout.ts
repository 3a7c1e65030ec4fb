import type { Page } from "playwright-core";

/** Orders a website in the portal and ends on the hosted payment page. */
export async function order(
  page: Page,
  siteName: string,
  { plan = "Start", app = "Static site" }: { plan?: string; app?: string } = {},
): Promise<void> {
  await page.goto("/order");
  await page.getByRole("radio", { name: new RegExp(`^${plan},`) }).check();
  await page.getByRole("button", { name: "Continue to app" }).click();
  await page.getByRole("radio", { name: app }).check();
  await page.getByRole("button", { name: "Continue to name" }).click();
  await page.getByLabel("Name of the website").fill(siteName);
  await page.getByRole("button", { name: "Continue to payment" }).click();
  await page.waitForURL((address) => address.pathname.startsWith("/c/pay/"));
}

/** Pays on the hosted page with one of the test cards it offers. */
export async function pay(page: Page, card: "Succeeds" | "Declined"): Promise<void> {
  const choice = page.getByRole("button", { name: card, exact: true });
  if (!(await choice.isVisible())) await page.getByText("Fill in a test card").click();
  await choice.click();
  await page.getByRole("button", { name: /^Pay/ }).last().click();
}
