import { afterAll, beforeAll, describe, test } from "vitest";
import { labSupport } from "../lab/support.ts";
import { expectLiveOnce } from "./guarantees.ts";
import { buy, register } from "./shop.ts";
import { type Moment, stopAt } from "./stop.ts";
import { openWorld, type World } from "./world.ts";

const steps = ["place", "account", "containers", "route", "check"];

describe.skipIf(!labSupport().ok)("the function that works on operations is killed", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world?.close());

  /** Stops the next operation at each of these moments, kills its function there, and lets time pass. */
  async function killAtEach(moments: readonly Moment[], begin: () => Promise<unknown>): Promise<void> {
    let stop = await stopAt(world.database, moments[0] as Moment);
    await begin();
    for (const [index] of moments.entries()) {
      await stop.reached();
      await world.killWorkers();
      await stop.release();
      const next = moments[index + 1];
      if (next) stop = await stopAt(world.database, next);
      await world.outliveLeases();
    }
  }

  test("at the beginning and at the end of every step: the site ends live, and nothing is there twice", async () => {
    const customer = await register(world);
    const moments = steps.flatMap((_, position) =>
      (["begins", "ends"] as const).map((at) => ({ kind: "service.provision", position, at })),
    );
    let order: Awaited<ReturnType<typeof buy>> | undefined;
    await killAtEach(moments, async () => {
      order = await buy(customer);
    });
    if (!order) throw new Error("nothing was bought");
    await expectLiveOnce(world, customer, order);
  });
});
