import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseOf } from "#local/faults/database.ts";
import { inspect, person, signIn } from "./browser.ts";
import { linkIn, mailTo } from "./inbox.ts";
import { type Running, running } from "./platform.ts";
import { askToRegister, register } from "./registration.ts";

const password = "violet otter bakes seven slow loaves";

let here: Running;

beforeAll(async () => {
  here = await running();
});

afterAll(async () => {
  await here?.stop();
});

test("a link opens an account once, and its token is in no address and no request's address", async () => {
  const { page, faults } = await person(here.browser, here.platform.url);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.url()} ${request.headers().referer ?? ""}`));
  await page.goto("/register");
  await inspect(page, "register");
  const email = "noor@river-bend.example";
  const { link, token } = await askToRegister(page, here.platform.inboxUrl, email);
  await inspect(page, "register-sent");
  await page.goto(link);
  await page.getByRole("heading", { name: "Almost there" }).waitFor();
  expect(page.url()).not.toContain(token);
  await inspect(page, "finish-registration");
  await page.getByLabel("Your name").fill("Noor");
  await page.getByLabel("Company or project").fill("River Bend");
  await page.getByLabel("Password", { exact: true }).fill("river-bend-noor-2026");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByText(/^This password is easy to guess/).waitFor();
  await inspect(page, "finish-registration-weak");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("heading", { name: /^Good .*, River Bend$/ }).waitFor();
  expect(await page.getByText("Confirm your email address").count()).toBe(0);
  expect(asked.filter((each) => each.includes(token))).toEqual([]);

  const again = (await person(here.browser, here.platform.url)).page;
  await again.goto(link);
  await again.getByLabel("Your name").fill("Somebody");
  await again.getByLabel("Company or project").fill("Else");
  await again.getByLabel("Password", { exact: true }).fill(password);
  await again.getByRole("button", { name: "Create account" }).click();
  await again.getByRole("heading", { name: "This link opens nothing" }).waitFor();
  await inspect(again, "finish-registration-void");
  await again.getByRole("link", { name: "Ask for a new link" }).click();
  await again.waitForURL("**/register*");
  expect(faults).toEqual([]);
});

test("what somebody came for is there once they have registered, and never on another site", async () => {
  const finish = async (next: string, email: string, meanwhile?: (page: Page) => Promise<unknown>) => {
    const { page } = await person(here.browser, here.platform.url);
    const { link } = await askToRegister(page, here.platform.inboxUrl, email, `?next=${encodeURIComponent(next)}`);
    await meanwhile?.(page);
    await page.close();
    const later = await page.context().newPage();
    await later.goto(link);
    await later.getByLabel("Your name").fill("Noor");
    await later.getByLabel("Company or project").fill("Far Bank");
    await later.getByLabel("Password", { exact: true }).fill(password);
    await later.getByRole("button", { name: "Create account" }).click();
    await later.getByRole("navigation").first().waitFor();
    return later.url();
  };
  expect(await finish("/people?from=link", "one@far-bank.example")).toBe(`${here.platform.url}/people?from=link`);
  const planted = JSON.stringify({ search: "?next=/%09/evil.example", until: Date.now() + 60_000 });
  const plant = (page: Page) => page.evaluate((kept) => localStorage.setItem("rookery-place-later", kept), planted);
  expect(await finish("//evil.example", "two@far-bank.example", plant)).toBe(`${here.platform.url}/`);
});

test("who tries to register a known address sees what everybody sees, and its owner is told by mail", async () => {
  const { page } = await person(here.browser, here.platform.url);
  await page.goto("/register");
  await page.getByLabel("Email").fill(here.platform.customer.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.getByRole("heading", { name: "Look into your inbox" }).waitFor();
  await page.getByText(`A mail to ${here.platform.customer.email} is on its way.`).waitFor();
  const mail = await mailTo(here.platform.inboxUrl, here.platform.customer.email, "You have an account already");
  expect(mail).toContain(`${here.platform.url}/sign-in`);
  expect(mail).toContain(`${here.platform.url}/forgot-password`);
});

test("whoever is signed in on that browser is signed out by the account that a link opens", async () => {
  const { page } = await person(here.browser, here.platform.url);
  await signIn(page, here.platform.customer);
  const who = { name: "Ida", accountName: "Quarry", email: "ida@quarry.example", password };
  await register(page, here.platform.inboxUrl, who);
  await page.getByRole("heading", { name: /^Good .*, Quarry$/ }).waitFor();
});

test("whose address nobody has confirmed yet pays nothing before they do, by a link that waits while they sign in", async () => {
  const { page } = await person(here.browser, here.platform.url);
  const who = { name: "Ole", accountName: "Pier", email: "ole@pier.example", password };
  await register(page, here.platform.inboxUrl, who);
  const database = await databaseOf(here.dataDir);
  await database.query("update person set email_verified_at = null where email = $1", [who.email]);
  await database.end();
  await page.goto("/order/static-start?app=static");
  await page.getByLabel("Name of the website").fill("early-pier");
  await page.getByRole("button", { name: "Continue to payment" }).click();
  await page.getByText("Confirm your email address to pay.").first().waitFor();
  expect(await page.getByRole("button", { name: /^Pay €/ }).count()).toBe(0);
  await inspect(page, "order-unconfirmed");
  await page.getByRole("button", { name: "Send the link again" }).click();
  await page.getByText(`Another link is on its way to ${who.email}.`).waitFor();
  const { link, token } = linkIn(await mailTo(here.platform.inboxUrl, who.email, "Confirm your email address"));
  const elsewhere = (await person(here.browser, here.platform.url)).page;
  await elsewhere.goto(link);
  await elsewhere.waitForURL("**/sign-in?next=%2Fverify-email");
  await elsewhere.getByLabel("Email").fill(who.email);
  await elsewhere.getByLabel("Password", { exact: true }).fill(password);
  await elsewhere.getByRole("button", { name: "Sign in", exact: true }).click();
  await elsewhere.getByRole("heading", { name: "Thank you" }).waitFor();
  expect(elsewhere.url()).not.toContain(token);
  await inspect(elsewhere, "verify-email-done");
  await page.goto(link);
  await page.getByText("Your address was confirmed already.").waitFor();
});
