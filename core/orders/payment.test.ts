import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as Billing from "../billing/index.ts";
import type { Id } from "../kernel/id.ts";
import { auditLog } from "../kernel/kernel.sql.ts";
import { operation } from "../kernel/long-operation/long-operation.sql.ts";
import { money } from "../kernel/money.ts";
import type { Ctx } from "../kernel/operation.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import { service } from "../services/service.sql.ts";
import * as Orders from "./index.ts";

/** No node is ever ready here: a paid order waits. */
let platform: TestPlatform;
beforeAll(async () => {
  platform = await testPlatform();
});
afterAll(() => platform.close());

let owner: Ctx;
beforeEach(async () => {
  ({ owner } = await platform.customer());
});

let site = 0;
const nextName = () => `shop-${++site}`;

async function inCheckout() {
  const siteName = nextName();
  const placed = await Orders.place(owner, { planId: platform.plan.id, siteName });
  await Orders.checkout(owner, { orderId: placed.id });
  const checkoutId = [...platform.payments.checkouts.keys()].at(-1) ?? "";
  return { orderId: placed.id, checkoutId, siteName };
}

const webhook = async (eventId: string, type = "checkout.session.completed") => {
  const ctx: Ctx = { ...platform.asSystem, actor: { type: "webhook", source: "stripe" } };
  await Billing.receive(ctx, { eventId, type });
};
const stateOf = async (orderId: Id<"order">) => (await Orders.get(owner, { orderId })).state;
const auditOf = (target: string) =>
  platform.world.db.transaction({ role: "platform" }, (tx) =>
    tx.select().from(auditLog).where(eq(auditLog.target, target)),
  );
const refundsOf = (checkoutId: string) => {
  const paymentId = platform.payments.checkouts.get(checkoutId)?.paymentId;
  return [...platform.payments.refunds.values()].filter((refund) => refund.paymentId === paymentId);
};
const bought = (orderId: Id<"order">) =>
  platform.world.db.transaction({ role: "platform" }, async (tx) => {
    const services = await tx.select().from(service).where(eq(service.orderId, orderId));
    const operations = await tx
      .select()
      .from(operation)
      .where(eq(operation.subject, services[0]?.id ?? ""));
    return [services.length, operations.length];
  });

