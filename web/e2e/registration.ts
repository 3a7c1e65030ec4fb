import type { Page } from "playwright-core";
import { linkIn, mailTo } from "./inbox.ts";

export interface Newcomer {
  name: string;
  accountName: string;
  email: string;
  password: string;
}

/** Asks for the link as a person does, and reads it in their inbox. */
export async function askToRegister(page: Page, inboxUrl: string, email: string, search = "") {
  await page.goto(`/register${search}`);
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.getByRole("heading", { name: "Look into your inbox" }).waitFor();
  return linkIn(await mailTo(inboxUrl, email, "Go on with your registration"));
}

/** From the address to the overview of a new account. */
export async function register(page: Page, inboxUrl: string, who: Newcomer): Promise<void> {
  const { link } = await askToRegister(page, inboxUrl, who.email);
  await page.goto(link);
  await page.getByLabel("Your name").fill(who.name);
  await page.getByLabel("Company or project").fill(who.accountName);
  await page.getByLabel("Password", { exact: true }).fill(who.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("heading", { name: /^Good / }).waitFor();
}
