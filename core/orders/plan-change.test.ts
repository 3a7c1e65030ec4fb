import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as AddOns from "../add-ons/index.ts";
import * as Catalog from "../catalog/index.ts";
import { euros, someTerms } from "../catalog/test-catalog.ts";
import type { Id } from "../kernel/id.ts";
import { money } from "../kernel/money.ts";
import type { Ctx } from "../kernel/operation.ts";
import * as Monitoring from "../monitoring/index.ts";
import type { FakeNode } from "../nodes/fake-nodes.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Releases from "../releases/index.ts";
import * as Reports from "../reports/index.ts";
import * as Services from "../services/index.ts";
import * as Orders from "./index.ts";
import { settled } from "./plan-change.state.ts";

let platform: TestPlatform;
let node: FakeNode & { id: Id<"node"> };
let large: Catalog.Plan;
beforeAll(async () => {
  platform = await testPlatform();
  node = await platform.readyNode(65_536);
  large = await platform.largePlan();
});
afterAll(() => platform.close());

let owner: Ctx;
let as: Awaited<ReturnType<TestPlatform["customer"]>>["as"];
let accountId: Id<"account">;
let serviceId: Id<"service">;
let site = 0;
beforeEach(async () => {
  ({ owner, as, accountId } = await platform.customer());
  serviceId = await live(platform.plan);
});

async function live(plan: Catalog.Plan, template = "dockerfile"): Promise<Id<"service">> {
  site += 1;
  const of = { app: { template, parameters: {} }, planId: plan.id };
  const order = await platform.paidOrder(owner, `site-${site}`, of);
  await platform.deliverFor(120);
  return order.serviceId as Id<"service">;
}
const service = () => Services.get(owner, { serviceId });
const change = (plan: Catalog.Plan) =>
  Orders.changePlan(owner, { serviceId, planId: plan.id, planVersionId: plan.versionId });
const order = ({ id }: { id: Id<"order"> }) => Orders.get(owner, { orderId: id });
async function pay({ id }: { id: Id<"order"> }): Promise<void> {
  await Orders.checkout(owner, { orderId: id });
  const [checkoutId] = [...platform.payments.checkouts.keys()].slice(-1);
  if (checkoutId === undefined) throw new Error("no payment page was opened");
  platform.payments.pay(checkoutId);
  await Orders.recordPayment(platform.asSystem, { checkoutId });
}
const onNode = () => node.accounts.get(`c-${accountId.slice(4).toLowerCase()}`)?.limits;
const container = () => {
  const home = `s-${serviceId.slice(4).toLowerCase()}`;
  return node.applied.findLast(({ stack }) => stack.startsWith(home))?.compose;
};

describe("a larger plan", () => {
  test("costs the difference for the rest of what is paid, and takes effect when that is paid: on the node too", async () => {
    const before = await service();
    const placed = await change(large);
    expect(placed).toMatchObject({ state: "pending", serviceId, operationId: null, change: { fromPlanName: "Small" } });
    // A month is paid; two minutes of it have passed.
    expect(placed.price.minor).toBeGreaterThan(990);
    expect(placed.price.minor).toBeLessThanOrEqual(1000);
    await platform.deliverFor(600);
    expect(await service()).toMatchObject({ planName: "Small", limits: { memoryMb: 64 } });

    await pay(placed);
    await platform.deliverFor(120);
    expect(await order(placed)).toMatchObject({ state: "fulfilled" });
    expect(await service()).toMatchObject({
      ...{ state: "active", planName: "Large", planVersionId: large.versionId, price: large.price },
      ...{ limits: large.limits, paidUntil: before.paidUntil },
    });
    expect(onNode()).toMatchObject({ memoryMb: 512, cpuPercent: 100, processes: 256, diskMb: 4096 });
    expect(container()).toContain('"mem_limit": "512m"');
    expect((await Releases.list(owner, { serviceId })).items[0]).toMatchObject({ number: 2, state: "live" });
  });

  test("that is not paid changes nothing, and can be cancelled", async () => {
    const placed = await change(large);
    await expect(change(large)).rejects.toMatchObject({ code: "order.change_open" });
    await Orders.cancel(owner, { orderId: placed.id });
    expect(await order(placed)).toMatchObject({ state: "cancelled" });
    expect(await service()).toMatchObject({ planName: "Small" });
    await change(large);
  });

  test("whose release does not become healthy leaves the plan and the limits as they were, and the money goes back", async () => {
    const before = await service();
    const placed = await change(large);
    await pay(placed);
    node.nextStates = ["failed", "failed"];
    await platform.deliverFor(600);
    expect(await order(placed)).toMatchObject({ state: "refunded", failure: { code: "release.unhealthy" } });
    expect(await service()).toMatchObject({
      ...{ state: "active", planName: "Small", planVersionId: platform.plan.versionId },
      ...{ limits: before.limits, price: before.price, paidUntil: before.paidUntil },
    });
    expect(onNode()).toMatchObject({ memoryMb: 64 });
  });

  test("waits for a deploy that is under way", async () => {
    const placed = await change(large);
    await Releases.redeploy(owner, { serviceId });
    await pay(placed);
    await Orders.applyChange(platform.asSystem, { orderId: placed.id });
    expect(await order(placed)).toMatchObject({ state: "paid", operationId: null });
    await expect(Orders.cancel(owner, { orderId: placed.id })).rejects.toMatchObject({
      code: "order.change_under_way",
    });
    const { changes } = await Orders.due(platform.asSystem, {});
    expect(changes).toContain(placed.id);
    await platform.deliverFor(120);
    for (let time = 0; time < 2; time++) await Orders.applyChange(platform.asSystem, { orderId: placed.id });
    await platform.deliverFor(120);
    expect(await order(placed)).toMatchObject({ state: "fulfilled" });
    expect((await service()).planName).toBe("Large");
  });

  test("is refunded where the website was suspended before it was paid", async () => {
    const placed = await change(large);
    await Services.suspend(platform.asStaff("operator"), { serviceId });
    await platform.deliverFor(60);
    await pay(placed);
    await platform.deliverFor(60);
    expect(await order(placed)).toMatchObject({ state: "refunded" });
    expect(await service()).toMatchObject({ state: "suspended", planName: "Small" });
  });
});

