import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deployPlan } from "#core/releases/index.ts";
import { labSupport } from "../lab/support.ts";
import { eventually } from "./eventually.ts";
import { expectLiveOnce, expectServing } from "./guarantees.ts";
import { failsHealthChecks } from "./node-control.ts";
import { answers, buy, type Customer, register, type Service } from "./shop.ts";
import { type Moment, moment, stopAt } from "./stop.ts";
import { openWorld, type World } from "./world.ts";

interface Release {
  number: number;
  state: string;
  failure: { code: string; message: string } | null;
}

describe.skipIf(!labSupport().ok)("a live site that is deployed again", () => {
  let world: World;
  let customer: Customer;
  let service: Service;
  beforeAll(async () => {
    world = await openWorld();
    customer = await register(world);
    service = await expectLiveOnce(world, customer, await buy(customer));
  });
  afterAll(() => world?.close());

  const deploy = () => customer.browser.post<Release>(`/services/${service.id}/releases`, {});
  const newest = async () =>
    (await customer.browser.get<{ items: Release[] }>(`/services/${service.id}/releases`)).items[0];
  const over = (state: "succeeded" | "failed", meanwhile = async () => {}) =>
    eventually(`the deploy has ${state}`, async () => {
      await meanwhile();
      const { operation } = await customer.browser.get<Service>(`/services/${service.id}`);
      return operation?.kind === deployPlan.kind && operation.state === state;
    });

  /** Stops the deploy at each of these moments, kills its function there, and lets time pass. */
  async function killAtEach(moments: readonly Moment[], begin: () => Promise<unknown>): Promise<void> {
    for (const [index, at] of moments.entries()) {
      const stop = await stopAt(world.database, at);
      await (index === 0 ? begin() : world.outliveLeases());
      await stop.reached();
      expect(await answers(service)).toBe(200);
      await world.killWorkers();
      await stop.release();
    }
    await world.outliveLeases();
  }

  test("with its function killed at the beginning and at the end of every step serves throughout and ends with one release", async () => {
    const moments = deployPlan.steps.flatMap(({ name }) =>
      (["begins", "ends"] as const).map((at) => moment(deployPlan, name, at)),
    );
    await killAtEach(moments, deploy);
    await over("succeeded");
    await expectServing(world, customer, service, 2);
  });

  test("and never becomes healthy goes on serving what it served, also when the undoing is killed in its middle", async () => {
    const { heal, checkNow } = await failsHealthChecks(world.lab);
    const { number } = await deploy();
    const stop = await stopAt(world.database, moment(deployPlan, "start", "begins", true));
    await eventually("the release is given up", async () => {
      await checkNow(customer.user);
      return (
        ((
          await world.database.query("select from operation where kind = $1 and undoing and finished_at is null", [
            deployPlan.kind,
          ])
        ).rowCount ?? 0) > 0
      );
    });
    await stop.reached();
    await world.killWorkers();
    await stop.release();
    await heal();
    await world.outliveLeases();
    await over("failed", async () => {
      await world.platform.scheduler.fire("sweep");
    });
    await expectServing(world, customer, service, number - 1);
    expect(await newest()).toMatchObject({ number, state: "failed", failure: { code: "release.unhealthy" } });
  });
});
