import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Id, newId } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Services from "../services/index.ts";
import * as Monitoring from "./index.ts";
import { serviceExit } from "./metric.sql.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await testPlatform();
  await platform.readyNode();
});
afterAll(() => platform.close());

let owner: Ctx;
let as: Awaited<ReturnType<TestPlatform["customer"]>>["as"];
let accountId: Id<"account">;
let serviceId: Id<"service">;
let count = 0;
beforeEach(async () => {
  ({ owner, as, accountId } = await platform.customer());
  count += 1;
  serviceId = (await platform.paidOrder(owner, `told-${count}`)).serviceId as Id<"service">;
  await platform.deliverFor(60);
});

const asPlatform: <T>(run: Parameters<typeof platform.world.db.transaction<T>>[1]) => Promise<T> = (run) =>
  platform.world.db.transaction({ role: "platform" }, run);
const fellOver = (times: number, apartMs = 1000) =>
  asPlatform(async (tx) => {
    for (let n = 0; n < times; n++) {
      platform.world.clock.now = new Date(platform.world.clock.now.getTime() + apartMs);
      const at = platform.world.clock.now;
      const exit = { stack: "s-1", part: `web${n}`, exitCode: 3, restarted: true, memoryUsedUp: false };
      await tx.insert(serviceExit).values({ serviceId, accountId, at, ...exit });
    }
  });
const kindsOf = async (ctx: Ctx) => (await Monitoring.timeline(ctx, { serviceId })).items.map(({ kind }) => kind);

test("releases, work, changes and crashes are told in the order in which they happened", async () => {
  await fellOver(1);
  platform.world.clock.advance(60);
  await Services.suspend(platform.asStaff(), { serviceId });
  await platform.deliverFor(60);
  const { items } = await Monitoring.timeline(owner, { serviceId });
  expect(items.toSorted((a, b) => b.at.getTime() - a.at.getTime())).toEqual(items);
  const told = items.map((entry) => entry.kind);
  expect(told.indexOf("operation")).toBeLessThan(told.indexOf("exit"));
  expect(items.find(({ kind }) => kind === "release")).toMatchObject({ number: 1, live: true, failure: null });
  expect(items.find(({ kind }) => kind === "exit")).toMatchObject({ part: "web0", exitCode: 3, restarted: true });
  expect(items.some(({ kind }) => kind === "change")).toBe(true);
});

test("who did what is told to those who may read the account's activity, and to nobody else", async () => {
  await Services.suspend(platform.asStaff(), { serviceId });
  await platform.deliverFor(60);
  expect(await kindsOf(owner)).toContain("change");
  expect(await kindsOf(platform.asStaff())).toContain("change");
  for (const role of ["technical", "reader"] as const) {
    expect(await kindsOf(as(role))).toContain("operation");
    expect(await kindsOf(as(role))).not.toContain("change");
  }
});

test("page by page nothing is told twice and nothing left out, not even of one millisecond", async () => {
  await fellOver(40);
  await fellOver(20, 0);
  const parts: string[] = [];
  for (let cursor: string | undefined, pages = 0; pages < 20; pages++) {
    const found = await Monitoring.timeline(owner, { serviceId, ...(cursor && { cursor }) });
    parts.push(
      ...found.items.flatMap((entry) => (entry.kind === "exit" ? [`${entry.at.toISOString()} ${entry.part}`] : [])),
    );
    if (found.nextCursor === null) break;
    cursor = found.nextCursor;
  }
  expect(new Set(parts).size).toBe(parts.length);
  expect(parts).toHaveLength(60);
});

test("another account's service has no timeline", async () => {
  const { owner: other } = await platform.customer();
  await expect(Monitoring.timeline(other, { serviceId })).rejects.toMatchObject({ kind: "not_found" });
  await expect(Monitoring.timeline(owner, { serviceId: newId("service") })).rejects.toMatchObject({
    kind: "not_found",
  });
});
