import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { labSupport } from "../lab/support.ts";
import { eventually } from "./eventually.ts";
import { expectLiveOnce, expectRefundedOnce } from "./guarantees.ts";
import { breakImage, failsHealthChecks, limitHome } from "./node-control.ts";
import { buy, type Customer, operationOf, orderOf, register } from "./shop.ts";
import { pausesOf } from "./stop.ts";
import { openWorld, type World } from "./world.ts";

describe.skipIf(!labSupport().ok)("an order whose site", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world?.close());

  /** Lets the back-off pass until the operation has failed. */
  const untilFailed = (customer: Customer, order: { id: string }, meanwhile = async () => {}): Promise<unknown> =>
    eventually(
      "the operation has failed",
      async () => {
        await meanwhile();
        const operation = await operationOf(customer, order);
        if (operation?.state === "failed") return true;
        if (operation?.state !== "waiting") return false;
        const hurry = "update operation set next_at = now() where id = $1 and state = 'waiting' and next_at > now()";
        await world.database.query(hurry, [operation.id]);
        await world.platform.scheduler.fire("sweep");
        return false;
      },
      400,
    );

  test("has no image on the node, which cannot build it, fails in plain words, and goes live by staff's retry", async () => {
    const customer = await register(world);
    const mend = await breakImage(world.lab);
    const order = await buy(customer);
    await untilFailed(customer, order);
    expect(await orderOf(customer, order)).toMatchObject({
      state: "paid",
      failure: { code: "image.failed", message: "The server could not build the image static." },
    });
    await mend();
    const { operationId } = await orderOf(customer, order);
    await world.staff.post(`/dashboard/operations/${operationId}/retry`, {});
    await expectLiveOnce(world, customer, order);
  });

  test("never becomes healthy is tried again with growing pauses, fails in plain words, and is refunded when nobody repairs it", async () => {
    const customer = await register(world);
    const { heal, checkNow } = await failsHealthChecks(world.lab);
    const order = await buy(customer);
    await untilFailed(customer, order, () => checkNow(customer.user));
    await heal();
    const { operationId } = await orderOf(customer, order);
    const pauses = await pausesOf(world.database, operationId ?? "");
    expect(pauses.length).toBeGreaterThanOrEqual(5);
    expect(Math.max(...pauses)).toBeGreaterThan(16);
    expect(await orderOf(customer, order)).toMatchObject({
      state: "paid",
      failure: { code: "containers.failed", message: "The containers did not start." },
    });
    await world.database.query(`update "order" set refund_due_at = now() where id = $1`, [order.id]);
    await world.platform.scheduler.fire("due");
    await expectRefundedOnce(world, customer, order);
    // Six starts, each until its health has been looked at three times.
  }, 600_000);

  test("does not fit on its account's disk fails in plain words, and goes live when there is room", async () => {
    const customer = await register(world);
    const enlarge = await limitHome(world.lab, customer.user);
    const order = await buy(customer);
    await untilFailed(customer, order);
    expect(await orderOf(customer, order)).toMatchObject({
      state: "paid",
      failure: { code: "account.disk_full", message: "The disk space of this account is used up." },
    });
    await enlarge();
    const { operationId } = await orderOf(customer, order);
    await world.staff.post(`/dashboard/operations/${operationId}/retry`, {});
    await expectLiveOnce(world, customer, order);
  });
});
