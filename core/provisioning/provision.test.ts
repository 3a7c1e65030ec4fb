import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import * as LongOperations from "../kernel/long-operation/index.ts";
import type { Ctx } from "../kernel/operation.ts";
import type { FakeNode, Primitive } from "../nodes/fake-nodes.ts";
import * as Nodes from "../nodes/index.ts";
import { nodeAccount } from "../nodes/node.sql.ts";
import * as Orders from "../orders/index.ts";
import * as Services from "../services/index.ts";
import { nodeReads } from "./node-reads.ts";
import { type TestPlatform, testPlatform } from "./test-platform.ts";

let platform: TestPlatform;
let node: FakeNode & { id: Id<"node"> };
beforeAll(async () => {
  platform = await testPlatform();
  node = await platform.readyNode();
});
afterAll(() => platform.close());

let owner: Ctx;
let accountId: Id<"account">;
let site = 0;
const nextSite = () => {
  site += 1;
  return `site-${site}`;
};
beforeEach(async () => {
  ({ owner, accountId } = await platform.customer());
  node.reachable = true;
  node.calls.length = 0;
});

const hour = 3600;

async function live(name = nextSite()): Promise<Services.Service> {
  const { serviceId } = await platform.paidOrder(owner, name);
  await platform.deliverFor(60);
  const service = await Services.get(owner, { serviceId: serviceId as Id<"service"> });
  expect(service.state).toBe("active");
  return service;
}

const serviceOf = (service: { id: Id<"service"> }) => Services.get(owner, { serviceId: service.id });
const homeOf = (service: { id: string }) => `s-${service.id.slice(4).toLowerCase()}`;
const stackOf = (service: { id: string }, release = 1) => `${homeOf(service)}-${release}`;
const mine = () => node.accounts.get(`c-${accountId.slice(4).toLowerCase()}`);
const placesOf = () =>
  platform.world.db.transaction({ role: "platform" }, (tx) =>
    tx.select().from(nodeAccount).where(eq(nodeAccount.accountId, accountId)),
  );

/** Nothing of the account is left on the node, and nothing in the books says otherwise. */
async function expectCleanNode(): Promise<void> {
  expect(mine()).toBeUndefined();
  expect([...node.routes.values()].filter(({ hosts }) => hosts.includes(`site-${site}.sites.example`))).toEqual([]);
  expect(await placesOf()).toEqual([]);
}

const steps: Primitive[] = ["account-ensure", "image-ensure", "stack-apply", "route-put"];

