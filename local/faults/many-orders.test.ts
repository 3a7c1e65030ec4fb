import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { labSupport } from "../lab/support.ts";
import { expectLiveOnce } from "./guarantees.ts";
import { holdings, place, register } from "./shop.ts";
import { openWorld, type World } from "./world.ts";

describe.skipIf(!labSupport().ok)("orders at once", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
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
    const started = performance.now();
    await Promise.all(placed.map(({ pay }) => pay()));
    await Promise.all(placed.map(({ customer, order }) => expectLiveOnce(world, customer, order, 170)));
    console.log(`eight orders at once: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  });
});
