import { afterAll, beforeAll, describe, test } from "vitest";
import { provisionPlan } from "#core/services/index.ts";
import { labSupport } from "../lab/support.ts";
import { expectLiveOnce, expectRefundedOnce } from "./guarantees.ts";
import { holdLock, underWay } from "./node-control.ts";
import { buy, register } from "./shop.ts";
import { type Moment, moment, stopAt } from "./stop.ts";
import { openWorld, type World } from "./world.ts";

const steps = provisionPlan.steps.map(({ name }) => name);
const beginAndEndOf = (step: (typeof steps)[number], undoing = false): Moment[] =>
  (["begins", "ends"] as const).map((at) => moment(provisionPlan, step, at, undoing));

describe.skipIf(!labSupport().ok)("when the function that works on an operation is killed", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world?.close());

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