describe("a paid order", () => {
  test("becomes a site that answers, and the order is fulfilled", async () => {
    const order = await platform.paidOrder(owner, nextSite());
    expect(order).toMatchObject({ state: "paid", failure: null });
    await platform.deliver();

    expect(await Orders.get(owner, { orderId: order.id })).toMatchObject({ state: "fulfilled", refundDueAt: null });
    const service = await Services.get(owner, { serviceId: order.serviceId as Id<"service"> });
    expect(service).toMatchObject({
      state: "active",
      host: `site-${site}.sites.example`,
      activeAt: platform.world.clock.now,
    });
    expect(platform.delivered.at(-1)).toEqual({ type: "order.fulfilled", subject: order.id });
    expect(node.calls.toSorted()).toEqual(["account-ensure", "image-ensure", "route-put", "stack-apply"]);
    const operation = await LongOperations.get(owner, { operationId: service.operation?.id as Id<"operation"> });
    expect(operation.steps.map(({ state }) => state)).toEqual(Array(5).fill("done"));
  });

  for (const primitive of steps) {
    for (const when of ["before", "after"] as const) {
      test(`is fulfilled although ${primitive} failed once ${when} its work`, async () => {
        node.fail(primitive, when);
        const service = await live();
        expect(mine()?.stacks.size).toBe(1);
        expect(await serviceOf(service)).toMatchObject({ state: "active", failure: null });
      });
    }

    test(`whose ${primitive} the node refuses leaves a clean node and a reason, and the money goes back`, async () => {
      node.fail(primitive, "after", 1, () => new DomainError("conflict", "node.internal", "The node said no."));
      const order = await platform.paidOrder(owner, nextSite());
      await platform.deliver();
      await expectCleanNode();
      expect(await Orders.get(owner, { orderId: order.id })).toMatchObject({
        state: "paid",
        failure: { code: "node.internal", message: "The node said no." },
      });
      expect(await Services.get(owner, { serviceId: order.serviceId as Id<"service"> })).toMatchObject({
        state: "failed",
        failure: { code: "node.internal" },
      });

      // Nobody repairs it in time.
      platform.world.clock.advance(31 * 60);
      expect((await Orders.due(platform.asSystem, {})).refund).toContain(order.id);
      await Orders.refund(platform.asSystem, { orderId: order.id });
      await platform.deliver();
      expect(await Orders.get(owner, { orderId: order.id })).toMatchObject({ state: "refunded" });
    });

    test(`whose ${primitive} fails for longer than it is tried leaves a clean node`, async () => {
      node.fail(primitive, "after", 6, () => new DomainError("unavailable", "node.timed_out", "Too slow."));
      const order = await platform.paidOrder(owner, nextSite());
      await platform.deliverFor(10 * 60);
      await expectCleanNode();
      expect(await Orders.get(owner, { orderId: order.id })).toMatchObject({ failure: { code: "node.timed_out" } });
    });

    test(`whose node is down for hours at ${primitive} waits, visibly, and goes on as soon as a check finds it again`, async () => {
      const order = await platform.paidOrder(owner, nextSite());
      node.meanwhile(primitive, async () => {
        node.reachable = false;
        throw new DomainError("unavailable", "node.unreachable", "The node cannot be reached.");
      });
      await platform.deliverFor(2 * hour);
      const { operationId } = await Orders.get(owner, { orderId: order.id });
      const waiting = await LongOperations.get(owner, { operationId: operationId as Id<"operation"> });
      expect(waiting).toMatchObject({ state: "waiting", waitingFor: { code: "node.unreachable" } });
      expect(waiting.waitingFor?.message).toContain("goes on by itself");

      node.reachable = true;
      await Nodes.check(platform.asSystem, { nodeId: node.id });
      await platform.deliver();
      expect(await Orders.get(owner, { orderId: order.id })).toMatchObject({ state: "fulfilled", failure: null });
    });
  }

  test("whose node is down for a day is refunded, and what is left there is removed when it is back", async () => {
    const name = nextSite();
    const order = await platform.paidOrder(owner, name);
    node.meanwhile("route-put", async () => {
      node.reachable = false;
      throw new DomainError("unavailable", "node.unreachable", "The node cannot be reached.");
    });
    await platform.deliverFor(0.1 * hour);
    platform.world.clock.advance(24 * hour);
    await platform.deliverFor(0.2 * hour);
    expect(await Orders.get(owner, { orderId: order.id })).toMatchObject({
      state: "paid",
      failure: { code: "node.unreachable", message: expect.stringContaining("The node cannot be reached.") },
    });
    await Orders.refund(platform.asSystem, { orderId: order.id });
    await platform.deliver();
    expect(await Orders.get(owner, { orderId: order.id })).toMatchObject({ state: "refunded" });
    expect(mine()).toBeDefined();
    const stranger = await platform.customer();
    await expect(platform.paidOrder(stranger.owner, name)).rejects.toMatchObject({ code: "hosting.name_taken" });

    const left = await Services.due(platform.asSystem, {});
    expect(left).toEqual([order.serviceId]);
    for (const serviceId of left) await Services.remove(platform.asSystem, { serviceId });
    await platform.deliverFor(60);
    node.reachable = true;
    await platform.deliverFor(120);
    await expectCleanNode();
    await platform.paidOrder(stranger.owner, name);
  });

  test("waits for containers that take their time, and is given up when they fail", async () => {
    node.nextStates = ["starting", "starting"];
    await live();
    node.nextStates = Array.from({ length: 6 }, () => "failed" as const);
    ({ owner, accountId } = await platform.customer());
    const order = await platform.paidOrder(owner, nextSite());
    await platform.deliverFor(10 * 60);
    expect(await Orders.get(owner, { orderId: order.id })).toMatchObject({ failure: { code: "containers.failed" } });
    await expectCleanNode();
  });

  test("waits, visibly, for an image that its node has not built yet, and ends with the reason when it cannot be built", async () => {
    node.nextImages = ["building", "building"];
    const order = await platform.paidOrder(owner, nextSite());
    await platform.deliver();
    const { operationId } = await Orders.get(owner, { orderId: order.id });
    expect(await LongOperations.get(owner, { operationId: operationId as Id<"operation"> })).toMatchObject({
      state: "waiting",
      waitingFor: { code: "image.building", message: expect.stringContaining("Building the image static.") },
    });
    await platform.deliverFor(60);
    expect(await Orders.get(owner, { orderId: order.id })).toMatchObject({ state: "fulfilled" });

    ({ owner, accountId } = await platform.customer());
    node.nextImages = ["building", "failed"];
    const second = await platform.paidOrder(owner, nextSite());
    await platform.deliverFor(60);
    expect(await Orders.get(owner, { orderId: second.id })).toMatchObject({
      failure: { code: "image.failed", message: "The server could not build the image static." },
    });
    await expectCleanNode();
  });

  test("waits, visibly, for a node with room, and goes on when there is one", async () => {
    const crowded = await testPlatform();
    const { owner: customer } = await crowded.customer();
    const order = await crowded.paidOrder(customer, "early-bird");
    await crowded.deliverFor(600);
    const waiting = await Orders.get(customer, { orderId: order.id });
    const operationId = waiting.operationId as Id<"operation">;
    expect(await LongOperations.get(customer, { operationId })).toMatchObject({
      state: "waiting",
      waitingFor: { code: "node.none_ready" },
    });
    await crowded.readyNode();
    await crowded.deliver();
    expect(await Orders.get(customer, { orderId: order.id })).toMatchObject({ state: "fulfilled" });
    await crowded.close();
  });

  test("for which there is no node in a day is refunded without anybody's doing", async () => {
    const empty = await testPlatform();
    const { owner: customer } = await empty.customer();
    const order = await empty.paidOrder(customer, "never-was");
    await empty.deliverFor(hour);
    empty.world.clock.advance(24 * hour);
    await empty.deliverFor(hour);
    expect(await Orders.get(customer, { orderId: order.id })).toMatchObject({
      state: "refunded",
      failure: { code: "node.none_ready" },
    });
    expect([...empty.payments.refunds.values()]).toMatchObject([{ state: "succeeded" }]);
    await empty.close();
  });

  test("whose address is refused while its containers still start is undone once they have come to their end", async () => {
    node.calls.length = 0;
    node.fail("route-put", "before", 1, () => new DomainError("conflict", "ingress.rejected", "No."));
    let undoneMeanwhile = true;
    node.meanwhile("stack-apply", async () => {
      const deadline = Date.now() + 300;
      while (Date.now() < deadline && !node.calls.includes("route-remove")) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      undoneMeanwhile = node.calls.includes("route-remove");
    });
    await platform.paidOrder(owner, nextSite());
    await platform.deliver();
    expect(undoneMeanwhile).toBe(false);
    expect(node.calls).toContain("stack-remove");
    await expectCleanNode();
  });

  test("that failed is set up by staff's retry, and not once the money is on its way back", async () => {
    node.fail("route-put", "before", 1, () => new DomainError("conflict", "ingress.rejected", "No."));
    const order = await platform.paidOrder(owner, nextSite());
    await platform.deliver();
    const { operationId } = await Orders.get(owner, { orderId: order.id });
    const retried = { operationId: operationId as Id<"operation"> };
    await LongOperations.retry(platform.asStaff("operator"), retried);
    expect(await Orders.get(owner, { orderId: order.id })).toMatchObject({ failure: null });
    await platform.deliver();
    expect(await Orders.get(owner, { orderId: order.id })).toMatchObject({ state: "fulfilled" });

    node.fail("route-put", "before", 1, () => new DomainError("conflict", "ingress.rejected", "No."));
    const second = await platform.paidOrder(owner, nextSite());
    await platform.deliver();
    await Orders.refund(platform.asStaff("billing"), { orderId: second.id });
    const failed = await Orders.get(owner, { orderId: second.id });
    await expect(
      LongOperations.retry(platform.asStaff("operator"), { operationId: failed.operationId as Id<"operation"> }),
    ).rejects.toMatchObject({ code: "order.cannot_refund" });
  });

  test("survives messages that come twice, late and from long ago", async () => {
    const service = await live();
    const operationId = service.operation?.id as Id<"operation">;
    const calls = node.calls.length;
    const again = { leaseSeconds: 60, until: platform.world.clock.now, report: () => undefined };
    await Promise.all([1, 2, 3].map(() => LongOperations.advance(platform.asSystem, operationId, again)));
    expect(node.calls).toHaveLength(calls);
    expect(await serviceOf(service)).toMatchObject({ state: "active" });
  });
});

