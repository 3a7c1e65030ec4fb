import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as AddOns from "../add-ons/index.ts";
import * as Catalog from "../catalog/index.ts";
import { euros, someExtra } from "../catalog/test-catalog.ts";
import type { Id } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import type { FakeNode } from "../nodes/fake-nodes.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Releases from "../releases/index.ts";
import * as Reports from "../reports/index.ts";
import * as Services from "../services/index.ts";
import * as Orders from "./index.ts";

let platform: TestPlatform;
let node: FakeNode & { id: Id<"node"> };
let large: Catalog.Plan;
let memory: Catalog.Extra;
let databases: Catalog.Extra;
beforeAll(async () => {
  platform = await testPlatform();
  node = await platform.readyNode(65_536);
  large = await platform.largePlan();
  const { product } = large;
  await Catalog.setUp(platform.asSystem, {
    ...{ slug: product.slug, name: product.name, description: product.description },
    plans: [
      someExtra("memory", { price: euros(200), limits: { memoryMb: 256, diskMb: 1024 } }),
      someExtra("databases", { price: euros(100), quotas: { databases: 1 } }),
    ],
  });
  [memory, databases] = (await Catalog.listExtras(platform.asSystem, {})) as [Catalog.Extra, Catalog.Extra];
});
afterAll(() => platform.close());

let owner: Ctx;
let as: Awaited<ReturnType<TestPlatform["customer"]>>["as"];
let accountId: Id<"account">;
let serviceId: Id<"service">;
let site = 0;
beforeEach(async () => {
  ({ owner, as, accountId } = await platform.customer());
  site += 1;
});

type Wanted = Parameters<typeof Orders.changeExtras>[1]["extras"];
const of = ({ versionId }: Catalog.Extra, count = 1) => ({ versionId, count });

async function live(planId = large.id, extras: Wanted = [], template = "dockerfile"): Promise<Orders.Order> {
  const placed = await Orders.place(owner, {
    ...{ planId, extras, siteName: `extra-${site}`, app: { template, parameters: {} } },
  });
  await pay(placed);
  await platform.deliverFor(120);
  ({ serviceId } = (await order(placed)) as { serviceId: Id<"service"> });
  return order(placed);
}
const change = (...extras: Wanted) => Orders.changeExtras(owner, { serviceId, extras });
const order = ({ id }: { id: Id<"order"> }) => Orders.get(owner, { orderId: id });
const service = () => Services.get(owner, { serviceId });
const quota = async () => (await AddOns.listDatabases(owner, { serviceId })).quota;
async function pay({ id }: { id: Id<"order"> }): Promise<void> {
  await Orders.checkout(owner, { orderId: id });
  const [checkoutId] = [...platform.payments.checkouts.keys()].slice(-1);
  if (checkoutId === undefined) throw new Error("no payment page was opened");
  platform.payments.pay(checkoutId);
  await Orders.recordPayment(platform.asSystem, { checkoutId });
}
const onNode = () => node.accounts.get(`c-${accountId.slice(4).toLowerCase()}`)?.limits;

describe("extras that are ordered with a plan", () => {
  test("are paid with it, and the website has what they add: for its databases, and on the node", async () => {
    const placed = await live(large.id, [of(memory, 2), of(databases)]);
    expect(placed).toMatchObject({ state: "fulfilled", price: euros(1500 + 400 + 100) });
    expect(placed.extras.map(({ name, count }) => [name, count])).toEqual([
      ["MEMORY", 2],
      ["DATABASES", 1],
    ]);
    const memoryMb = 512 + 2 * 256;
    const diskMb = 4096 + 2 * 1024;
    expect(await service()).toMatchObject({
      ...{ planName: "Large", planVersionId: large.versionId, extras: placed.extras, price: placed.price },
      limits: { ...large.limits, memoryMb, diskMb },
    });
    expect(onNode()).toMatchObject({ memoryMb, diskMb, processes: 256 });
    expect(await quota()).toBe(3);
  });

  test("make room for an app that the plan alone is too small for", async () => {
    const wanted = {
      planId: platform.plan.id,
      siteName: `extra-${site}`,
      app: { template: "wordpress", parameters: {} },
    };
    await expect(Orders.place(owner, wanted)).rejects.toMatchObject({ code: "plan.too_small" });
    const extras = [of(memory, 2), of(databases)];
    expect(await Orders.place(owner, { ...wanted, extras })).toMatchObject({ price: euros(500 + 400 + 100) });
  });

  test("are refused when they are sold by the month and the plan by the year, or are no longer what was shown", async () => {
    const wanted = { planId: platform.plan.id, siteName: `extra-${site}` };
    const yearly = Orders.place(owner, { ...wanted, interval: "year", extras: [of(memory)] });
    await expect(yearly).rejects.toMatchObject({ code: "plan.interval_not_sold" });
    const asPlan = Orders.place(owner, { ...wanted, extras: [{ versionId: large.versionId, count: 1 }] });
    await expect(asPlan, "a plan is no extra").rejects.toMatchObject({ code: "extra.changed" });
    const planId = memory.id;
    await expect(Orders.place(owner, { ...wanted, planId }), "an extra is no plan").rejects.toMatchObject({
      kind: "not_found",
    });
  });
});

