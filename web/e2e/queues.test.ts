import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#core/kernel/id.ts";
import { queues } from "#functions/manifest.ts";
import { type Platform, startPlatform } from "#local/platform/platform.ts";
import { webBuild } from "#local/platform/web-build.ts";
import { startSqs } from "#local/sqs/sqs.ts";
import { administratorOf, inspect, launchBrowser, person, signIn } from "./browser.ts";

const root = join(import.meta.dirname, "../..");

let dataDir: string;
let platform: Platform;
let browser: Browser;
let staff: Page;
let faults: string[];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "rookery-e2e-"));
  await bury({
    mail: [
      { type: "person.registered", subject: newId("person") },
      { type: "order.fulfilled", subject: newId("order") },
      { type: "order.refunded", subject: newId("order") },
    ],
    payments: [{ type: "payment_event.received", subject: "evt_1QbRookeryOfAnotherAccount" }],
  });
  const site = webBuild(root);
  platform = await startPlatform({ dataDir, port: 0, site, withNode: false });
  await site;
  browser = await launchBrowser();
  ({ page: staff, faults } = await person(browser, platform.url));
  await signIn(staff, await administratorOf(platform));
});

afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Leaves messages among the dead, where the platform finds them when it starts. */
async function bury(dead: Record<string, { type: string; subject: string }[]>): Promise<void> {
  const list = Object.entries(queues).map(([name, queue]) => ({ name, ...queue }));
  const { endpoint, queueUrls, stop } = await startSqs({ dir: join(dataDir, "sqs"), queues: list });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new SQSClient({ endpoint, region: "eu-central-1", credentials });
  for (const [queue, messages] of Object.entries(dead)) {
    const Entries = messages.map((message, at) => ({
      Id: String(at),
      MessageBody: JSON.stringify({ id: newId("event"), ...message }),
    }));
    await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrls[`${queue}-dead`], Entries }));
  }
  client.destroy();
  await stop();
}

const settled = async () => {
  await staff.locator("main h1").waitFor();
  await expect.poll(() => staff.locator("main [aria-busy]").count()).toBe(0);
};
const rows = () => staff.getByRole("region", { name: "Dead messages" }).getByRole("listitem");

test("what died is said in the overview and leads to its queue", async () => {
  await staff.getByRole("heading", { name: "3 messages of the queue mail could not be worked on" }).waitFor();
  await inspect(staff, "dashboard-overview-dead");
  await staff.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Queues" }).click();
  await staff.getByText("4 messages could not be worked on.").waitFor();
  await inspect(staff, "queues");
  await staff.getByRole("link", { name: "Mail", exact: true }).click();
  await staff.getByRole("heading", { level: 1, name: "Mail" }).waitFor();
  await rows().nth(2).waitFor();
  await staff.getByText("Details", { exact: true }).first().click();
  await inspect(staff, "queue");
});

test("sending back asks why, by keyboard alone, and says what came of it", async () => {
  await staff.getByRole("button", { name: "Send back: Mail: welcome" }).focus();
  await staff.keyboard.press("Enter");
  await staff.getByRole("alertdialog", { name: "Send this message back?" }).waitFor();
  await staff.keyboard.press("Escape");
  await staff.getByRole("alertdialog").waitFor({ state: "detached" });
  const button = staff.getByRole("button", { name: "Send back: Mail: welcome" });
  await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
  await staff.keyboard.press("Enter");
  const dialog = staff.getByRole("alertdialog");
  await dialog.getByRole("button", { name: "Send back" }).click();
  await dialog.getByText("Say why, in a few words.").waitFor();
  await inspect(staff, "queue-send-back");
  await dialog.getByLabel("Why").fill("The mail server is back");
  await staff.keyboard.press("Enter");
  await staff.getByRole("alert").getByText("1 message sent back.").waitFor();
  await expect.poll(() => rows().count()).toBe(2);
  await inspect(staff, "queue-sent-back");
});

test("discarding everything wants the queue's name typed, and leaves nothing", async () => {
  await staff.getByRole("button", { name: "Discard all" }).click();
  const dialog = staff.getByRole("alertdialog", { name: "Discard all 2 messages?" });
  await dialog.getByLabel("Why").fill("Told by phone");
  expect(await dialog.getByRole("button", { name: "Discard all" }).isDisabled()).toBe(true);
  await dialog.getByLabel("Type mail to go on").fill("mail");
  await inspect(staff, "queue-discard-all");
  await dialog.getByRole("button", { name: "Discard all" }).click();
  await staff.getByRole("alert").getByText("2 messages discarded.").waitFor();
  await staff.getByRole("heading", { name: "Nothing lies dead" }).waitFor();
  await inspect(staff, "queue-empty");
  await staff.goto("/dashboard");
  await staff.getByRole("heading", { name: "A message of the queue payments could not be worked on" }).waitFor();
});