describe("an order that is cancelled while it is set up", () => {
  for (const primitive of steps) {
    test(`during ${primitive} is undone first and refunded then`, async () => {
      const order = await platform.paidOrder(owner, nextSite());
      node.meanwhile(primitive, () => Orders.cancel(owner, { orderId: order.id }));
      await platform.deliver();
      expect(await Orders.get(owner, { orderId: order.id })).toMatchObject({ state: "refunded" });
      expect(await Services.get(owner, { serviceId: order.serviceId as Id<"service"> })).toMatchObject({
        state: "failed",
        failure: { code: "operation.cancelled" },
      });
      await expectCleanNode();
    });
  }

  test("is not refunded before its site is gone, whoever looks for open refunds", async () => {
    const order = await platform.paidOrder(owner, nextSite());
    let due: readonly string[] = [];
    node.meanwhile("route-put", () => Orders.cancel(owner, { orderId: order.id }));
    node.meanwhile("route-remove", async () => {
      due = (await Orders.due(platform.asSystem, {})).refunding;
    });
    await platform.deliver();
    expect(due).not.toContain(order.id);
    expect(await Orders.get(owner, { orderId: order.id })).toMatchObject({ state: "refunded" });
  });
});

test("a refund does not stop what is done to the service for another reason", async () => {
  node.fail("stack-apply", "before", 1, () => new DomainError("conflict", "node.internal", "No."));
  const order = await platform.paidOrder(owner, nextSite());
  await platform.deliver();
  const service = { id: order.serviceId as Id<"service"> };
  await Services.terminate(owner, { serviceId: service.id });
  await Orders.refund(platform.asStaff("billing"), { orderId: order.id });
  await platform.deliver();
  expect(await Orders.get(owner, { orderId: order.id })).toMatchObject({ state: "refunded" });
  expect(await serviceOf(service)).toMatchObject({
    state: "terminating",
    operation: { kind: "service.retire", state: "succeeded" },
  });
});

