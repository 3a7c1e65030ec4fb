import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { DomainError } from "#core/kernel/errors.ts";
import type { Id } from "#core/kernel/id.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import * as Orders from "#core/orders/index.ts";
import { type TestPlatform, testPlatform } from "#core/provisioning/test-platform.ts";
import * as Services from "#core/services/index.ts";
import { fallsDue } from "./falls-due.ts";

let platform: TestPlatform;
let node: Awaited<ReturnType<TestPlatform["readyNode"]>>;
let owner: Ctx;
let lines: string[];
beforeAll(async () => {
  platform = await testPlatform();
  node = await platform.readyNode();
  ({ owner } = await platform.customer());
});
afterAll(() => platform.close());
beforeEach(() => {
  lines = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => void lines.push(line));
});
afterEach(() => vi.restoreAllMocks());

const nothing = {
  ...{
    expired: 0,
    refundsBegun: 0,
    refundsIssued: 0,
    plansChanged: 0,
    domainsToRenew: 0,
    renewalsCharged: 0,
    cardsForgotten: 0,
  },
  ...{ removed: 0, keysTold: 0, endingsTold: 0, renewalsAsked: 0, renewed: 0 },
};
const stateOf = async (orderId: Id<"order">) => (await Orders.get(owner, { orderId })).state;
const hour = 3600;

test("nothing is due before its time, and nothing twice", async () => {
  const unpaid = await Orders.place(owner, { planId: platform.plan.id, siteName: "unpaid" });
  node.fail("route-put", "before", 1, () => new DomainError("conflict", "ingress.rejected", "No."));
  const broken = await platform.paidOrder(owner, "broken-site");
  const left = await platform.paidOrder(owner, "left-site");
  await platform.deliver();
  const serviceId = left.serviceId as Id<"service">;
  await Services.terminate(owner, { serviceId });
  await platform.deliver();
  expect(await fallsDue(platform.asSystem)).toEqual(nothing);

  platform.world.clock.advance(hour);
  expect(await fallsDue(platform.asSystem)).toEqual({ ...nothing, refundsBegun: 1, refundsIssued: 0 });
  await platform.deliver();
  expect(await stateOf(broken.id)).toBe("refunded");

  platform.world.clock.advance(24 * hour);
  expect(await fallsDue(platform.asSystem)).toEqual({ ...nothing, expired: 1 });
  expect(await stateOf(unpaid.id)).toBe("cancelled");

  platform.world.clock.advance(7 * 24 * hour);
  expect(await fallsDue(platform.asSystem)).toEqual({ ...nothing, removed: 1 });
  await platform.deliver();
  expect((await Services.get(owner, { serviceId })).state).toBe("terminated");
  expect(await fallsDue(platform.asSystem)).toEqual(nothing);
});

test("one that fails keeps no other waiting, is logged, and is due again", async () => {
  const orders: Orders.Order[] = [];
  for (const siteName of ["one-site", "two-site", "three-site"]) {
    const order = await Orders.place(owner, { planId: platform.plan.id, siteName });
    await Orders.checkout(owner, { orderId: order.id });
    orders.push(order);
  }
  platform.world.clock.advance(24 * hour);
  platform.payments.fail("expireCheckout", "before");
  expect(await fallsDue(platform.asSystem)).toEqual({ ...nothing, expired: 2 });
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ code: "payments.unavailable" }]);
  expect(await fallsDue(platform.asSystem)).toEqual({ ...nothing, expired: 1 });
  for (const { id } of orders) expect(await stateOf(id)).toBe("cancelled");
});

test("a refund whose message was lost is sent all the same", async () => {
  const order = await platform.paidOrder(owner, "lost-message");
  await platform.deliver();
  const second = await platform.paidOrder(owner, "lost-too");
  expect(await stateOf(order.id)).toBe("fulfilled");
  node.fail("route-put", "before", 1, () => new DomainError("conflict", "ingress.rejected", "No."));
  await platform.deliver();
  await Orders.cancel(owner, { orderId: second.id });
  expect(await stateOf(second.id)).toBe("refunding");
  expect(await fallsDue(platform.asSystem)).toEqual({ ...nothing, refundsIssued: 1 });
  expect(await stateOf(second.id)).toBe("refunded");
});
