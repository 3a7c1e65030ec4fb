import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { membership } from "../accounts/account.sql.ts";
import { person } from "../identity/person.sql.ts";
import { DomainError } from "../kernel/errors.ts";
import { newId } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import type { FakeNode } from "../nodes/fake-nodes.ts";
import * as Orders from "../orders/index.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Reports from "./index.ts";

let platform: TestPlatform;
let node: FakeNode;
let owner: Ctx;
beforeAll(async () => {
  platform = await testPlatform();
  node = await platform.readyNode();
  ({ owner } = await platform.customer());
});
afterAll(() => platform.close());

const overview = () => Reports.overview(platform.asStaff("support"), {});

describe("the overview", () => {
  test("counts what there is, and asks for attention where something failed", async () => {
    await platform.paidOrder(owner, "first-site");
    await platform.deliver();
    node.fail("route-put", "before", 1, () => new DomainError("conflict", "ingress.rejected", "The node said no."));
    const failed = await platform.paidOrder(owner, "second-site");
    await platform.deliver();

    const shown = await overview();
    expect(shown).toMatchObject({
      customers: 1,
      services: { active: 1, failed: 1 },
      orders: { fulfilled: 1, paid: 1 },
      nodes: { ready: 1 },
      operations: { running: 0, failed: 1 },
      paidThisMonth: { minor: 1000, currency: "EUR" },
    });
    expect(shown.attention).toContainEqual(
      expect.objectContaining({
        kind: "operation_failed",
        title: "Set up second-site failed",
        detail: "The node said no.",
      }),
    );

    await Orders.refund(platform.asStaff("billing"), { orderId: failed.id });
    await platform.deliver();
    expect(await overview()).toMatchObject({ orders: { refunded: 1 }, paidThisMonth: { minor: 500 } });
  });

  test("shows a refund that the bank sent back", async () => {
    const order = await platform.paidOrder(owner, "third-site");
    await Orders.refund(platform.asStaff("billing"), { orderId: order.id });
    await platform.deliver();
    const refundId = [...platform.payments.refunds.keys()].at(-1) ?? "";
    platform.payments.settleRefund(refundId, "failed");
    await Orders.refreshRefund(platform.asSystem, { refundId });
    expect((await overview()).attention).toContainEqual(
      expect.objectContaining({ kind: "refund_failed", subject: order.id }),
    );
  });

  test("is for staff", async () => {
    await expect(Reports.overview(owner, {})).rejects.toMatchObject({ kind: "forbidden" });
    await expect(Reports.customers(owner, {})).rejects.toMatchObject({ kind: "forbidden" });
  });
});

describe("customers", () => {
  const found = async (search: string) =>
    (await Reports.customers(platform.asStaff("support"), { search })).items.map(({ ownerEmail }) => ownerEmail);

  test("are found by the account's name, by the owner's and by their address, whatever the case", async () => {
    const { accountId } = await platform.customer();
    const customer = await Reports.customer(platform.asStaff("support"), { accountId });
    expect(customer).toMatchObject({ name: "Studio North", ownerName: "Ada", services: 0 });
    for (const search of ["studio", "ADA", customer.ownerEmail.toUpperCase()]) {
      expect(await found(search), search).toContain(customer.ownerEmail);
    }
    expect(await found("nobody at all")).toEqual([]);
  });

  test("are listed once, by their first owner, however many owners they have", async () => {
    const { accountId } = await platform.customer();
    const [createdAt, personId] = [platform.world.clock.now, newId("person")];
    const second = { id: personId, email: "second-owner@example.com", name: "Second", passwordHash: "none", createdAt };
    await platform.world.db.transaction({ role: "platform" }, async (tx) => {
      await tx.insert(person).values(second);
      await tx.insert(membership).values({ id: newId("membership"), accountId, personId, role: "owner", createdAt });
    });
    const { items } = await Reports.customers(platform.asStaff("support"), {});
    expect(items.filter(({ id }) => id === accountId)).toMatchObject([{ ownerName: "Ada" }]);
    expect(await Reports.customer(platform.asStaff("support"), { accountId })).toMatchObject({ ownerName: "Ada" });
    expect(await found("second-owner")).toHaveLength(1);
  });

  test("are not all found by what LIKE takes for a pattern", async () => {
    for (const search of ["%", "\\", "S%o", "S_udio", "A_a"]) expect(await found(search), search).toEqual([]);
  });
});
