import { afterAll, beforeAll, expect, test } from "vitest";
import * as Catalog from "../catalog/index.ts";
import { euros, someTerms } from "../catalog/test-catalog.ts";
import { newId } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Reports from "../reports/index.ts";
import * as Services from "../services/index.ts";
import * as Orders from "./index.ts";

let platform: TestPlatform;
let owner: Ctx;
beforeAll(async () => {
  platform = await testPlatform();
  owner = (await platform.customer()).owner;
});
afterAll(() => platform.close());

const look = () => Reports.catalogPlan(platform.asStaff("billing"), { planId: platform.plan.id });
async function publish(terms: ReturnType<typeof someTerms>): Promise<void> {
  const staff = platform.asStaff("billing");
  const planId = platform.plan.id;
  const { revision } = await Catalog.draftVersion(staff, { planId, revision: (await look()).revision, terms });
  await Catalog.publish(staff, { planId, revision });
}
async function pay(order: Orders.Order): Promise<Services.Service> {
  await Orders.checkout(owner, { orderId: order.id });
  const [checkoutId] = [...platform.payments.checkouts.keys()].slice(-1);
  if (checkoutId === undefined) throw new Error("no payment page was opened");
  platform.payments.pay(checkoutId);
  await Orders.recordPayment(platform.asSystem, { checkoutId });
  const { serviceId } = await Orders.get(owner, { orderId: order.id });
  if (serviceId === null) throw new Error("nothing was sold");
  return Services.get(owner, { serviceId });
}
const place = (siteName: string, more: object = {}) =>
  Orders.place(owner, { planId: platform.plan.id, siteName, ...more });

test("what was ordered is delivered as it was sold, whatever is published before it is paid", async () => {
  const ordered = await place("early");
  const running = await pay(await place("running"));
  const more = { memoryMb: 256, cpuPercent: 50, processes: 128, diskMb: 2048 };
  await publish(someTerms({ price: euros(900), limits: more }));

  const delivered = await pay(ordered);
  expect(delivered).toMatchObject({ price: euros(500), limits: platform.plan.limits });
  expect(delivered.planVersionId).toBe(platform.plan.versionId);
  expect(await Services.get(owner, { serviceId: running.id })).toEqual({ ...running, operation: expect.anything() });

  const now = await pay(await place("late"));
  expect(now).toMatchObject({ price: euros(900), limits: more });
  expect(now.planVersionId).not.toBe(delivered.planVersionId);

  await place("unpaid");
  const { versions, services, openOrders, onOlder } = await look();
  expect(versions.map((version) => [version.number, version.services, version.openOrders])).toEqual([
    [2, 1, 2],
    [1, 2, 2],
  ]);
  expect([services, openOrders]).toEqual([3, 4]);
  expect(onOlder.map(({ name, version, accountName }) => [name, version, accountName])).toEqual([
    ["early.sites.example", 1, "Studio North"],
    ["running.sites.example", 1, "Studio North"],
  ]);
});

test("an order that was begun with what is no longer sold is refused before anything is charged", async () => {
  const [shown] = await Catalog.list(owner, {});
  await publish(someTerms({ price: euros(1100) }));
  await expect(place("surprise", { planVersionId: shown?.versionId })).rejects.toMatchObject({
    kind: "conflict",
    code: "plan.changed",
  });
  await expect(place("surprise", { planVersionId: newId("planVersion") })).rejects.toMatchObject({
    code: "plan.changed",
  });
  const [current] = await Catalog.list(owner, {});
  expect(await place("surprise", { planVersionId: current?.versionId })).toMatchObject({ price: euros(1100) });
});

test("a year is paid at once where it is sold, with what setting up costs, and runs a year", async () => {
  await expect(place("yearly", { interval: "year" })).rejects.toMatchObject({ code: "plan.interval_not_sold" });
  await publish(someTerms({ price: euros(1000), yearlyPrice: euros(9900), setupFee: euros(500) }));
  const order = await place("yearly", { interval: "year" });
  expect(order).toMatchObject({ price: euros(10_400), interval: "year" });
  const service = await pay(order);
  expect(service).toMatchObject({ price: euros(9900), interval: "year" });
  expect(service.paidUntil).toEqual(new Date("2027-11-22T08:00:00Z"));
  expect(await place("monthly")).toMatchObject({ price: euros(1500), interval: "month" });
});