describe("extras for a website that runs", () => {
  test("cost the difference for the rest of what is paid, and take effect by a release once that is paid", async () => {
    await live();
    const before = await service();
    const placed = await change(of(memory, 2));
    expect(placed).toMatchObject({ state: "pending", serviceId, planName: "Large", change: { fromExtras: [] } });
    expect(placed.price.minor).toBeGreaterThan(390);
    expect(placed.price.minor).toBeLessThanOrEqual(400);
    await expect(change(of(memory, 1))).rejects.toMatchObject({ code: "order.change_open" });
    expect((await service()).limits).toEqual(before.limits);

    await pay(placed);
    await platform.deliverFor(120);
    expect(await order(placed)).toMatchObject({ state: "fulfilled" });
    expect(await service()).toMatchObject({
      ...{ state: "active", planVersionId: large.versionId, price: euros(1900), paidUntil: before.paidUntil },
      limits: { memoryMb: 1024, diskMb: 6144 },
    });
    expect(onNode()).toMatchObject({ memoryMb: 1024, diskMb: 6144 });
    expect((await Releases.list(owner, { serviceId })).items[0]).toMatchObject({ number: 2, state: "live" });
    await expect(change(of(memory, 2))).rejects.toMatchObject({ code: "plan.same" });
  });

  test("whose release does not become healthy leave everything as it was, and the money goes back", async () => {
    await live(large.id, [of(databases)]);
    const before = await service();
    const placed = await change(of(databases), of(memory));
    await pay(placed);
    node.nextStates = ["failed", "failed"];
    await platform.deliverFor(600);
    expect(await order(placed)).toMatchObject({ state: "refunded", failure: { code: "release.unhealthy" } });
    const { extras, limits, price, paidUntil } = before;
    expect(await service()).toMatchObject({ state: "active", extras, limits, price, paidUntil });
    expect(onNode()).toMatchObject({ memoryMb: 512 });
  });

  test("can be given back, and what was paid lasts longer; not while something needs them", async () => {
    await live(large.id, [of(memory, 2)]);
    const before = await service();
    for (const template of ["valkey", "postgresql"]) {
      await AddOns.addDatabase(owner, { serviceId, template });
      await platform.deliverFor(120);
    }
    await expect(change()).rejects.toMatchObject({
      code: "plan.too_small",
      message: "Dockerfile and its databases need 544 MB of memory, and Large has 512 MB.",
    });
    const placed = await change(of(memory, 1));
    expect(placed).toMatchObject({ state: "paid", price: euros(0) });
    await platform.deliverFor(120);
    const after = await service();
    expect(after).toMatchObject({ price: euros(1700), limits: { memoryMb: 768 } });
    expect(after.paidUntil?.getTime()).toBeGreaterThan(before.paidUntil?.getTime() ?? 0);
  });

  test("stay with the website when its plan changes", async () => {
    await live(platform.plan.id, [of(memory)]);
    const offers = await Orders.listPlanOffers(owner, { serviceId });
    expect(offers.map(({ name, price, total }) => [name, price?.minor, total?.minor])).toEqual([
      ["Small", 500, 700],
      ["Large", 1500, 1700],
    ]);
    const placed = await Orders.changePlan(owner, { serviceId, planId: large.id, planVersionId: large.versionId });
    await pay(placed);
    await platform.deliverFor(120);
    expect(await service()).toMatchObject({
      ...{ planName: "Large", extras: [{ name: "MEMORY", count: 1 }], price: euros(1700) },
      limits: { memoryMb: 768 },
    });
  });
});

test("what is published later is for new orders: a website keeps what it was sold, and staff see whom that meets", async () => {
  await live(large.id, [of(memory)]);
  const staff = platform.asStaff("billing");
  const look = () => Reports.catalogPlan(staff, { planId: memory.id });
  const { revision } = await look();
  const { terms } = someExtra("memory", { price: euros(300), limits: { memoryMb: 512 } });
  const drafted = await Catalog.draftVersion(staff, { planId: memory.id, revision, terms });
  await Catalog.publish(staff, { planId: memory.id, revision: drafted.revision });

  const seen = await look();
  const [newest, older] = seen.versions;
  expect(seen).toMatchObject({ kind: "extra", product: { slug: "hosting" } });
  expect([newest?.services, (older?.services ?? 0) > 0]).toEqual([0, true]);
  expect(seen.onOlder.map(({ name }) => name)).toContain(`extra-${site}.sites.example`);

  expect(await service()).toMatchObject({ price: euros(1700), limits: { memoryMb: 768 } });
  const offers = await Orders.listExtraOffers(owner, { serviceId });
  expect(offers.map(({ name, price, count, countMax }) => [name, price.minor, count, countMax])).toEqual([
    ["MEMORY", 300, 0, 20],
    ["DATABASES", 100, 0, 20],
    ["MEMORY", 200, 1, 1],
  ]);
  await expect(change(of(memory, 2)), "no more of what is no longer sold").rejects.toMatchObject({
    code: "extra.changed",
  });
  const both = await change(of(memory), of(databases));
  await pay(both);
  await platform.deliverFor(120);
  expect(await service()).toMatchObject({ price: euros(1800), limits: { memoryMb: 768 } });
});

test("they are for those who may spend the account's money, in their own account", async () => {
  await live();
  const input = { serviceId, extras: [of(databases)] };
  for (const role of ["technical", "reader"] as const) {
    await expect(Orders.changeExtras(as(role), input)).rejects.toMatchObject({ kind: "forbidden" });
  }
  const stranger = await platform.customer();
  await expect(Orders.changeExtras(stranger.owner, input)).rejects.toMatchObject({ kind: "not_found" });
  await expect(Orders.listExtraOffers(stranger.owner, { serviceId })).rejects.toMatchObject({ kind: "not_found" });
});
