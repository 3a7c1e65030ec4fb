import { mkdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from "playwright-core";
import { afterEach, expect, onTestFinished, TestRunner } from "vitest";
import { createBrowser, joinAsStaff } from "#local/launch/browser.mjs";
import type { Platform } from "#local/platform/platform.ts";

/** Pictures of a run, for people to look at; git ignores the folder. */
const shots = join(import.meta.dirname, "shots");
/** Of axe for Playwright the rules alone: its driver sends them with every look, which took longer than looking. */
const axe = readFileSync(
  createRequire(import.meta.resolve("@axe-core/playwright")).resolve("axe-core/axe.min.js"),
  "utf8",
);
const accessibilityTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];

const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
/** Between them the two that axe looks at have both palettes and both layouts. */
const views = [
  { name: "light", ...wide, colorScheme: "light", withAxe: true },
  { name: "phone", ...phone, colorScheme: "dark", withAxe: true },
  { name: "dark", ...wide, colorScheme: "dark", withAxe: false },
] as const;

const browsers = new Set<Browser>();

export async function launchBrowser(): Promise<Browser> {
  mkdirSync(shots, { recursive: true });
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: [...flags, ...quiet] });
  browsers.add(browser);
  browser.on("disconnected", () => browsers.delete(browser));
  return browser;
}

/** Where a test fails that nobody watched, what was on the screens then is what they would have seen. */
afterEach(async ({ task }) => {
  if (task.result?.state !== "fail") return;
  for (const page of [...browsers].flatMap((browser) => browser.contexts().flatMap((context) => context.pages()))) {
    const shown = await page.evaluate(() => document.body.innerText).catch((error: unknown) => String(error));
    console.error(`"${task.name}" left ${page.url()} showing:\n${shown.slice(0, 3000)}`);
  }
});

export interface Person {
  page: Page;
  /** What the page itself got wrong until now. */
  faults: string[];
}

/** A person at a browser of their own, which is closed with the test that it was opened in: open pages go on asking. */
export async function person(browser: Browser, url: string): Promise<Person> {
  const context = await browser.newContext({ baseURL: url, viewport: wide, reducedMotion: "reduce" });
  origins.set(context, new URL(url).origin);
  const page = await context.newPage();
  if (TestRunner.getCurrentTest()) {
    onTestFinished(async () => {
      // What a page still asks for would fail in the middle of an answer of the test's.
      if (!page.isClosed()) await page.unrouteAll({ behavior: "ignoreErrors" });
      await context.close();
    });
  }
  page.setDefaultTimeout(60_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (/Content Security Policy|violates/i.test(message.text())) faults.push(message.text());
  });
  return { page, faults };
}

export interface SignsIn {
  email: string;
  password: string;
  /** Of who has a second factor. Each sign-in uses one up. */
  recoveryCodes?: string[];
}

const administrators = new WeakMap<object, Promise<SignsIn>>();

/** The first administrator, with the password that they choose by the link of a first start. */
export function administratorOf(platform: Pick<Platform, "url" | "staff">): Promise<SignsIn> {
  const begun = administrators.get(platform) ?? joinAsStaff(createBrowser(platform.url), platform.staff);
  administrators.set(platform, begun);
  return begun;
}

/** Where the browsers of people lead. */
const origins = new WeakMap<BrowserContext, string>();

/**
 * Signs in as the form does, which is not painted for it: most tests are about what comes after. Theirs is the session, and
 * the page that the form would lead to.
 */
export async function signIn(page: Page, { email, password, recoveryCodes }: SignsIn): Promise<void> {
  const origin = origins.get(page.context());
  if (origin === undefined) throw new Error("this page is nobody's that `person` made");
  const send = async (path: string, data: object): Promise<{ account?: object | null }> => {
    const response = await page.request.post(`${origin}/api${path}`, { data, headers: { origin } });
    if (!response.ok()) throw new Error(`${path} answered ${response.status()}: ${await response.text()}`);
    return response.json();
  };
  const first = await send("/session", { email, password });
  const session = recoveryCodes ? await send("/session/second-factor", { recoveryCode: recoveryCodes.pop() }) : first;
  await page.goto(session.account === null ? "/dashboard" : "/");
  await page.getByRole("heading", { level: 1 }).waitFor();
}

export async function signInByForm(page: Page, who: SignsIn): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(who.email);
  await page.getByLabel("Password", { exact: true }).fill(who.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  if (who.recoveryCodes) {
    await page.getByRole("button", { name: "Use a recovery code" }).click();
    await page.getByLabel("Recovery code").fill(who.recoveryCodes.pop() ?? "");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  }
  await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
  await page.getByRole("heading", { level: 1 }).waitFor();
}

const inDark = new WeakSet<Page>();
const sessions = new WeakMap<Page, CDPSession>();

/**
 * One picture each in light, in dark and on a phone, none of which may scroll sideways or break a rule of axe. A view that
 * changes costs as much as what is done in it: every other look goes from dark to light, and each leaves its last one.
 */
export async function inspect(page: Page, name: string): Promise<void> {
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page));
  sessions.set(page, session);
  const beginsDark = inDark.delete(page);
  for (const view of beginsDark ? views.toReversed() : views) {
    await page.setViewportSize({ width: view.width, height: view.height });
    await page.emulateMedia({ colorScheme: view.colorScheme });
    await painted(page);
    // What the screen shows. Playwright's own pictures lay everything out anew for each.
    const { data } = await session.send("Page.captureScreenshot", { format: "jpeg", quality: 85 });
    await writeFile(join(shots, `${name}-${view.name}.jpg`), data, "base64");
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `${name} ${view.name} scrolls sideways`).toBeLessThanOrEqual(0);
    if (view.withAxe) expect(await violationsOf(page, view.name === "light"), `${name} ${view.name}`).toEqual([]);
  }
  if (!beginsDark) inDark.add(page);
}

/** Until the colours of another scheme are on the screen: they come down from element to element, a frame for each. */
const painted = (page: Page) =>
  page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    while (document.getAnimations().some((animation) => animation instanceof CSSTransition)) await frame();
    await frame();
  });

interface AxeWindow {
  axe?: {
    run(
      context: Document,
      options: { runOnly: string[]; resultTypes: string[]; preload: boolean },
    ): Promise<{ passes: unknown[]; violations: { id: string; nodes: { target: unknown[] }[] }[] }>;
  };
}

/**
 * What breaks a rule of axe. A page stays as it is while its views change: it gets the rules once, and its style sheets are
 * read in one of them.
 */
async function violationsOf(page: Page, preload: boolean): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const options = { runOnly: accessibilityTags, resultTypes: ["violations"], preload };
  const { passes, violations } = await page.evaluate(async (how) => {
    const found = await (window as AxeWindow).axe?.run(document, how);
    return { passes: found?.passes.length ?? 0, violations: found?.violations ?? [] };
  }, options);
  expect(passes, "rules of axe that looked at something").toBeGreaterThan(5);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(", ")}`);
}
