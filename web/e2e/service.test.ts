import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inspect, person, signIn } from "./browser.ts";
import { type Running, running } from "./platform.ts";

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

/** A website that runs, as only a node could set it up. */
async function pretendShop(page: Page): Promise<string> {
  const id = "svc_01jd0000000000000000000000";
  const service = {
    ...{ id, accountId: "acc_01jd0000000000000000000000", orderId: "ord_01jd0000000000000000000000" },
    ...{ name: "shop", app: { template: "node", title: "Node.js", parameters: {} }, state: "active" },
    ...{ host: "shop.localhost", url: "http://shop.localhost", planName: "Studio" },
    ...{ planVersionId: "plv_01jd0000000000000000000000", interval: "month", price: null, paidUntil: null },
    ...{ limits: { memoryMb: 512, cpuPercent: 100, diskMb: 10_000 }, operation: null, failure: null },
    ...{ createdAt: "2026-11-20T08:00:00.000Z", activeAt: "2026-11-20T08:01:00.000Z", terminatesAt: null },
  };
  await page.route(`**/api/services/${id}`, (route) => route.fulfill({ json: service }));
  await page.route(`**/api/operations?**`, (route) => route.fulfill({ json: { items: [], nextCursor: null } }));
  return id;
}

test("each name of a website says how it is secured, gets a certificate by a click, and can send visitors to https", async () => {
  const page = await stranger();
  await signIn(page, here.platform.customer);
  const id = await pretendShop(page);
  const certificate = {
    ...{ id: "crt_01jd0000000000000000000000", notAfter: null, renewAt: null, failure: null, finding: null },
  };
  const host = (name: string, more: object) => ({
    ...{ name, shown: name, record: { name: `_rookery.${name}`, value: `rookery=${"a1".repeat(20)}` } },
    ...{ verifiedAt: "2026-11-20T08:02:00.000Z", certificate: null, ...more },
  });
  const failure = { code: "certificate.not_proven", message: "The page below failing.example was not found." };
  const settings = {
    hosts: [
      host("shop.localhost", { record: null }),
      host("secured.example", {
        certificate: { ...certificate, state: "valid", notAfter: "2027-02-01T00:00:00.000Z" },
      }),
      host("asked.example", { certificate: { ...certificate, state: "requested" } }),
      host("failing.example", { certificate: { ...certificate, state: "failed", failure } }),
      host("waiting.example", {
        certificate: {
          ...{ ...certificate, state: "requested" },
          finding: {
            ...{ code: "certificate.ipv6_elsewhere", name: "waiting.example", found: "2001:db8::7" },
            ...{ adds: [], removes: [{ name: "waiting.example", type: "AAAA", data: "2001:db8::7" }] },
            ...{ fixable: true, until: null },
          },
        },
      }),
      host("bare.example", {}),
      host(`${"very-long-".repeat(5)}name.example`, { verifiedAt: null }),
    ],
    ...{ primaryHost: null, redirects: [], entrants: [], maintenance: false, httpsOnly: false, hstsSeconds: null },
    ...{ passUrl: null, generation: 1, operation: null },
  };
  await page.route(`**/api/services/${id}/settings`, (route) => route.fulfill({ json: settings }));
  const asked: [string, unknown][] = [];
  await page.route(`**/api/certificates/${certificate.id}/fix`, (route) => {
    asked.push(["fix", null]);
    return route.fulfill({ json: {} });
  });
  const changes = ({ pathname }: URL) => pathname.startsWith(`/api/services/${id}/h`);
  await page.route(changes, (route) => {
    if (route.request().method() === "GET") return route.abort();
    asked.push([new URL(route.request().url()).pathname.split(`${id}/`)[1] ?? "", route.request().postDataJSON()]);
    return route.fulfill({ json: settings });
  });
  await page.goto(`/services/${id}/settings`);
  await page.getByText("Secured by https until 1 February 2027").waitFor();
  await page.getByText("was not found").first().waitFor();
  await page.getByText("The IPv6 address of waiting.example").scrollIntoViewIfNeeded();
  await inspect(page, "settings-hosts");
  await page.getByRole("button", { name: "Put it right: waiting.example" }).click();
  await expect.poll(() => asked.length).toBe(1);
  expect(asked.shift()).toEqual(["fix", null]);
  await page.getByRole("button", { name: "Look again: waiting.example" }).click();
  await page.getByRole("button", { name: "Get certificate for bare.example" }).click();
  await expect.poll(() => asked.length).toBe(2);
  expect(asked.shift()?.[0]).toBe("hosts/waiting.example/certificate");
  await page.getByRole("checkbox", { name: /^Send visitors to https/ }).check();
  await page.getByRole("combobox", { name: "Tell browsers to use https alone" }).selectOption("For a year");
  await inspect(page, "settings-https");
  await page.getByRole("region", { name: "HTTPS", exact: true }).getByRole("button", { name: "Save" }).click();
  await expect.poll(() => asked.length).toBe(2);
  expect(asked.map(([path]) => path)).toEqual(["hosts/bare.example/certificate", "https"]);
  expect(asked[1]?.[1]).toEqual({ httpsOnly: true, hstsSeconds: 31_536_000 });
});