describe("a payment", () => {
  test("turns the order into a service that is being set up, once", async () => {
    const { orderId, checkoutId } = await inCheckout();
    await webhook(platform.payments.pay(checkoutId));
    await platform.deliver();
    const paid = await Orders.get(owner, { orderId });
    expect(paid).toMatchObject({ state: "paid", paidAt: platform.world.clock.now });
    expect(paid.refundDueAt).toEqual(new Date(platform.world.clock.now.getTime() + 86_400_000));
    expect(await bought(orderId)).toEqual([1, 1]);
  });

  test("that is announced often, late and by many at once is one payment", async () => {
    const { orderId, checkoutId } = await inCheckout();
    const event = platform.payments.pay(checkoutId);
    await Promise.all(Array.from({ length: 5 }, () => webhook(event)));
    await platform.deliver();
    await Promise.all(Array.from({ length: 5 }, () => Orders.recordPayment(platform.asSystem, { checkoutId })));
    expect(await stateOf(orderId)).toBe("paid");
    platform.world.clock.advance(25 * 3600);
    await platform.deliver();
    await Orders.recordPayment(platform.asSystem, { checkoutId });
    await platform.deliver();
    expect(await bought(orderId)).toEqual([1, 1]);
    expect(refundsOf(checkoutId)).toHaveLength(1);
  });

  test("that is announced before it was made changes nothing", async () => {
    const { orderId, checkoutId } = await inCheckout();
    await Orders.recordPayment(platform.asSystem, { checkoutId });
    expect(await stateOf(orderId)).toBe("pending");
    expect(await bought(orderId)).toEqual([0, 0]);
  });

  test("of another amount or currency buys nothing and goes back", async () => {
    for (const total of [money(499), money(501)]) {
      const { orderId, checkoutId } = await inCheckout();
      await webhook(platform.payments.pay(checkoutId, total));
      await platform.deliver();
      expect(await stateOf(orderId)).toBe("refunded");
      expect(await bought(orderId)).toEqual([0, 0]);
      expect(refundsOf(checkoutId)).toHaveLength(1);
    }
  });

  test("of a page that was opened and paid behind a cancellation goes back", async () => {
    const { orderId, checkoutId } = await inCheckout();
    platform.payments.meanwhile("expireCheckout", async () => platform.payments.pay(checkoutId));
    await expect(Orders.cancel(owner, { orderId })).rejects.toMatchObject({ code: "order.already_paid" });
    await Orders.recordPayment(platform.asSystem, { checkoutId });
    await Orders.cancel(owner, { orderId });
    await platform.deliver();
    expect(await stateOf(orderId)).toBe("refunded");
  });

  test("that arrives after the order was given up goes back, and the name stays with whoever has it now", async () => {
    const { orderId, checkoutId, siteName } = await inCheckout();
    platform.world.clock.advance(24 * 3600);
    // The provider did not hear of the end, so the page stayed open.
    platform.payments.fail("expireCheckout", "before");
    await expect(Orders.expire(platform.asSystem, { orderId })).rejects.toMatchObject({ kind: "unavailable" });
    expect(await stateOf(orderId)).toBe("pending");
    await Orders.expire(platform.asSystem, { orderId });
    expect(await stateOf(orderId)).toBe("cancelled");

    const stranger = await platform.customer();
    const next = await Orders.place(stranger.owner, { planId: platform.plan.id, siteName });
    const late = platform.payments.checkouts.get(checkoutId);
    if (late) Object.assign(late, { state: "complete", paid: true, paymentId: `pi_late_${site}` });
    await Orders.recordPayment(platform.asSystem, { checkoutId });
    await platform.deliver();
    expect(await stateOf(orderId)).toBe("refunded");
    expect(await bought(orderId)).toEqual([0, 0]);
    await expect(Orders.place(owner, { planId: platform.plan.id, siteName })).rejects.toMatchObject({
      code: "hosting.name_taken",
    });
    expect(await Orders.get(stranger.owner, { orderId: next.id })).toMatchObject({ state: "pending" });
  });

  test("survives a lost answer of the provider", async () => {
    const { orderId, checkoutId } = await inCheckout();
    platform.payments.pay(checkoutId);
    platform.payments.fail("checkout", "after");
    await expect(Orders.recordPayment(platform.asSystem, { checkoutId })).rejects.toMatchObject({
      kind: "unavailable",
    });
    expect(await stateOf(orderId)).toBe("pending");
    await Orders.recordPayment(platform.asSystem, { checkoutId });
    expect(await stateOf(orderId)).toBe("paid");
  });

  test("is nothing that a person can claim", async () => {
    const { checkoutId } = await inCheckout();
    for (const ctx of [owner, platform.asStaff("administrator")]) {
      await expect(Orders.recordPayment(ctx, { checkoutId })).rejects.toMatchObject({ kind: "forbidden" });
    }
  });
});

describe("an unpaid order", () => {
  test("is given up after a day: its page is closed and its name is free", async () => {
    const { orderId, checkoutId, siteName } = await inCheckout();
    expect((await Orders.due(platform.asSystem, {})).expire).not.toContain(orderId);
    platform.world.clock.advance(24 * 3600);
    expect((await Orders.due(platform.asSystem, {})).expire).toContain(orderId);
    await Orders.expire(platform.asSystem, { orderId });
    expect(await stateOf(orderId)).toBe("cancelled");
    expect(platform.payments.checkouts.get(checkoutId)).toMatchObject({ state: "expired" });
    await Orders.place(owner, { planId: platform.plan.id, siteName });
  });

  test("is not given up while somebody pays, nor when a page was opened meanwhile", async () => {
    const { orderId, checkoutId } = await inCheckout();
    platform.payments.meanwhile("expireCheckout", async () => platform.payments.pay(checkoutId));
    await Orders.expire(platform.asSystem, { orderId });
    expect(await stateOf(orderId)).toBe("pending");

    const second = await inCheckout();
    platform.payments.lapse(second.checkoutId);
    platform.payments.meanwhile("expireCheckout", () => Orders.checkout(owner, { orderId: second.orderId }));
    await Orders.expire(platform.asSystem, { orderId: second.orderId });
    expect(await stateOf(second.orderId)).toBe("pending");
    await Orders.expire(platform.asSystem, { orderId: second.orderId });
    expect(await stateOf(second.orderId)).toBe("cancelled");
    expect([...platform.payments.checkouts.values()].at(-1)).toMatchObject({ state: "expired" });
  });

  test("is cancelled by those who may, and its name is free at once", async () => {
    const { orderId, siteName, checkoutId } = await inCheckout();
    const { as } = await platform.customer();
    await expect(Orders.cancel(as("reader"), { orderId })).rejects.toMatchObject({ kind: "forbidden" });
    expect(await Orders.cancel(owner, { orderId })).toMatchObject({ state: "cancelled" });
    expect(platform.payments.checkouts.get(checkoutId)).toMatchObject({ state: "expired" });
    await Orders.place(owner, { planId: platform.plan.id, siteName });
    await expect(Orders.cancel(owner, { orderId })).rejects.toMatchObject({ code: "order.cannot_cancel" });
    await expect(Orders.checkout(owner, { orderId })).rejects.toMatchObject({ code: "order.cannot_checkout" });
  });
});

