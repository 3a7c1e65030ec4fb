import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inspect, person, signIn, signInByForm } from "./browser.ts";
import { order, pay } from "./checkout.ts";
import { linkIn, mailTo } from "./inbox.ts";
import { type Running, running } from "./platform.ts";
import { register } from "./registration.ts";
import { settled } from "./settled.ts";

const password = "quiet harbour violet engine";

let here: Running;

beforeAll(async () => {
  here = await running();
});

afterAll(async () => {
  await here?.stop();
});

const openMenu = (page: Page) =>
  page
    .getByRole("button", { name: /^Account/ })
    .first()
    .click();

test("somebody registers, invites a colleague as technical, who joins by the mail and sees no billing", async () => {
  const owner = await person(here.browser, here.platform.url);
  const ada = { name: "Ada Owner", accountName: "Studio North", email: "ada@studio.example", password };
  await register(owner.page, here.platform.inboxUrl, ada);
  await owner.page.getByRole("link", { name: "People" }).first().click();
  await owner.page.getByText("One person belongs to this account.").waitFor();
  await settled(owner.page);
  await inspect(owner.page, "people");

  await owner.page.getByRole("button", { name: "Invite somebody" }).click();
  await owner.page.getByLabel("Email address").fill("Kim@Studio.example");
  await inspect(owner.page, "people-inviting");
  await owner.page.getByRole("button", { name: "Send invitation" }).click();
  await owner.page.getByText("One invitation is open.").waitFor();
  const mail = await mailTo(here.platform.inboxUrl, "kim@studio.example", "You are invited to Studio North");
  const { link } = linkIn(mail);

  // Whoever is signed in with another address is told so.
  await owner.page.goto(link);
  await owner.page.getByRole("heading", { name: "This invitation is for another address" }).waitFor();
  await inspect(owner.page, "invitation-elsewhere");

  const colleague = await person(here.browser, here.platform.url);
  const { page } = colleague;
  await page.goto(link);
  await page.getByRole("heading", { name: "Join Studio North" }).waitFor();
  await inspect(page, "invitation");
  await page.getByLabel("Your name").fill("Kim Colleague");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("heading", { name: /^Good / }).waitFor();
  expect(await page.getByRole("link", { name: "Orders" }).count()).toBe(0);
  for (const path of ["orders", "account"]) {
    expect((await page.request.get(`/api/${path}`)).status(), path).toBe(403);
  }
  await page.goto("/account");
  await settled(page);
  expect(await page.getByText("Each month").count()).toBe(0);
  expect(await page.getByText("Company and contact").count()).toBe(0);
  await inspect(page, "account-of-technical");
  await page.goto("/people");
  await page.getByText("Ada Owner").first().waitFor();
  expect(await page.getByRole("button", { name: "Invite somebody" }).count()).toBe(0);

  // What a website costs is nothing that the colleague is told, on the screen or by the API.
  await order(owner.page, "studio-site");
  await pay(owner.page, "Succeeds");
  await owner.page.getByRole("heading", { name: "Setting up studio-site.localhost" }).waitFor();
  await owner.page.goto("/services");
  await owner.page.getByRole("columnheader", { name: "Paid until" }).waitFor();
  await page.goto("/services");
  await page.getByRole("link", { name: "studio-site.localhost" }).waitFor();
  expect(await page.getByText(/Paid until|A month|€/).count()).toBe(0);
  await inspect(page, "services-of-technical");
  const { items } = (await (await page.request.get("/api/services")).json()) as { items: object[] };
  expect(items).toMatchObject([{ price: null, paidUntil: null }]);
  await page.getByRole("link", { name: "studio-site.localhost" }).click();
  await page.getByText("Memory").first().waitFor();
  expect(await page.getByText(/Paid until|a month|€/).count()).toBe(0);
  expect(await page.getByRole("link", { name: "Show order" }).count()).toBe(0);
  await inspect(page, "service-of-technical");

  // The link is used up.
  await page.goto(link);
  await page.getByRole("heading", { name: "This invitation was accepted already" }).waitFor();

  await owner.page.goto("/activity");
  await owner.page.getByText("Kim Colleague accepted the invitation and joined as technical").waitFor();

  await owner.page.goto("/people");
  await owner.page.getByRole("button", { name: "Change Kim Colleague" }).click();
  await inspect(owner.page, "people-changing");
  await owner.page.getByRole("button", { name: "Remove from the account" }).click();
  await owner.page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await owner.page.getByText("One person belongs to this account.").waitFor();
  await page.goto("/services");
  await page.waitForURL("**/sign-in**");

  // Whoever belongs to nothing any more is greeted, and can begin on their own.
  await signInByForm(page, { email: "kim@studio.example", password });
  await page.getByRole("heading", { name: "Hello, Kim Colleague" }).waitFor();
  await inspect(page, "no-account");
  await page.getByLabel("Account name").fill("Kim’s own");
  await page.getByRole("button", { name: "Open account" }).click();
  await page.getByRole("heading", { name: /^Good / }).waitFor();
  expect([owner.faults, colleague.faults]).toEqual([[], []]);
});

