import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { provisionPlan } from "#core/services/index.ts";
import { labSupport } from "../lab/support.ts";
import { expectLiveOnce } from "./guarantees.ts";
import { buy, type Customer, holdings, type Order, place, register } from "./shop.ts";
import { moment, stopAt } from "./stop.ts";
import { openWorld, type World } from "./world.ts";

describe.skipIf(!labSupport().ok)("orders at once", () => {
  let world: World;
  let killed: { customer: Customer; order: Order };
  beforeAll(async () => {
    world = await openWorld();
    const customer = await register(world);
    const stop = await stopAt(world.database, moment(provisionPlan, "site", "ends"));
    killed = { customer, order: await buy(customer) };
    await stop.reached();
    await world.killWorkers();
    await stop.release();
  });
  afterAll(() => world?.close());

  test("two of a new account share one user and end as two live sites", async () => {
    const customer = await register(world);
    const placed = [await place(customer), await place(customer)];
    await Promise.all(placed.map(({ pay }) => pay()));
    for (const { order } of placed) await expectLiveOnce(world, customer, order);
    const held = await holdings(world, customer);
    expect(held.filter((line) => line.includes(" port "))).toHaveLength(2);
    expect(held.filter((line) => line.endsWith(" user"))).toHaveLength(1);
  });

  test("eight of four accounts are eight live sites", async () => {
    const customers = await Promise.all(Array.from({ length: 4 }, () => register(world)));
    const placed = await Promise.all(
      [...customers, ...customers].map(async (customer) => ({ customer, ...(await place(customer)) })),
    );
    await Promise.all(placed.map(({ pay }) => pay()));
    await Promise.all(placed.map(({ customer, order }) => expectLiveOnce(world, customer, order, 170)));
  });

  // The others move time; here it passes: the lease runs out, and a message or the sweep finds the operation.
  test("do not make one forgotten whose function was killed before them: it goes on by itself", async () => {
    await expectLiveOnce(world, killed.customer, killed.order, 150);
  });
});
