import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { provisionPlan } from "#core/services/index.ts";
import { labSupport } from "../lab/support.ts";
import { eventually } from "./eventually.ts";
import { expectLiveOnce, expectRefundedOnce } from "./guarantees.ts";
import { dropSessions, holdLock, underWay } from "./node-control.ts";
import { buy, type Customer, holdings, inState, operationOf, orderOf, register } from "./shop.ts";
import { type Moment, moment, stopAt } from "./stop.ts";
import { openWorld, type World } from "./world.ts";

const steps = provisionPlan.steps.map(({ name }) => name);
const beginAndEndOf = (step: (typeof steps)[number], undoing = false): Moment[] =>
  (["begins", "ends"] as const).map((at) => moment(provisionPlan, step, at, undoing));

describe.skipIf(!labSupport().ok)("what fails under an order", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world?.close());

  describe("when the function that works on an operation is killed", () => {
    /** Stops an operation at each of these moments, kills its function there, and lets time pass. */
    async function killAtEach(moments: readonly Moment[], begin: () => Promise<unknown>): Promise<void> {
      for (const [index, moment] of moments.entries()) {
        const stop = await stopAt(world.database, moment);
        await (index === 0 ? begin() : world.outliveLeases());
        await stop.reached();
        await world.killWorkers();
        await stop.release();
      }
      await world.outliveLeases();
    }

    test("at the beginning and at the end of every step, the site ends live and nothing is there twice", async () => {
      const customer = await register(world);
      const moments = steps.flatMap((step) => beginAndEndOf(step));
      const bought: Awaited<ReturnType<typeof buy>>[] = [];
      await killAtEach(moments, async () => bought.push(await buy(customer)));
      for (const order of bought) await expectLiveOnce(world, customer, order);
    });

    test("at the beginning and at the end of every step's undoing, the money goes back once and nothing is left", async () => {
      const customer = await register(world);
      const stop = await stopAt(world.database, moment(provisionPlan, "check", "begins"));
      const order = await buy(customer);
      await stop.reached();
      await world.killWorkers();
      await stop.release();
      const moments = steps.toReversed().flatMap((step) => beginAndEndOf(step, true));
      await killAtEach(moments, async () => {
        await customer.browser.post(`/orders/${order.id}/cancel`, {});
        await world.outliveLeases();
      });
      await expectRefundedOnce(world, customer, order);
    });

    test("while the node prepares the account, the command that goes on there and its repetition come to one account", async () => {
      const customer = await register(world);
      const release = await holdLock(world.lab, "/run/rookery/accounts.lock");
      const order = await buy(customer);
      await underWay(world.lab, "/rookery/account-ensure");
      await world.killWorkers();
      const [, live] = await Promise.all([world.outliveLeases(), expectLiveOnce(world, customer, order), release()]);
      return live;
    });

    test("while the node starts the containers, they are started once", async () => {
      const customer = await register(world);
      const order = await buy(customer);
      await underWay(world.lab, "/lib/stack-up");
      await world.killWorkers();
      await world.outliveLeases();
      await expectLiveOnce(world, customer, order);
    });
  });

  describe("an order whose node", () => {
    const waitsForNode = (customer: Customer, order: { id: string }) =>
      eventually("the order says that it waits for its node", async () => {
        const operation = await operationOf(customer, order);
        return operation?.waitingFor?.code === "node.unreachable" && operation;
      });

    test("loses the SSH session while it prepares the account goes live by itself", async () => {
      const customer = await register(world);
      const release = await holdLock(world.lab, "/run/rookery/accounts.lock");
      const order = await buy(customer);
      await underWay(world.lab, "/rookery/account-ensure");
      await dropSessions(world.lab);
      await waitsForNode(customer, order);
      await release();
      await expectLiveOnce(world, customer, order);
    });

    test("loses the connection while it starts the containers goes live by itself", async () => {
      const customer = await register(world);
      const order = await buy(customer);
      await underWay(world.lab, "/lib/stack-up");
      world.door.cut();
      await expectLiveOnce(world, customer, order);
    });

    test("is down when it comes waits, says why, and goes live by itself once the node is back", async () => {
      const customer = await register(world);
      await world.stopNode("kill");
      const order = await buy(customer);
      const waiting = await waitsForNode(customer, order);
      expect(waiting.waitingFor?.message).toBe(
        "The node cannot be reached. It goes on by itself as soon as the node answers.",
      );
      expect(await orderOf(customer, order)).toMatchObject({ state: "paid", failure: null });
      await world.startNode();
      await expectLiveOnce(world, customer, order);
    });

    test("is down for good is refunded once, and the node is cleaned up when it comes back after all", async () => {
      const customer = await register(world);
      const stop = await stopAt(world.database, moment(provisionPlan, "site", "ends"));
      const order = await buy(customer);
      await stop.reached();
      world.door.shut();
      await world.killWorkers();
      await stop.release();
      await world.outliveLeases();
      await waitsForNode(customer, order);
      const due = (column: string) => `update operation set ${column} = now() where finished_at is null`;
      await world.database.query(due("give_up_at"));
      await eventually("the operation has failed", async () => {
        await world.database.query(due("next_at"));
        await world.platform.scheduler.fire("sweep");
        return (await operationOf(customer, order))?.state === "failed";
      });
      expect(await orderOf(customer, order)).toMatchObject({
        state: "paid",
        failure: { code: "node.unreachable", message: expect.stringContaining("The node cannot be reached.") },
      });

      await world.database.query(`update "order" set refund_due_at = now() where id = $1`, [order.id]);
      await world.platform.scheduler.fire("due");
      await inState(customer, order, "refunded");
      expect(await holdings(world, customer)).not.toEqual([]);

      world.door.open();
      await world.platform.scheduler.fire("due");
      await expectRefundedOnce(world, customer, order);
    });
  });
});
