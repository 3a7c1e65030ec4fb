import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "#local/faults/eventually.ts";
import { createBrowser, payOn } from "#local/launch/browser.mjs";
import { inspect, person, signIn } from "./browser.ts";
import { type Running, running } from "./platform.ts";

const text = `services:
  web:
    image: localhost/rookery/static:2
    expose: ["8080"]
    healthcheck: { test: answers 8080 / }
`;

let here: Running;
let address: string;
beforeAll(async () => {
  here = await running();
  const { url, customer } = here.platform;
  const api = createBrowser(url);
  await api.post("/session", { email: customer.email, password: customer.password });
  const plans = await api.get<{ id: string }[]>("/plans");
  const app = { template: "compose", parameters: { text } };
  const order = await api.post<{ id: string }>("/orders", { planId: plans.at(-1)?.id, siteName: "composed", app });
  await payOn((await api.post<{ url: string }>(`/orders/${order.id}/checkout`, {})).url);
  const bought = () => api.get<{ serviceId: string | null }>(`/orders/${order.id}`);
  await eventually("it is paid", async () => (await bought()).serviceId !== null, 60);
  address = `/services/${(await bought()).serviceId}/compose`;
});
afterAll(() => here?.stop());

test("what is wrong with a compose file is said while it is written, and changed by one button", async () => {
  const { page, faults } = await person(here.browser, here.platform.url);
  await signIn(page, here.platform.customer);
  await page.goto(address);
  const editor = page.getByRole("textbox", { name: "Compose file" });
  await page.getByText("This file can be used.").waitFor();
  await inspect(page, "compose");
  // By keyboard: to the end of the file, two lines more, and on with Tab.
  await editor.focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText('    privileged: true\n    ports: ["80:8080"]\n');
  await page.getByText("2 things have to change before it can be used.").waitFor();
  await inspect(page, "compose-refused");
  await page.getByRole("button", { name: 'Remove "privileged"' }).click();
  await page.getByText("One thing has to change before it can be used.").waitFor();
  await page.getByRole("button", { name: 'Remove "ports"' }).click();
  await page.getByText("This file can be used.").waitFor();
  await editor.focus();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.shadowRoot ?? null)).toBeNull();
  expect(faults).toEqual([]);
});

test("variables are edited, pasted and taken back before any of them is deployed", async () => {
  const { page, faults } = await person(here.browser, here.platform.url);
  await signIn(page, here.platform.customer);
  // There is no node here: the website is looked at as if it were live.
  await page.route(/\/api\/services\/svc_\w+$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), state: "active", operation: null } });
  });
  await page.route(/\/api\/operations\?/, (route) => route.fulfill({ json: { items: [], nextCursor: null } }));
  await page.route(/\/api\/services\/svc_\w+\/environment$/, async (route) => {
    const own = (name: string, value: string | null) => {
      return { name, value, secret: value === null, setBy: "customer", of: null };
    };
    const port = { name: "PORT", value: "8080", secret: false, setBy: "platform", of: "Node.js" };
    const variables = [own("API_KEY", null), own("GREETING", "hello\nworld"), port];
    await route.fulfill({ json: { release: 3, version: "x", isRead: true, variables, newer: null } });
  });
  await page.goto(address.replace(/compose$/, "environment"));
  await page.getByText("hello").waitFor();
  await inspect(page, "environment");

  await page.getByRole("button", { name: "Add variable" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("PORT");
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByText("Node.js sets it: give yours another name.").waitFor();
  await inspect(page, "environment-variable");
  await page.getByRole("textbox", { name: "Name" }).fill("SMTP_PASSWORD");
  expect(await page.getByRole("checkbox").isChecked()).toBe(true);
  await page.getByRole("textbox", { name: "Value" }).fill("s$cret");
  await page.getByRole("button", { name: "Done" }).click();

  await page.getByRole("button", { name: "Paste a .env file" }).click();
  await page.getByLabel("Contents of the file").fill("GREETING=bye\nnonsense\n");
  await page.getByRole("button", { name: "Take over" }).click();
  await page.getByText("Line 2 is no variable.").waitFor();
  await inspect(page, "environment-paste");
  await page.getByLabel("Contents of the file").fill('GREETING=bye\nexport CACHE_URL="redis://x"\n');
  await page.getByText("2 variables, 0 of them secret.").waitFor();
  await page.getByRole("button", { name: "Take over" }).click();

  await page.getByRole("button", { name: "Remove API_KEY" }).click();
  await page.getByText("4 changes are not deployed yet.").waitFor();
  await inspect(page, "environment-changed");
  await page.getByRole("button", { name: "Undo the change of API_KEY" }).click();
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/environment"));
  await page.getByRole("button", { name: "Deploy changes" }).click();
  expect((await sent).postDataJSON()).toEqual({
    version: "x",
    set: [
      { name: "SMTP_PASSWORD", secret: true, value: "s$cret" },
      { name: "GREETING", secret: false, value: "bye" },
      { name: "CACHE_URL", secret: false, value: "redis://x" },
    ],
    remove: [],
  });
  expect(faults).toEqual([]);
});