describe("a smaller plan", () => {
  test("costs nothing today: what is left of the money lasts longer", async () => {
    serviceId = await live(large);
    const before = await service();
    const offers = await Orders.listPlanOffers(owner, { serviceId });
    expect(offers.map(({ name, current, refusal }) => [name, current, refusal])).toEqual([
      ["Small", false, null],
      ["Large", true, null],
    ]);
    expect(offers[0]?.due).toEqual(money(0));
    const placed = await change(platform.plan);
    expect(placed).toMatchObject({ state: "paid", price: money(0) });
    await platform.deliverFor(120);
    expect(await order(placed)).toMatchObject({ state: "fulfilled" });
    const after = await service();
    expect(after).toMatchObject({ planName: "Small", price: platform.plan.price, limits: platform.plan.limits });
    const rest = (paidUntil: Date | null) => (paidUntil?.getTime() ?? 0) - Date.parse(String(placed.createdAt));
    expect(rest(after.paidUntil) / rest(before.paidUntil)).toBeCloseTo(3, 3);
    expect(onNode()).toMatchObject({ memoryMb: 64 + 64 });
  });

  test("is refused where what runs does not fit", async () => {
    serviceId = await live(large);
    await AddOns.addDatabase(owner, { serviceId, template: "valkey" });
    await platform.deliverFor(120);
    const message = "Dockerfile and its databases need 160 MB of memory, and Small has 64 MB.";
    await expect(change(platform.plan)).rejects.toMatchObject({ code: "plan.too_small", message });
    expect((await Orders.listPlanOffers(owner, { serviceId }))[0]?.refusal).toEqual({
      code: "plan.too_small",
      message,
    });
  });

  test("is refused where more is on the disk than there would be room for, until it is deleted", async () => {
    serviceId = await live(large);
    const user = `c-${accountId.slice(4).toLowerCase()}`;
    /** The account has two websites there: 512 MB and 4096 MB. */
    const takes = async (diskUsedMb: number) => {
      platform.world.clock.advance(60);
      node.metrics = {
        ...{
          at: platform.world.clock.now.toISOString(),
          memoryFrom: "group",
          containers: [],
          sites: [],
          exits: [],
          runs: [],
        },
        node: { cpus: 2, cpuMs: 1000, memoryMb: 4096, memoryUsedMb: 1024, diskMb: 40_000, diskUsedMb: 2000 },
        accounts: [{ user, diskUsedMb, diskLimitMb: onNode()?.diskMb ?? 0 }],
      };
      await Monitoring.collect(platform.asSystem, node.id);
    };
    const offer = async () => (await Orders.listPlanOffers(owner, { serviceId }))[0];
    await takes(2500);
    const message =
      "Your files, databases and builds take 2.4 GB; with Small there would be room for 1 GB. Delete what is not needed any more, then look again in a minute.";
    const refused = { code: "plan.disk_used", message };
    await expect(change(platform.plan)).rejects.toMatchObject(refused);
    expect(await offer()).toMatchObject({ refusal: refused, diskShort: { usedMb: 2500, roomMb: 1024 } });
    // Staff who would sell it with that little see whom they could not move.
    const staff = platform.asStaff("billing");
    const preview = () => Reports.catalogPlan(staff, { planId: large.id });
    expect((await preview()).shortOfDisk).toEqual([]);
    const { revision } = await preview();
    const drafted = await Catalog.draftVersion(staff, { planId: large.id, revision, terms: someTerms() });
    const mine = { id: serviceId, usedMb: 2500, roomMb: 1024 };
    expect((await preview()).shortOfDisk).toEqual([expect.objectContaining(mine)]);
    await Catalog.discardDraft(staff, { planId: large.id, revision: drafted.revision });
    await takes(1024);
    expect(await offer()).toMatchObject({ refusal: null, diskShort: null });
    // What has grown since it was ordered is not squeezed in.
    const placed = await change(platform.plan);
    await takes(1025);
    await platform.deliverFor(120);
    expect(await order(placed)).toMatchObject({ state: "cancelled", failure: { code: "plan.disk_used" } });
    // A larger plan is what helps: it is never refused for this.
    serviceId = await live(platform.plan);
    await takes(100_000);
    expect((await Orders.listPlanOffers(owner, { serviceId })).map(({ refusal }) => refusal)).toEqual([null, null]);
  });
});

