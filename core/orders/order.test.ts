import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hostName } from "../hosting/host-name.sql.ts";
import { person } from "../identity/person.sql.ts";
import { type Id, newId } from "../kernel/id.ts";
import { auditLog } from "../kernel/kernel.sql.ts";
import type { Ctx } from "../kernel/operation.ts";
import { anonymous } from "../kernel/test-context.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Orders from "./index.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await testPlatform();
});
afterAll(() => platform.close());

let owner: Ctx;
let as: Awaited<ReturnType<TestPlatform["customer"]>>["as"];
let accountId: Id<"account">;
beforeEach(async () => {
  ({ owner, as, accountId } = await platform.customer());
});

let site = 0;
const order = (ctx: Ctx = owner, siteName = `shop-${++site}`) =>
  Orders.place(ctx, { planId: platform.plan.id, siteName });
const stored = { role: "platform" } as const;
const namesOf = (orderId: Id<"order">) =>
  platform.world.db.transaction(stored, (tx) => tx.select().from(hostName).where(eq(hostName.orderId, orderId)));
const auditsOf = (target: string) =>
  platform.world.db.transaction(stored, (tx) => tx.select().from(auditLog).where(eq(auditLog.target, target)));

describe("placing an order", () => {
  test("claims the name, copies the price, and says who did it", async () => {
    const placed = await order(owner, "  My-Shop ");
    expect(placed).toMatchObject({
      state: "pending",
      siteName: "my-shop",
      host: "my-shop.sites.example",
      price: { minor: 500, currency: "EUR" },
      accountId,
      serviceId: null,
    });
    expect(placed.number).toBeGreaterThan(10_000);
    expect(await namesOf(placed.id)).toMatchObject([{ name: "my-shop", accountId }]);
    expect(await auditsOf(placed.id)).toMatchObject([{ action: "order.place", accountId, byStaff: false }]);
  });

  test("is of a static site unless it names another app, with what was left out of its parameters filled in", async () => {
    expect(await order()).toMatchObject({ app: { template: "static", parameters: {} } });
    const app = { template: "php", parameters: { documentRoot: "public" } };
    const placed = await Orders.place(owner, { planId: platform.plan.id, siteName: `shop-${++site}`, app });
    expect(placed.app).toEqual({ template: "php", parameters: { version: "8.4", documentRoot: "public" } });
    expect(await Orders.get(owner, { orderId: placed.id })).toMatchObject({ app: placed.app });
  });

  test("is refused where its app would not fit into the plan, databases included", async () => {
    const siteName = `shop-${++site}`;
    const app = { template: "wordpress", parameters: {} };
    await expect(Orders.place(owner, { planId: platform.plan.id, siteName, app })).rejects.toMatchObject({
      code: "plan.too_small",
      message: "WordPress needs 288 MB of memory, and Small has 64 MB. Choose a larger plan.",
      fields: [{ path: "planId" }],
    });
    await order(owner, siteName);
  });

  test("is for those who may spend the account's money", async () => {
    for (const role of ["technical", "reader"] as const) {
      await expect(order(as(role))).rejects.toMatchObject({ kind: "forbidden" });
    }
    await expect(order({ ...owner, actor: anonymous })).rejects.toMatchObject({ kind: "unauthenticated" });
    await expect(order(platform.asStaff())).rejects.toMatchObject({ kind: "forbidden" });
    await order(as("billing"));
  });

  test("gives a name to one account only, however many ask at once", async () => {
    const others = await Promise.all(Array.from({ length: 6 }, () => platform.customer()));
    const outcomes = await Promise.allSettled(others.map((other) => order(other.owner, "contested")));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "hosting.name_taken" });
    }
  });

  test("that is refused leaves no name behind", async () => {
    await expect(Orders.place(owner, { planId: newId("plan"), siteName: "nothing-left" })).rejects.toMatchObject({
      code: "plan.not_found",
    });
    await order(owner, "nothing-left");
  });

  for (const siteName of [
    "ab",
    "a".repeat(41),
    "-shop",
    "shop-",
    "sh--op",
    "sh_op",
    "shöp",
    "www",
    "admin",
    "a.b",
    "sh op",
    "",
  ]) {
    test(`refuses the name "${siteName}" at its field`, async () => {
      await expect(order(owner, siteName)).rejects.toMatchObject({ issues: [{ path: ["siteName"] }] });
    });
  }
});