test("a cron job says what its schedule means before it is saved, and a command shows what it writes until it ends", async () => {
  const { page, faults } = await person(here.browser, here.platform.url);
  await signIn(page, here.platform.customer);
  // There is no node here: the website is looked at as if it were live, and what its node would answer is answered.
  await page.route(/\/api\/services\/svc_\w+$/, async (route) => {
    const answer = await route.fetch();
    const live = { state: "active", activeAt: "2026-01-01T00:00:00.000Z", operation: null };
    await route.fulfill({ response: answer, json: { ...(await answer.json()), ...live } });
  });
  await page.route(/\/api\/operations\?/, (route) => route.fulfill({ json: { items: [], nextCursor: null } }));
  const startedAt = "2026-11-23T02:00:00.000Z";
  const failed = {
    ...{
      id: "run_01M833G8GA8GZ4VEYXAD6R8Z47",
      serviceId: address.split("/")[2],
      jobId: null,
      part: null,
      seconds: 600,
    },
    ...{ command: "php artisan queue:work --stop-when-empty --max-time=3600 --sleep=3 --tries=3 --timeout=90" },
    ...{ requestedBy: { kind: "member", name: "Ada" }, state: "ended", startedAt, endedAt: "2026-11-23T02:01:34.000Z" },
    ...{ exitCode: 3, reason: "exited" },
  };
  const job = {
    ...{ id: "job_01M833G8GA8GZ4VEYXAD6R8Z47", name: "Send what waits in the queue", part: null, seconds: 600 },
    ...{ command: failed.command, schedule: "*/5 8-17 * * mon-fri", timeZone: "Europe/Zurich", paused: false },
    ...{ nextRuns: ["2026-11-23T07:00:00.000Z"], lastRun: failed, failures: 4, pending: true },
  };
  const quiet = { ...job, id: `${job.id.slice(0, -1)}8`, name: "Clean up", command: "true", schedule: "0 3 * * *" };
  let jobs: object[] = [];
  await page.route(/\/api\/services\/svc_\w+\/cron-jobs/, (route) =>
    route.request().method() === "GET" ? route.fulfill({ json: { items: jobs } }) : route.fallback(),
  );
  await page.route(/\/api\/services\/svc_\w+\/runs(\?|$)/, (route) => route.fulfill({ json: { items: [failed] } }));
  await page.goto(address.replace(/compose$/, "jobs"));
  await page.getByText("No cron jobs yet.").waitFor();
  await inspect(page, "jobs-empty");

  await page.getByRole("button", { name: "Add a cron job" }).click();
  await page.getByText(/^every day at 03:00, /).waitFor();
  await page.getByLabel("When", { exact: true }).selectOption({ label: "My own" });
  await page.getByLabel("Schedule", { exact: true }).fill("*/20 25 * * *");
  await page.getByText("“25” cannot be the hour.").waitFor();
  await inspect(page, "job-refused");
  await page.getByLabel("Schedule", { exact: true }).fill("30 6 * * mon,fri");
  await page.getByLabel("Time zone", { exact: true }).selectOption("Europe/Zurich");
  await page.getByText("on Monday and Friday at 06:30, Europe/Zurich").waitFor();
  await inspect(page, "job-form");
  await page.getByRole("button", { name: "Cancel" }).click();

  jobs = [job, { ...quiet, paused: true, nextRuns: [], failures: 0, lastRun: null }];
  await page.reload();
  await page.getByText("failed 4 times in a row").waitFor();
  await page.getByText("Paused").waitFor();
  await inspect(page, "jobs");

  const running = { ...failed, state: "running", endedAt: null, exitCode: null, reason: null };
  let ended = false;
  await page.route(/\/api\/services\/svc_\w+\/commands$/, (route) => route.fulfill({ status: 202, json: running }));
  await page.route(/\/api\/services\/svc_\w+\/runs\/run_\w+/, (route) => {
    const after = new URL(route.request().url()).searchParams.get("after");
    const lines = after === null ? [{ at: startedAt, text: "Processing: App\\Jobs\\SendInvoice" }] : [];
    return route.fulfill({ json: { run: ended ? failed : running, message: null, lines, cursor: "1" } });
  });
  await page.getByLabel("Command", { exact: true }).fill(failed.command);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByText("SendInvoice").waitFor();
  await page.getByRole("button", { name: "Stop", exact: true }).waitFor();
  await inspect(page, "jobs-running");
  ended = true;
  await page.getByRole("button", { name: "Stop", exact: true }).waitFor({ state: "detached" });
  await page.getByText("Exit code 3").first().waitFor();
  expect(faults).toEqual([]);
});