describe("several sites of one account", () => {
  test("share a user with the sum of their limits and all of their ports", async () => {
    const [one, two] = [await live(), await live()];
    expect(mine()).toMatchObject({ limits: { memoryMb: 128, processes: 128 } });
    expect(mine()?.ports).toHaveLength(2);
    expect([...(mine()?.stacks.keys() ?? [])].sort()).toEqual([stackOf(one), stackOf(two)].sort());
  });

  test("ordered at once end with a user that fits both, whichever call comes last", async () => {
    const first = await platform.paidOrder(owner, nextSite());
    const second = await platform.paidOrder(owner, nextSite());
    const operationOf = async ({ id }: Orders.Order) =>
      (await Orders.get(owner, { orderId: id })).operationId as Id<"operation">;
    const work = async (order: Orders.Order) =>
      LongOperations.advance(platform.asSystem, await operationOf(order), {
        leaseSeconds: 60,
        until: new Date(platform.world.clock.now.getTime() + 60_000),
        report: () => undefined,
      });
    // The second is set up completely while the first one's request is on its way.
    node.meanwhile("account-ensure", () => work(second));
    await work(first);
    await platform.deliverFor(60);
    for (const { id } of [first, second]) {
      expect(await Orders.get(owner, { orderId: id })).toMatchObject({ state: "fulfilled" });
    }
    expect(mine()).toMatchObject({ limits: { memoryMb: 128 } });
    expect(mine()?.ports).toHaveLength(2);
  });

  test("do not lose their user when one is being removed while another is ordered", async () => {
    const old = await live();
    await Services.terminate(owner, { serviceId: old.id });
    await platform.deliver();
    platform.world.clock.advance(8 * 24 * hour);
    await Services.remove(platform.asSystem, { serviceId: old.id });
    let ordered: Orders.Order | undefined;
    node.meanwhile("account-remove", async () => {
      ordered = await platform.paidOrder(owner, nextSite());
      const { operationId } = await Orders.get(owner, { orderId: ordered.id });
      await LongOperations.advance(platform.asSystem, operationId as Id<"operation">, {
        leaseSeconds: 60,
        until: new Date(platform.world.clock.now.getTime() + 60_000),
        report: () => undefined,
      });
    });
    await platform.deliverFor(60);
    expect(await serviceOf(old)).toMatchObject({ state: "terminated" });
    expect(await Orders.get(owner, { orderId: ordered?.id as Id<"order"> })).toMatchObject({ state: "fulfilled" });
    expect(mine()?.stacks.size).toBe(1);
  });
});