describe("reading orders", () => {
  test("another account's order does not exist, and is in no list", async () => {
    const { id } = await order();
    const stranger = await platform.customer();
    for (const attempt of [Orders.get, Orders.checkout, Orders.cancel]) {
      await expect(attempt(stranger.owner, { orderId: id })).rejects.toMatchObject({ code: "order.not_found" });
    }
    expect(await Orders.list(stranger.owner, { accountId })).toEqual({ items: [], nextCursor: null });
    expect((await Orders.list(as("reader"), {})).items.map((row) => row.id)).toEqual([id]);
    expect((await Orders.list(platform.asStaff("support"), { accountId })).items).toHaveLength(1);
  });

  test("pages go on where the last one ended", async () => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count++) ids.unshift((await order()).id);
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await Orders.list(owner, { limit: 2, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ id }) => id));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(ids);
  });
});

describe("the payment page", () => {
  test("is for people who have confirmed their address, and nothing is asked of the provider before", async () => {
    const { owner: newcomer } = await platform.customer();
    if (newcomer.actor.type !== "member") throw new Error("not a member");
    const { personId } = newcomer.actor;
    const confirmed = (emailVerifiedAt: Date | null) =>
      platform.world.db.transaction({ role: "platform" }, (tx) =>
        tx.update(person).set({ emailVerifiedAt }).where(eq(person.id, personId)),
      );
    await confirmed(null);
    const { id } = await Orders.place(newcomer, { planId: platform.plan.id, siteName: "early-bird" });
    const before = platform.payments.checkouts.size;
    await expect(Orders.checkout(newcomer, { orderId: id })).rejects.toMatchObject({
      code: "identity.email_unverified",
      kind: "conflict",
    });
    expect(platform.payments.checkouts.size).toBe(before);
    await confirmed(platform.world.clock.now);
    expect(await Orders.checkout(newcomer, { orderId: id })).toMatchObject({ url: expect.any(String) });
  });

  test("is the open one again, and a new one once that has lapsed", async () => {
    const { id } = await order();
    const first = await Orders.checkout(owner, { orderId: id });
    expect(await Orders.checkout(as("billing"), { orderId: id })).toEqual(first);
    const [checkoutId] = [...platform.payments.checkouts.keys()].slice(-1);
    platform.payments.lapse(checkoutId ?? "");
    const second = await Orders.checkout(owner, { orderId: id });
    expect(second.url).not.toBe(first.url);
    expect(await auditsOf(id)).toHaveLength(4);
  });

  test("is made once, although the answer was lost or two people ask at once", async () => {
    const { id } = await order();
    const before = platform.payments.checkouts.size;
    platform.payments.fail("createCheckout", "after");
    await expect(Orders.checkout(owner, { orderId: id })).rejects.toMatchObject({ code: "payments.unavailable" });
    const pages = await Promise.all([1, 2, 3].map(() => Orders.checkout(owner, { orderId: id })));
    expect(new Set(pages.map(({ url }) => url)).size).toBe(1);
    expect(platform.payments.checkouts.size).toBe(before + 1);
    const customers = [...platform.payments.customers.values()].filter((customer) => customer.accountId === accountId);
    expect(customers).toHaveLength(1);
  });

  test("two first orders of an account at once make one customer at the provider", async () => {
    const [one, two] = [await order(), await order()];
    await Promise.all([one, two].map(({ id }) => Orders.checkout(owner, { orderId: id })));
    const customers = [...platform.payments.customers.values()].filter((customer) => customer.accountId === accountId);
    expect(customers).toHaveLength(1);
  });

  test("is not shown for an order that was cancelled while it was being made", async () => {
    const { id } = await order();
    platform.payments.meanwhile("createCheckout", () => Orders.cancel(owner, { orderId: id }));
    await expect(Orders.checkout(owner, { orderId: id })).rejects.toMatchObject({ code: "order.cannot_checkout" });
    expect(await Orders.get(owner, { orderId: id })).toMatchObject({ state: "cancelled" });
  });

  test("is closed for good once it was paid, before the platform has heard of it", async () => {
    const { id } = await order();
    await Orders.checkout(owner, { orderId: id });
    platform.payments.pay([...platform.payments.checkouts.keys()].at(-1) ?? "");
    await expect(Orders.checkout(owner, { orderId: id })).rejects.toMatchObject({ code: "order.already_paid" });
  });

  test("is for those who may spend the account's money", async () => {
    const { id } = await order();
    await expect(Orders.checkout(as("reader"), { orderId: id })).rejects.toMatchObject({ kind: "forbidden" });
    await expect(Orders.checkout(platform.asStaff(), { orderId: id })).rejects.toMatchObject({ kind: "forbidden" });
  });
});