test("plans, extras and databases say what they cost and hold before anything is ordered", async () => {
  const { page, faults } = await person(here.browser, here.platform.url);
  await signIn(page, here.platform.customer);
  // There is no node here: the website is looked at as if it were live, and as if its app used databases.
  await page.route(/\/api\/services\/svc_\w+$/, async (route) => {
    const answer = await route.fetch();
    const live = { state: "active", activeAt: "2026-01-01T00:00:00.000Z", operation: null };
    const app = { template: "wordpress", parameters: {} };
    await route.fulfill({ response: answer, json: { ...(await answer.json()), ...live, app } });
  });
  await page.route(/\/api\/operations\?/, (route) => route.fulfill({ json: { items: [], nextCursor: null } }));
  await page.goto(address.replace(/compose$/, "plan"));
  await page.getByText("Your plan", { exact: true }).waitFor();
  const change = page.getByRole("button", { name: "Change extras" });
  await page.getByLabel("How many: 512 MB memory").selectOption("2");
  await page.getByText("€18.70 a month").waitFor();
  await inspect(page, "plan");
  await change.click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByText(/are due today/).waitFor();
  await inspect(page, "plan-extras");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByLabel("How many: 512 MB memory").selectOption("0");
  expect(await change.isDisabled()).toBe(true);

  const offer = { template: "valkey", title: "Valkey", summary: "Keys and values.", version: "8", memoryMb: 64 };
  const mariadb = {
    ...{ id: "add_01M833G8GA8GZ4VEYXAD6R8Z47", template: "mariadb", title: "MariaDB", version: "11", state: "running" },
    ...{ host: "mariadb", port: 3306, name: "app", user: "app", memoryMb: 128, required: true },
    ...{ variables: ["DATABASE_URL", "MARIADB_PASSWORD"], createdAt: "2026-01-01T00:00:00.000Z" },
  };
  let items: object[] = [];
  await page.route(/\/api\/services\/svc_\w+\/databases$/, (route) =>
    route.fulfill({
      json: {
        ...{ items, quota: 3, appMemoryMb: 384, operation: null },
        offers: [{ ...offer, appMemoryMb: 320, refusal: null }],
      },
    }),
  );
  await page.goto(address.replace(/compose$/, "databases"));
  await page.getByText("This website has no database yet.").waitFor();
  await inspect(page, "databases-empty");
  items = [mariadb];
  await page.reload();
  await page.getByText("The app does not run without it.").waitFor();
  await inspect(page, "databases");
  expect(faults).toEqual([]);
});