describe("a refund", () => {
  const paid = async () => {
    const { orderId, checkoutId, siteName } = await inCheckout();
    platform.payments.pay(checkoutId);
    await Orders.recordPayment(platform.asSystem, { checkoutId });
    return { orderId, checkoutId, siteName };
  };

  test("is paid once, although its answer is lost and its message comes again and again", async () => {
    const { orderId, checkoutId, siteName } = await paid();
    await Orders.cancel(owner, { orderId });
    platform.payments.fail("createRefund", "after");
    await expect(platform.deliver()).rejects.toMatchObject({ code: "payments.unavailable" });
    expect(await stateOf(orderId)).toBe("refunding");
    expect((await Orders.due(platform.asSystem, {})).refunding).toContain(orderId);
    await Promise.all(Array.from({ length: 4 }, () => Orders.issueRefund(platform.asSystem, { orderId })));
    await Orders.issueRefund(platform.asSystem, { orderId });
    expect(await stateOf(orderId)).toBe("refunded");
    expect(refundsOf(checkoutId)).toHaveLength(1);
    await Orders.place(owner, { planId: platform.plan.id, siteName });
    await platform.deliver();
    expect(
      platform.delivered.filter(({ type, subject }) => type === "order.refunded" && subject === orderId),
    ).toHaveLength(1);
  });

  test("that the bank takes its time for is open until it says so", async () => {
    platform.payments.refundsBegin = "pending";
    const { orderId, checkoutId } = await paid();
    await Orders.cancel(owner, { orderId });
    await platform.deliver();
    platform.payments.refundsBegin = "succeeded";
    expect(await stateOf(orderId)).toBe("refunding");
    const told = await auditOf(orderId);
    for (let look = 0; look < 3; look++) await Orders.issueRefund(platform.asSystem, { orderId });
    expect(await auditOf(orderId), "looking changes nothing, and is not told").toEqual(told);
    const [refund] = refundsOf(checkoutId);
    await webhook(platform.payments.settleRefund(refund?.id ?? "", "succeeded"), "refund.updated");
    await platform.deliver();
    expect(await Orders.get(owner, { orderId })).toMatchObject({
      state: "refunded",
      refundedAt: platform.world.clock.now,
    });
  });

  test("that the bank sends back is owed again, and is shown", async () => {
    const { orderId, checkoutId } = await paid();
    await Orders.cancel(owner, { orderId });
    await platform.deliver();
    const [refund] = refundsOf(checkoutId);
    await webhook(platform.payments.settleRefund(refund?.id ?? "", "failed"), "refund.failed");
    await platform.deliver();
    expect(await Orders.get(owner, { orderId })).toMatchObject({
      state: "refunding",
      refundedAt: null,
      failure: { code: "payments.refund_failed" },
    });
    expect((await Orders.due(platform.asSystem, {})).refunding).not.toContain(orderId);
  });

  test("of an order that nobody paid is not possible, nor a second one", async () => {
    const { orderId } = await inCheckout();
    await expect(Orders.refund(platform.asStaff("billing"), { orderId })).rejects.toMatchObject({
      code: "order.cannot_refund",
    });
    const second = await paid();
    await Orders.refund(platform.asStaff("billing"), { orderId: second.orderId });
    await expect(Orders.refund(platform.asStaff("billing"), { orderId: second.orderId })).rejects.toMatchObject({
      code: "order.cannot_refund",
    });
  });

  test("is decided by staff of billing, never by the customer, support or operators", async () => {
    const { orderId } = await paid();
    for (const ctx of [owner, platform.asStaff("support"), platform.asStaff("operator")]) {
      await expect(Orders.refund(ctx, { orderId })).rejects.toMatchObject({ kind: "forbidden" });
    }
    expect(await stateOf(orderId)).toBe("paid");
  });

  test("of something that is not ours changes nothing", async () => {
    const { orderId, checkoutId } = await paid();
    const paymentId = platform.payments.checkouts.get(checkoutId)?.paymentId ?? "";
    const { id } = await platform.payments.createRefund({ paymentId, idempotencyKey: "somebody else" });
    await Orders.refreshRefund(platform.asSystem, { refundId: id });
    expect(await stateOf(orderId)).toBe("paid");
  });
});
