import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditCommand } from "#local/audit/cli.ts";
import { authenticatorIn, signInByButton } from "./authenticator.ts";
import { administratorOf, inspect, person, signIn } from "./browser.ts";
import { linkIn, mailTo } from "./inbox.ts";
import { type Running, running } from "./platform.ts";
import { register } from "./registration.ts";
import { settled } from "./settled.ts";

const password = "quiet harbour violet engine";
const ada = { name: "Ada Owner", accountName: "River Bend", email: "ada@river-bend.example", password };
const kim = { name: "Kim Colleague", email: "kim@river-bend.example" };
const why = "The shop’s certificate is about to end";

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world?.stop());

/** Adds a passkey and comes in again by nothing else. */
async function signInByPasskey(page: Page): Promise<void> {
  const authenticator = await authenticatorIn(page);
  await page.goto("/security");
  await settled(page);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Laptop");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.getByText("10 of 10 left").waitFor();
  await page.context().clearCookies();
  await signInByButton(page, authenticator);
  await page.waitForURL((address) => address.pathname === "/");
}

async function invitedTo(owner: Page): Promise<string> {
  await owner.goto("/people");
  await owner.getByRole("button", { name: "Invite somebody" }).click();
  await owner.getByLabel("Email address").fill(kim.email);
  await owner.getByRole("button", { name: "Send invitation" }).click();
  await owner.getByText("One invitation is open.").waitFor();
  return linkIn(await mailTo(world.platform.inboxUrl, kim.email, `You are invited to ${ada.accountName}`)).link;
}

async function join(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Your name").fill(kim.name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Join" }).click();
  await page.getByRole("heading", { name: /^Good / }).waitFor();
}

async function actFor(staff: Page): Promise<void> {
  await staff.goto("/dashboard/customers");
  await staff.getByRole("searchbox").fill(ada.accountName);
  await staff.getByRole("link", { name: ada.accountName }).click();
  await staff.getByRole("button", { name: "Act for this customer" }).click();
  await staff.getByLabel("Why").fill(why);
  await staff.getByRole("alertdialog").getByRole("button", { name: "Act for this customer" }).click();
  await staff.getByRole("heading", { name: /acts for River Bend/ }).waitFor();
}

test("from a registration to the entry that support was there: mail, passkey, a colleague without billing, staff with a reason", async () => {
  const { browser, platform, dataDir } = world;
  const [owner, colleague, staff] = [
    await person(browser, platform.url),
    await person(browser, platform.url),
    await person(browser, platform.url),
  ];
  // The link in the mail is what confirms the address.
  await register(owner.page, platform.inboxUrl, ada);
  expect(await (await owner.page.request.get("/api/session")).json()).toMatchObject({
    person: { email: ada.email, emailVerified: true },
  });
  await signInByPasskey(owner.page);

  await join(colleague.page, await invitedTo(owner.page));
  expect(await colleague.page.getByRole("link", { name: "Orders" }).count()).toBe(0);
  await colleague.page.goto("/account");
  await settled(colleague.page);
  expect(await colleague.page.getByText(/Each month|Company and contact/).count()).toBe(0);
  for (const path of ["orders", "account"]) {
    const seen = async (page: Page) => (await page.request.get(`/api/${path}`)).status();
    expect([path, await seen(owner.page), await seen(colleague.page)]).toEqual([path, 200, 403]);
  }

  await owner.page.goto("/security");
  await owner.page.getByRole("button", { name: "Grant for 4 hours" }).click();
  await owner.page.getByText("Granted until").waitFor();
  await signIn(staff.page, await administratorOf(platform));
  await actFor(staff.page);

  await owner.page.goto("/activity");
  await owner.page.getByText(/^Support \(Rookery\) came into the account to help, for \d+ minutes at most$/).waitFor();
  await owner.page.getByText(`Reason: ${why}`).first().waitFor();
  await owner.page.getByText(`${ada.name} invited ${kim.email} as technical`).waitFor();
  await owner.page.getByText(`${kim.name} accepted the invitation and joined as technical`).waitFor();
  await settled(owner.page);
  await inspect(owner.page, "access-activity");

  // All of it in chains that fit, by the scheduled reading and by the command.
  await platform.scheduler.fire("verify-audit");
  await signIn(staff.page, await administratorOf(platform));
  await staff.page.goto("/dashboard/audit");
  await staff.page.getByText(/Verified up to/).waitFor();
  await settled(staff.page);
  await inspect(staff.page, "audit-verified");
  expect(await auditCommand(["--data", dataDir], () => undefined)).toBe(0);
  expect([owner.faults, colleague.faults, staff.faults]).toEqual([[], [], []]);
});
