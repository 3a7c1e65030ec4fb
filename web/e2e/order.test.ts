import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { administratorOf, inspect, person, signIn } from "./browser.ts";
import { order, pay } from "./checkout.ts";
import { type Running, running } from "./platform.ts";
import { register } from "./registration.ts";

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

/** Asks the API as whoever is signed in on the page. */
const post = (page: Page, path: string, body: object) =>
  page.evaluate(
    async ([to, json]) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(`/api${to}`, { method: "POST", headers, body: json });
      return (await response.json()) as Record<string, string>;
    },
    [path, JSON.stringify(body)] as const,
  );

test("the order form knows the address before the first order, and says whether a name can be had", async () => {
  const other = await stranger();
  const [email, password] = ["kai@old-mill.example", "violet otter bakes seven slow loaves"];
  await register(other, here.platform.inboxUrl, { name: "Kai", accountName: "Old Mill", email, password });
  await other.goto("/order");
  const planId = await other.locator('input[name="plan"]').first().getAttribute("value");
  await post(other, "/orders", { planId, siteName: "old-mill" });

  const page = await stranger();
  await signIn(page, here.platform.customer);
  await page.goto("/order/static-start?app=static");
  const field = page.getByLabel("Name of the website");
  await page.getByText(".localhost", { exact: true }).waitFor();
  await field.fill("old-mill");
  await page.locator(".field-error").getByText("This name is taken.").waitFor();
  await inspect(page, "new-order-taken");
  await field.fill("new-mill");
  await page.locator(".field-hint").getByText("new-mill.localhost is free now").waitFor();
  await inspect(page, "new-order-free");
});

test("an order is put together step by step by anybody, and signing in on the way keeps all of it", async () => {
  const page = await stranger();
  await page.goto("/order");
  await page.getByRole("radio", { name: /^Plus,/ }).check();
  await page.getByRole("radio", { name: /^Start,/ }).check();
  await inspect(page, "order-plan");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "What would you like to run?" }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
  await page.getByRole("radio", { name: "WordPress" }).check();
  await page.getByText("WordPress does not fit into Start").waitFor();
  await inspect(page, "order-app-too-small");
  await page.getByRole("button", { name: "Take Pro instead" }).click();
  await page.getByText("WordPress does not fit into Start").waitFor({ state: "detached" });
  await page.getByRole("radio", { name: "Node.js" }).check();
  await page.getByText("30 June 2030").waitFor();
  await page.getByLabel("Node.js version").selectOption("18");
  await page.getByText("30 June 2028").waitFor();
  await inspect(page, "order-app-version");
  await page.getByLabel("Command").fill("node 'server.js'");
  await page.getByRole("button", { name: "Continue to name" }).click();
  await page.getByText("A program and its arguments, without quotes").waitFor();
  await inspect(page, "order-app-refused");
  await page.getByLabel("Command").fill("node dist/main.js");
  await page.getByRole("radio", { name: "Git repository" }).check({ force: true });
  await page.getByLabel("Address of the repository").fill("ssh://git@git.example.org/team/site.git");
  await page.getByRole("button", { name: "Continue to name" }).click();
  await page.getByText("Enter the key of this server").waitFor();
  await inspect(page, "order-code-refused");
  await page.getByLabel("Address of the repository").fill("https://git.example.org/team/site.git");
  await page.getByText("It is built as soon as your website is set up").waitFor();
  // It is looked at for who may order; a stranger is told so.
  const check = page.getByRole("button", { name: "Check the connection" });
  expect([await check.isDisabled(), await check.getAttribute("title")]).toEqual([
    true,
    expect.stringContaining("Sign in"),
  ]);
  await page.getByRole("button", { name: "Continue to name" }).click();
  await page.getByLabel("Name of the website").fill("own-server");
  await inspect(page, "order-name");
  await page.getByRole("button", { name: "Sign in and pay" }).click();
  await page.waitForURL("**/sign-in?next=*");
  await page.getByLabel("Email").fill(here.platform.customer.email);
  await page.getByLabel("Password", { exact: true }).fill(here.platform.customer.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByText("own-server.localhost is free now").first().waitFor();
  await page.getByRole("button", { name: "Back" }).click();
  expect(await page.getByLabel("Command").inputValue()).toBe("node dist/main.js");
  expect(await page.getByLabel("Address of the repository").inputValue()).toContain("git.example.org");
  await page.reload();
  expect(await page.getByLabel("Command").inputValue()).toBe("node dist/main.js");
  expect(await page.getByLabel("Node.js version").inputValue()).toBe("18");
});

test("who may only look is told so, and offered nothing that would be refused", async () => {
  const page = await stranger();
  await signIn(page, here.platform.customer);
  await page.route("**/api/session", async (route) => {
    const response = await route.fetch();
    const session = (await response.json()) as { account: object };
    await route.fulfill({ response, json: { ...session, account: { ...session.account, role: "reader" } } });
  });
  await page.goto("/order");
  await page.getByText("Your role can’t order.").waitFor();
  expect(await page.getByRole("button", { name: /^Continue/ }).count()).toBe(0);
  await inspect(page, "new-order-reader");
});

test("staff see who ordered what, where the money is and what it waits for, and send it back", async () => {
  const customer = await stranger();
  await signIn(customer, here.platform.customer);
  await order(customer, "corner-shop");
  await pay(customer, "Succeeds");
  await customer.getByRole("heading", { name: "Setting up corner-shop.localhost" }).waitFor();

  const page = await stranger();
  await signIn(page, await administratorOf(here.platform));
  await page.getByRole("heading", { name: "Set up corner-shop is waiting" }).waitFor();
  await page.goto("/dashboard/orders");
  await page.getByRole("link", { name: "corner-shop.localhost" }).click();
  await page.getByRole("heading", { name: "Waiting at step 1 of 5" }).waitFor();
  await page.getByRole("link", { name: "Studio North" }).waitFor();
  await page.getByText(/€[\d.]+ paid/).waitFor();
  await inspect(page, "dashboard-order");
  await page.getByRole("button", { name: "Refund", exact: true }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: /^Refund €/ })
    .click();
  await page.getByText(/€[\d.]+ went back/).waitFor();
  await inspect(page, "dashboard-order-refunded");
});