test("who belongs to no account any more has themselves erased, and is told what goes and what stays", async () => {
  const owner = await person(here.browser, here.platform.url);
  await signIn(owner.page, here.platform.customer);
  const asked = (path: string, body?: object) =>
    owner.page.evaluate(
      async ([to, json]) => {
        const headers = { "content-type": "application/json" };
        const init = json === "" ? {} : { method: "POST", headers, body: json };
        return (await fetch(`/api${to}`, init)).json() as Promise<{ items: { id: string; email: string }[] }>;
      },
      [path, body ? JSON.stringify(body) : ""] as const,
    );
  await owner.page.goto("/security");
  await settled(owner.page);
  await owner.page.getByText("Leave or close each account first.").waitFor();
  expect(await owner.page.getByRole("button", { name: "Erase myself" }).isDisabled()).toBe(true);
  await inspect(owner.page, "erasure-belongs");

  const email = "lee@studio.example";
  await asked("/invitations", { email, role: "reader", serviceIds: null });
  const { page } = await person(here.browser, here.platform.url);
  await page.goto(linkIn(await mailTo(here.platform.inboxUrl, email, "You are invited to Studio North")).link);
  await page.getByLabel("Your name").fill("Lee Leaving");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("heading", { name: /^Good / }).waitFor();
  const { items } = await asked("/members");
  await asked(`/members/${items.find((one) => one.email === email)?.id}/remove`, {});

  await signIn(page, { email, password });
  await page.getByRole("link", { name: "Go to security" }).click();
  await page.getByRole("button", { name: "Erase myself" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Erase yourself for good?" });
  const erase = dialog.getByRole("button", { name: "Erase myself" });
  expect(await erase.isDisabled()).toBe(true);
  await inspect(page, "erasure-asking");
  await dialog.getByLabel(`Type ${email} to go on`).fill(email);
  await page.route(
    "**/api/person/erasure",
    (route) =>
      route.fulfill({
        status: 429,
        json: { code: "rate.limited", message: "Too many attempts.", retryAfterSeconds: 2 },
      }),
    { times: 1 },
  );
  await erase.click();
  await dialog.getByText(/Try again in 0:0[12]\./).waitFor();
  await dialog.getByText("Too many attempts.").waitFor({ state: "detached" });
  await page.route(
    "**/api/person/erasure",
    (route) =>
      route.fulfill({
        status: 403,
        json: { code: "auth.confirmation_required", message: "Confirm that it is you to do this.", requestId: "none" },
      }),
    { times: 1 },
  );
  await erase.click();
  await page.getByRole("heading", { name: "Confirm that it is you" }).waitFor();
  const confirming = page.getByRole("dialog", { name: "Confirm that it is you" });
  await confirming.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByRole("heading", { name: "You are being erased" }).waitFor();
  await inspect(page, "erasure-done");
  await page.getByRole("button", { name: "Leave" }).click();
  await page.waitForURL("**/sign-in");
  await page.goto("/security");
  await page.waitForURL("**/sign-in?**");
});

test("company and contact data are entered once, and a further account is a menu away", async () => {
  const { page, faults } = await person(here.browser, here.platform.url);
  await signIn(page, here.platform.customer);
  await page.goto("/account");
  await settled(page);
  await inspect(page, "account");
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await page.getByLabel("Company", { exact: true }).fill("North Studio Ltd");
  await page.getByLabel("Country", { exact: true }).selectOption("DE");
  await page.getByLabel("Phone").fill("call me");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Enter a phone number such as +49 30 901820.").waitFor();
  await inspect(page, "account-changing");
  await page.getByLabel("Phone").fill("+49 30 901820");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("North Studio Ltd").waitFor();
  await page.getByText("Germany").first().waitFor();

  await page.getByRole("button", { name: "Open another account" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByLabel("Account name").fill("Second Studio");
  await dialog.getByRole("button", { name: "Open account" }).click();
  await page.getByRole("heading", { name: /Second Studio/ }).waitFor();
  await openMenu(page);
  await page.getByText("Go to another account").first().waitFor();
  await inspect(page, "account-menu");
  expect(faults).toEqual([]);
});

test("who belongs to an account may fail to load without taking the page along", async () => {
  const { page } = await person(here.browser, here.platform.url);
  await signIn(page, here.platform.customer);
  await page.route("**/api/members", (route) => route.abort());
  await page.goto("/people");
  await page.getByText("Who belongs to this account can’t be shown right now").waitFor();
  await inspect(page, "people-failing");
});