describe("suspend and resume", () => {
  test("take a site offline and bring it back, with what was in it", async () => {
    const service = await live();
    mine()?.homes.set(homeOf(service), { "www/index.html": "mine" });
    await Services.suspend(platform.asStaff(), { serviceId: service.id });
    await platform.deliver();
    expect(await serviceOf(service)).toMatchObject({ state: "suspended" });
    expect(node.routes.get(homeOf(service))).toMatchObject({ state: "suspended" });
    expect(mine()?.stacks.get(stackOf(service))).toMatchObject({ state: "stopped" });

    await Services.resume(platform.asStaff(), { serviceId: service.id });
    await platform.deliver();
    expect(await serviceOf(service)).toMatchObject({ state: "active" });
    expect(node.routes.get(homeOf(service))).toMatchObject({ state: "live" });
    expect(mine()?.stacks.get(stackOf(service))).toMatchObject({ state: "healthy" });
    expect(mine()?.homes.get(homeOf(service))).toEqual({ "www/index.html": "mine" });
  });

  test("a suspension that fails leaves the site as it was: live", async () => {
    const service = await live();
    await Services.suspend(platform.asStaff(), { serviceId: service.id });
    node.fail("stack-stop", "after", 1, () => new DomainError("conflict", "node.internal", "No."));
    await platform.deliver();
    expect(await serviceOf(service)).toMatchObject({ state: "active", failure: { code: "node.internal" } });
    expect(node.routes.get(homeOf(service))).toMatchObject({ state: "live" });
    expect(mine()?.stacks.get(stackOf(service))).toMatchObject({ state: "healthy" });
  });

  for (const primitive of ["stack-apply", "route-put"] as const) {
    test(`a resumption whose ${primitive} fails leaves the site suspended and its data untouched`, async () => {
      const service = await live();
      await Services.suspend(platform.asStaff(), { serviceId: service.id });
      await platform.deliver();
      await Services.resume(platform.asStaff(), { serviceId: service.id });
      node.fail(primitive, "after", 1, () => new DomainError("conflict", "node.internal", "No."));
      await platform.deliver();
      expect(await serviceOf(service)).toMatchObject({ state: "suspended", failure: { code: "node.internal" } });
      expect(node.routes.get(homeOf(service))).toMatchObject({ state: "suspended" });
      expect(mine()?.stacks.get(stackOf(service))).toMatchObject({ state: "stopped" });
      expect(node.calls).not.toContain("stack-remove");
    });
  }
});