describe("what it costs", () => {
  const at = (text: string) => new Date(text);
  const paid = { priceMinor: 500, until: at("2026-12-16T00:00:00Z") };
  test.each([
    ["dearer, half of the month left", "2026-12-01T00:00:00Z", 1500, 484, "2026-12-16T00:00:00.000Z"],
    ["dearer by less than a card can pay", "2026-12-01T00:00:00Z", 560, 0, "2026-12-16T00:00:00.000Z"],
    ["the same", "2026-12-01T00:00:00Z", 500, 0, "2026-12-16T00:00:00.000Z"],
    ["half the price lasts twice as long", "2026-12-01T00:00:00Z", 250, 0, "2026-12-31T00:00:00.000Z"],
    ["free of charge", "2026-12-01T00:00:00Z", 0, 0, "2026-12-16T00:00:00.000Z"],
    ["paid no more: a new month", "2026-12-20T00:00:00Z", 1500, 1500, "2027-01-20T00:00:00.000Z"],
  ])("%s", (_, now, price, dueMinor, paidUntil) => {
    const result = settled(at(now), "month", paid, money(price));
    expect({ ...result, paidUntil: result.paidUntil.toISOString() }).toEqual({ dueMinor, paidUntil });
  });
});

test("the newest version of one's own plan is a change too, and nobody gets it unasked", async () => {
  const staff = platform.asStaff("billing");
  const { id: planId } = await Catalog.createPlan(staff, {
    ...{ productId: large.product.id, slug: "own", name: "Own", summary: "", terms: someTerms({ price: euros(500) }) },
  });
  await Catalog.publish(staff, { planId: planId as Id<"plan">, revision: 1 });
  const own = async () => (await Catalog.list(owner, {})).filter(({ id }) => id === planId).at(0) as Catalog.Plan;
  serviceId = await live(await own());
  const drafted = await Catalog.draftVersion(staff, {
    ...{ planId: planId as Id<"plan">, revision: 2 },
    terms: someTerms({ price: euros(500), limits: { memoryMb: 256, cpuPercent: 50, processes: 128, diskMb: 2048 } }),
  });
  await Catalog.publish(staff, { planId: planId as Id<"plan">, revision: drafted.revision });
  const offer = (await Orders.listPlanOffers(owner, { serviceId })).find((one) => one.planId === planId);
  expect(offer).toMatchObject({ current: false, newer: true, due: money(0) });
  await change(await own());
  await platform.deliverFor(120);
  expect(await service()).toMatchObject({ planName: "Own", limits: { memoryMb: 256 } });
});

test("it is for those who may spend the account's money, in their own account", async () => {
  const input = { serviceId, planId: large.id, planVersionId: large.versionId };
  for (const role of ["technical", "reader"] as const) {
    await expect(Orders.changePlan(as(role), input)).rejects.toMatchObject({ kind: "forbidden" });
  }
  const stranger = await platform.customer();
  await expect(Orders.changePlan(stranger.owner, input)).rejects.toMatchObject({ kind: "not_found" });
  await expect(Orders.listPlanOffers(stranger.owner, { serviceId })).rejects.toMatchObject({ kind: "not_found" });
});
