import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { provisionPlan } from "#core/services/index.ts";
import { labSupport } from "../lab/support.ts";
import { eventually } from "./eventually.ts";
import { expectLiveOnce, expectRefundedOnce } from "./guarantees.ts";
import { control, webhooksOf } from "./payments-control.ts";
import { buy, type Customer, holdings, inState, type Order, operationOf, place, register } from "./shop.ts";
import { moment, stopAt } from "./stop.ts";
import { openWorld, type World } from "./world.ts";

describe.skipIf(!labSupport().ok)("messages that come", () => {
  let world: World;
  /** Forgotten by everybody from before the first test on. */
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

  /** Puts messages into the queue of operations as if the platform had announced them. */
  async function send(operationId: string, times: number): Promise<void> {
    await world.database.query(
      `insert into outbox (id, type, subject, created_at, due_at)
       select 'evt_' || upper(substr(md5(random()::text), 1, 26)), 'operation.due', $1, now() - interval '1 minute', now()
       from generate_series(1, $2)`,
      [operationId, times],
    );
    await world.platform.scheduler.fire("sweep");
  }
  const quiet = () =>
    eventually("nothing works on operations", async () => {
      const { running, waiting } = world.platform.functions.get("provision")?.figures() ?? { running: 0, waiting: 0 };
      return running === 0 && waiting === 0;
    });

  test("five times at once, and again long after the end, set a site up once", async () => {
    const customer = await register(world);
    const stop = await stopAt(world.database, moment(provisionPlan, "account", "begins"));
    const order = await buy(customer);
    await stop.reached();
    const operation = await operationOf(customer, order);
    if (!operation) throw new Error("there is no operation");
    await send(operation.id, 5);
    await eventually("five more functions want to work on it", async () => {
      const { rows } = await world.database.query(
        "select count(distinct pid) from pg_locks where not granted and locktype in ('transactionid', 'tuple')",
      );
      return Number(rows[0].count) >= 5;
    });
    await stop.release();
    await expectLiveOnce(world, customer, order);
    await send(operation.id, 5);
    await quiet();
    await expectLiveOnce(world, customer, order);
  });

  test("from the payment provider last first and five times each, pay each order once", async () => {
    const customer = await register(world);
    const placed = [await place(customer), await place(customer)];
    await control(world, "POST", "/webhooks/disturb", { kind: "reverse", type: "*", times: 50 });
    for (const { pay } of placed) await pay();
    // Everything that the payments caused is held back, and now leaves in reverse.
    await control(world, "DELETE", "/failures");
    for (const { eventId } of await webhooksOf(world, "checkout.session.completed")) {
      for (let copy = 0; copy < 5; copy++) await control(world, "POST", "/webhooks/redeliver", { eventId });
    }
    await eventually("every copy is delivered", async () =>
      (await webhooksOf(world, "checkout.session.completed")).every(({ state }) => state === "delivered"),
    );
    for (const { order } of placed) await expectLiveOnce(world, customer, order);
  });

  test("late, after the customer has come back from paying, still pay the order", async () => {
    const customer = await register(world);
    const { order, pay } = await place(customer);
    await control(world, "POST", "/webhooks/disturb", { kind: "lose", type: "checkout.session.completed" });
    await pay();
    expect(await customer.browser.get<{ state: string }>(`/orders/${order.id}?checkout=done`)).toMatchObject({
      state: "pending",
    });
    const [lost] = await webhooksOf(world, "checkout.session.completed");
    await control(world, "POST", "/webhooks/redeliver", { eventId: lost?.eventId });
    await expectLiveOnce(world, customer, order);
  });

  test("about a payment after its order was cancelled, send the money back once", async () => {
    const customer = await register(world);
    const stop = await stopAt(world.database, moment(provisionPlan, "site", "begins"));
    const order = await buy(customer);
    await stop.reached();
    await stop.release();
    await control(world, "POST", "/webhooks/disturb", { kind: "reverse", type: "refund.*", times: 50 });
    await customer.browser.post(`/orders/${order.id}/cancel`, {});
    await inState(customer, order, "refunded");
    for (const { eventId } of await webhooksOf(world, "checkout.session.completed")) {
      await control(world, "POST", "/webhooks/redeliver", { eventId });
    }
    await control(world, "DELETE", "/failures");
    for (const type of ["refund.created", "refund.updated"]) {
      for (const { eventId } of await webhooksOf(world, type)) {
        await control(world, "POST", "/webhooks/redeliver", { eventId });
      }
    }
    await expectRefundedOnce(world, customer, order);
  });

  test("of two orders at once of a new account share one user and end as two live sites", async () => {
    const customer = await register(world);
    const placed = [await place(customer), await place(customer)];
    await Promise.all(placed.map(({ pay }) => pay()));
    for (const { order } of placed) await expectLiveOnce(world, customer, order);
    const held = await holdings(world, customer);
    expect(held.filter((line) => line.includes(" port "))).toHaveLength(2);
    expect(held.filter((line) => line.endsWith(" user"))).toHaveLength(1);
  });

  test("of eight orders at once of four accounts end as eight live sites", async () => {
    const customers = await Promise.all(Array.from({ length: 4 }, () => register(world)));
    const placed = await Promise.all(
      [...customers, ...customers].map(async (customer) => ({ customer, ...(await place(customer)) })),
    );
    await Promise.all(placed.map(({ pay }) => pay()));
    await Promise.all(placed.map(({ customer, order }) => expectLiveOnce(world, customer, order, 170)));
  });

  // The others move time; here it passes: the lease runs out, and a message or the sweep finds the operation.
  test("do not make an order forgotten whose function was killed before all of them: it goes on by itself", async () => {
    await expectLiveOnce(world, killed.customer, killed.order, 150);
  });
});