describe("termination", () => {
  test("takes the site offline, keeps its data for the grace period, then removes everything and frees the name", async () => {
    const service = await live();
    await Services.terminate(owner, { serviceId: service.id });
    await platform.deliver();
    expect(await serviceOf(service)).toMatchObject({ state: "terminating" });
    expect(mine()?.stacks.get(stackOf(service))).toMatchObject({ state: "stopped" });
    await expect(Services.remove(platform.asSystem, { serviceId: service.id })).rejects.toMatchObject({
      code: "service.not_terminating",
    });
    const stranger = await platform.customer();
    const claim = () => Orders.place(stranger.owner, { planId: platform.plan.id, siteName: service.name });
    await expect(claim()).rejects.toMatchObject({ code: "hosting.name_taken" });

    platform.world.clock.advance(7 * 24 * hour);
    expect(await Services.due(platform.asSystem, {})).toContain(service.id);
    await expect(Services.keep(owner, { serviceId: service.id })).rejects.toMatchObject({ code: "service.grace_over" });
    await Services.remove(platform.asSystem, { serviceId: service.id });
    await platform.deliver();
    expect(await Services.due(platform.asSystem, {})).not.toContain(service.id);
    expect(await serviceOf(service)).toMatchObject({ state: "terminated" });
    await expectCleanNode();
    await claim();
  });

  test("can be taken back within the grace period", async () => {
    const service = await live();
    await Services.terminate(owner, { serviceId: service.id });
    await platform.deliver();
    platform.world.clock.advance(6 * 24 * hour);
    await Services.keep(owner, { serviceId: service.id });
    await platform.deliver();
    expect(await serviceOf(service)).toMatchObject({ state: "active", terminatesAt: null });
    expect(mine()?.stacks.get(stackOf(service))).toMatchObject({ state: "healthy" });
  });

  for (const primitive of ["route-remove", "stack-remove", "account-remove"] as const) {
    test(`removes everything although ${primitive} lost its answer`, async () => {
      const service = await live();
      await Services.terminate(owner, { serviceId: service.id });
      await platform.deliver();
      platform.world.clock.advance(7 * 24 * hour);
      await Services.remove(platform.asSystem, { serviceId: service.id });
      node.fail(primitive, "after");
      await platform.deliverFor(60);
      expect(await serviceOf(service)).toMatchObject({ state: "terminated" });
      await expectCleanNode();
    });
  }

  test("of a service that was never set up ends too", async () => {
    node.fail("stack-apply", "before", 1, () => new DomainError("conflict", "node.internal", "No."));
    const order = await platform.paidOrder(owner, nextSite());
    await platform.deliver();
    const service = { id: order.serviceId as Id<"service"> };
    await Services.terminate(owner, { serviceId: service.id });
    await platform.deliver();
    expect(await serviceOf(service)).toMatchObject({ state: "terminating", operation: { state: "succeeded" } });
    platform.world.clock.advance(7 * 24 * hour);
    await Services.remove(platform.asSystem, { serviceId: service.id });
    await platform.deliver();
    expect(await serviceOf(service)).toMatchObject({ state: "terminated" });
  });

  test("leaves the account's other sites alone", async () => {
    const [gone, stays] = [await live(), await live()];
    await Services.terminate(owner, { serviceId: gone.id });
    await platform.deliver();
    platform.world.clock.advance(7 * 24 * hour);
    await Services.remove(platform.asSystem, { serviceId: gone.id });
    await platform.deliver();
    expect([...(mine()?.stacks.keys() ?? [])]).toEqual([stackOf(stays)]);
    expect(mine()).toMatchObject({ limits: { memoryMb: 64 } });
    expect(node.routes.get(homeOf(stays))).toMatchObject({ state: "live" });
    expect(await serviceOf(stays)).toMatchObject({ state: "active" });
  });
});