const long = "A website with a name of eighty characters, which is as long as names may be here";
const detail = (dead: number, count: number) => ({
  queue: { name: "operations", waiting: 1204, later: 37, inWork: 8, dead, oldest: null },
  messages: Array.from({ length: count }, (_, at) => ({
    id: crypto.randomUUID(),
    sentAt: new Date(Date.now() - (at + 1) * 86_400_000).toISOString(),
    event: { id: newId("event"), type: "operation.due", subject: newId("operation") },
    about: { kind: "operation", id: newId("operation"), title: `Set up ${long}`, done: at === 1 },
    failure: { code: "node.unreachable", message: `The node of ${long} cannot be reached.`, at: null },
  })),
});

test("long texts, more than are handed out, none handed out, loading and failing", async () => {
  const answer = (body: object, status = 200) =>
    staff.route("**/api/dashboard/queues/operations", (route) => route.fulfill({ status, json: body }));
  const visit = async (name: string) => {
    await staff.goto("/dashboard/queues/operations");
    await settled();
    await inspect(staff, name);
    await staff.unroute("**/api/dashboard/queues/operations");
  };
  await answer(detail(312, 3));
  await visit("queue-long");
  await answer(detail(2, 0));
  await visit("queue-held");
  await answer({ code: "queues.unavailable", message: "The queues cannot be reached.", requestId: "r1" }, 503);
  await visit("queue-failing");
  await staff.route("**/api/dashboard/queues", () => {});
  await staff.goto("/dashboard/queues");
  await staff.getByText("Loading the queues").waitFor({ state: "attached" });
  await inspect(staff, "queues-loading");
  await staff.unroute("**/api/dashboard/queues");
  await staff.goto("/dashboard/queues/nowhere");
  await staff.getByText("That queue does not exist.").waitFor();
});

test("whom the platform calls is asked now, and what goes wrong there is said", async () => {
  await staff.goto("/dashboard");
  await staff.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Integrations" }).click();
  const card = staff.getByRole("region", { name: "AutoDNS" });
  await card.getByRole("button", { name: "Check now: AutoDNS" }).click();
  await card.getByText("AutoDNS answered and let us in.").waitFor();
  await card.getByText("Answers", { exact: true }).waitFor();
  await inspect(staff, "integrations");
  const items = [
    {
      ...{ name: "autodns", host: "api.autodns.com", login: "a-login-of-a-company-with-a-long-name", system: "live" },
      ...{ answeredAt: null, failedAt: new Date().toISOString(), failures: 14 },
      failure: {
        code: "registry.login",
        message: `AutoDNS refused the login: ${"EF01016 The login failed. ".repeat(8)}`,
      },
    },
  ];
  await staff.route("**/api/dashboard/integrations", (route) => route.fulfill({ json: { items } }));
  await staff.goto("/dashboard/integrations");
  await card.getByText("Does not answer", { exact: true }).waitFor();
  await inspect(staff, "integrations-failing");
  await staff.unroute("**/api/dashboard/integrations");
  await staff.route("**/api/dashboard/integrations", (route) =>
    route.fulfill({ status: 503, json: { code: "unavailable", message: "Not now.", requestId: "r1" } }),
  );
  await staff.goto("/dashboard/integrations");
  await staff.getByText("The integrations can’t be shown right now").waitFor();
  await inspect(staff, "integrations-unreadable");
  await staff.unroute("**/api/dashboard/integrations");
});

test("staff who do not run the machines may look, and are told who may do more", async () => {
  await staff.route("**/api/session", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...((await response.json()) as object), staff: "support" } });
  });
  await staff.goto("/dashboard/queues/payments");
  await staff.getByText("Administrators and operators send messages back or discard them.").waitFor();
  expect(await staff.getByRole("button", { name: /Send|Discard/ }).count()).toBe(0);
  await inspect(staff, "queue-support");
  await staff.unroute("**/api/session");
});

test("no page broke, and none asked for what the Content-Security-Policy forbids", () => {
  expect(faults).toEqual([]);
});