test("the log of a website is followed, searched, narrowed, linked to and taken away", async () => {
  const page = await stranger();
  await signIn(page, here.platform.customer);
  const id = await pretendShop(page);
  const at = (second: number) => new Date(Date.UTC(2026, 10, 20, 9, 0, second)).toISOString().replace("Z", "000000Z");
  const texts = [
    "\u001b[32mListening\u001b[0m on port 8080",
    "GET /products/17 200 12 ms",
    "Error: connect ECONNREFUSED 10.89.0.4:5432, after which a sentence goes on for longer than any telephone is wide",
    `{"level":"warn","message":"slow","milliseconds":${"1".repeat(120)}}`,
  ];
  const line = (second: number) => ({
    ...{ at: at(second), release: second < 60 ? 3 : 4, service: second % 5 ? "web" : "worker", continues: false },
    ...{ stream: second % 4 === 2 ? "err" : "out", text: texts[second % 4] },
  });
  const written = Array.from({ length: 120 }, (_, second) => line(second));
  const sources = [3, 4].flatMap((release) => ["web", "worker"].map((name) => ({ release, service: name })));
  sources.push({ release: null as unknown as number, service: "postgres" });
  const asked: URLSearchParams[] = [];
  await page.route(`**/api/services/${id}/logs**`, (route) => {
    const query = new URL(route.request().url()).searchParams;
    asked.push(query);
    const wanted = written.filter(
      ({ at: when, text, release }) =>
        (!query.has("search") || text?.toLowerCase().includes(String(query.get("search")).toLowerCase())) &&
        (!query.has("release") || String(release) === query.get("release")) &&
        (!query.has("from") || Date.parse(when) >= Date.parse(String(query.get("from")))) &&
        (!query.has("after") || when > String(query.get("after")).slice(0, 30)) &&
        (!query.has("before") || when < String(query.get("before")).slice(0, 30)),
    );
    const newer = `${written.at(-1)?.at ?? at(0)}~s/web~1~1`;
    const older = query.has("from") ? `${at(100)}~~0~0` : null;
    return route.fulfill({ json: { lines: wanted, older, newer, more: false, reached: null, sources } });
  });
  const log = page.getByRole("log", { name: "What the site writes" });
  await page.goto(`/services/${id}/logs`);
  await log.getByText("Listening").last().waitFor();
  await page.getByText("Following", { exact: true }).waitFor();
  await inspect(page, "logs");

  // Read further up, and nothing moves while more is written.
  await log.evaluate((view) => {
    view.scrollTop = 0;
  });
  await page.getByText("Paused", { exact: true }).waitFor();
  written.push(line(120), line(121));
  await page.getByRole("button", { name: "2 new lines" }).waitFor();
  expect(await log.evaluate((view) => view.scrollTop)).toBe(0);
  await inspect(page, "logs-behind");
  await page.getByRole("button", { name: "2 new lines" }).click();
  await page.getByText("Following", { exact: true }).waitFor();

  await page.getByRole("searchbox", { name: "Search the log" }).fill("econnREFUSED");
  await log.locator("mark").first().waitFor();
  expect(await log.locator("mark").first().innerText()).toBe("ECONNREFUSED");
  await page.getByRole("combobox", { name: "Release" }).selectOption("Release 4");
  await page.waitForURL(/search=econnREFUSED.*release=4|release=4.*search=econnREFUSED/);
  await page.getByRole("checkbox", { name: "Wrap lines" }).uncheck();
  await inspect(page, "logs-found");

  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("shop.localhost.log");
  expect(asked.at(-1)?.get("order")).toBe("oldest");

  // A link to a moment shows what came before and after it.
  await page.goto(`/services/${id}/logs?at=${at(100).slice(0, 19)}Z`);
  await log.locator(".log-moment").waitFor();
  expect(await log.locator(".log-moment time").getAttribute("datetime")).toBe(at(100));
  await inspect(page, "logs-moment");

  written.length = 0;
  await page.goto(`/services/${id}/logs?search=nothing+like+it`);
  await log.getByText(/No line fits/).waitFor();
  await inspect(page, "logs-none");
  await page.unroute(`**/api/services/${id}/logs**`);
  await page.route(`**/api/services/${id}/logs**`, (route) =>
    route.fulfill({
      status: 503,
      json: { code: "node.unreachable", message: "The node cannot be reached.", requestId: "req_1" },
    }),
  );
  await page.goto(`/services/${id}/logs?range=own`);
  await page.getByText("The log can’t be read right now").waitFor();
  await inspect(page, "logs-failing");
});