describe("a node", () => {
  test("that shows another key than it was added with is never worked on", async () => {
    const impostor = await platform.nodes.start();
    const { id } = await Nodes.add(platform.asSystem, {
      name: "impostor",
      region: "Here",
      ...impostor.address,
      hostKey: `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${"B".repeat(48)}`,
    });
    await platform.deliver();
    expect(await Nodes.get(platform.asSystem, { nodeId: id })).toMatchObject({
      state: "unreachable",
      failure: { code: "node.wrong_host_key" },
    });
    expect(impostor.calls).toEqual([]);
  });

  test("that speaks another version of the contract takes no site", async () => {
    const newer = await platform.nodes.start();
    newer.facts = { ...newer.facts, contract: 99 };
    const { id } = await Nodes.add(platform.asSystem, { name: "newer", region: "Here", ...newer.address });
    await platform.deliver();
    expect(await Nodes.get(platform.asSystem, { nodeId: id })).toMatchObject({ failure: { code: "node.contract" } });
  });

  test("that goes away and comes back is unreachable and ready again, and is shown so", async () => {
    node.reachable = false;
    await Nodes.check(platform.asStaff("operator"), { nodeId: node.id });
    await platform.deliverFor(60);
    expect(await Nodes.get(platform.asSystem, { nodeId: node.id })).toMatchObject({
      state: "unreachable",
      failure: { code: "node.unreachable" },
    });
    node.reachable = true;
    await Nodes.check(platform.asStaff("operator"), { nodeId: node.id });
    await platform.deliver();
    expect(await Nodes.get(platform.asSystem, { nodeId: node.id })).toMatchObject({
      state: "ready",
      failure: null,
      lastSeenAt: platform.world.clock.now,
    });
  });

  test("whose user could not be removed is cleaned by the next set-up there, not blocked by it", async () => {
    const order = await platform.paidOrder(owner, nextSite());
    node.fail("route-put", "before", 1, () => new DomainError("conflict", "ingress.rejected", "No."));
    node.fail("account-remove", "after", 12);
    await platform.deliverFor(10 * 60);
    expect(await Orders.get(owner, { orderId: order.id })).toMatchObject({ failure: { code: "ingress.rejected" } });
    expect(await placesOf()).toHaveLength(1);
    platform.world.clock.advance(16 * 60);
    await live();
    expect(mine()?.stacks.size).toBe(1);
  });
});

test("the host name of another account's site is never served for this one", async () => {
  const name = nextSite();
  await live(name);
  const stranger = await platform.customer();
  await expect(
    Orders.place(stranger.owner, { planId: platform.plan.id, siteName: name.toUpperCase() }),
  ).rejects.toMatchObject({ code: "hosting.name_taken", fields: [{ path: "siteName" }] });
});

test("what a site wrote is read across its releases and beside them, and of nobody else's", async () => {
  const service = await live();
  const home = homeOf(service);
  const at = (second: number) => `2026-11-20T09:00:0${second}.000000000Z`;
  const line = (second: number, stack: string, name: string, text: string) =>
    node.written.push({ home, stack, service: name, stream: "out", at: at(second), text });
  line(1, `${home}-1`, "web", "GET /first");
  line(2, `${home}-mariadb`, "mariadb", "ready for connections");
  line(3, `${home}-2`, "web", "GET /second");
  node.written.push({ home: "s-other", stack: "s-other-1", service: "web", stream: "out", at: at(4), text: "theirs" });
  const reads = nodeReads(platform.asSystem);
  const read = async (filter: object = {}) =>
    reads.siteLog({ serviceId: service.id, order: "newest", limit: 200, ...filter });
  const all = await read();
  expect(all.lines.map(({ release, service: name, text }) => [release, name, text])).toEqual([
    [1, "web", "GET /first"],
    [null, "mariadb", "ready for connections"],
    [2, "web", "GET /second"],
  ]);
  expect(all.sources).toContainEqual({ release: null, service: "mariadb" });
  expect((await read({ release: 2 })).lines).toMatchObject([{ text: "GET /second" }]);
  expect((await read({ search: "READY", from: at(1), to: at(3) })).lines).toMatchObject([{ release: null }]);
  const newest = await read({ limit: 1 });
  expect((await read({ limit: 1, before: newest.older ?? undefined })).lines).toMatchObject([{ service: "mariadb" }]);
  line(5, `${home}-2`, "web", "since");
  expect((await read({ after: all.newer ?? undefined })).lines).toMatchObject([{ text: "since" }]);
  node.reachable = false;
  await expect(read()).rejects.toMatchObject({ code: "node.unreachable" });
});
