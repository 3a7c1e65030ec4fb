import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deployPlan } from "#core/releases/index.ts";
import { labSupport } from "../lab/support.ts";
import { eventually } from "./eventually.ts";
import { expectLiveOnce, expectRefundedOnce, expectServing } from "./guarantees.ts";
import { breakImage, failsHealthChecks, limitHome } from "./node-control.ts";
import { answers, buy, type Customer, operationOf, orderOf, register, type Service } from "./shop.ts";
import { type Moment, moment, pausesOf, stopAt } from "./stop.ts";
import { openWorld, type World } from "./world.ts";

interface Release {
  number: number;
  state: string;
  failure: { code: string; message: string } | null;
}

describe.skipIf(!labSupport().ok)("a site that does not start", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world?.close());

  describe("an order whose site", () => {
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

  describe("a live site that is deployed again", () => {
    let customer: Customer;
    let service: Service;
    beforeAll(async () => {
      customer = await register(world);
      service = await expectLiveOnce(world, customer, await buy(customer));
    });

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
});
