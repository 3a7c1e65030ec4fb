import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import * as LongOperations from "../kernel/long-operation/index.ts";
import type { Ctx } from "../kernel/operation.ts";
import type { FakeNode, Primitive } from "../nodes/fake-nodes.ts";
import * as Nodes from "../nodes/index.ts";
import * as Releases from "../releases/index.ts";
import { release as releaseTable } from "../releases/release.sql.ts";
import * as Services from "../services/index.ts";
import { type TestPlatform, testPlatform } from "./test-platform.ts";

let platform: TestPlatform;
let node: FakeNode & { id: Id<"node"> };
let owner: Ctx;
let as: Awaited<ReturnType<TestPlatform["customer"]>>["as"];
let accountId: Id<"account">;
let service: Services.Service;
let site = 0;

beforeAll(async () => {
  platform = await testPlatform();
  node = await platform.readyNode(16_384);
});
afterAll(() => platform.close());
beforeEach(async () => {
  ({ owner, as, accountId } = await platform.customer());
  node.reachable = true;
  node.nextStates = [];
  node.connections.clear();
  node.pages.clear();
  site += 1;
  const { serviceId } = await platform.paidOrder(owner, `release-${site}`);
  await platform.deliverFor(60);
  service = await Services.get(owner, { serviceId: serviceId as Id<"service"> });
  node.calls.length = 0;
});

const byService = () => ({ serviceId: service.id });
const home = () => `s-${service.id.slice(4).toLowerCase()}`;
const list = async () => (await Releases.list(owner, byService())).items;
const states = async () => (await list()).map(({ number, state }) => `${number} ${state}`);
const mine = () => node.accounts.get(`c-${accountId.slice(4).toLowerCase()}`);
const stacks = () =>
  [...(mine()?.stacks ?? [])].map(([name, { state }]) => `${name.slice(home().length + 1)} ${state}`);
const rows = () =>
  platform.world.db.transaction({ role: "platform" }, (tx) =>
    tx.select().from(releaseTable).where(eq(releaseTable.serviceId, service.id)).orderBy(releaseTable.number),
  );
const operationOf = async (number: number) => {
  const found = (await list()).find((release) => release.number === number);
  return LongOperations.get(owner, { operationId: found?.operationId as Id<"operation"> });
};

/** One release serves: it alone runs, its port is led to and is the only one that is held anywhere. */
async function expectServing(number: number): Promise<void> {
  expect((await list()).filter(({ state }) => state === "live").map((release) => release.number)).toEqual([number]);
  const held = (await rows()).filter(({ port }) => port !== null);
  expect(held.map((row) => row.number)).toEqual([number]);
  const port = held[0]?.port ?? 0;
  expect(node.routes.get(home())).toMatchObject({ state: "live", port });
  expect(mine()?.ports).toEqual([port]);
  expect(mine()?.limits).toMatchObject({ memoryMb: 64, processes: 64 });
  expect(stacks()).toEqual([`${number} healthy`]);
}

const refused = (code: string) => expect.objectContaining({ code });

describe("a deploy", () => {
  test("is a release of its own that takes over from the one before; the files stay the service's", async () => {
    mine()?.homes.set(home(), { "www/index.html": "mine" });
    const begun = await Releases.redeploy(as("technical"), byService());
    expect(begun).toMatchObject({ number: 2, state: "pending", cause: "redeploy", requestedBy: { kind: "member" } });
    await platform.deliverFor(60);
    await expectServing(2);
    expect(await states()).toEqual(["2 live", "1 superseded"]);
    expect((await list())[0]).toMatchObject({ failure: null, requestedBy: { kind: "member", name: "Ada" } });
    expect((await list())[1]).toMatchObject({ cause: "order", requestedBy: { kind: "system" }, kept: true });
    expect((await operationOf(2)).steps.map(({ state }) => state)).toEqual(Array(7).fill("done"));
    expect(mine()?.homes.get(home())).toEqual({ "www/index.html": "mine" });
    expect(await Services.get(owner, byService())).toMatchObject({ state: "active", failure: null });
  });

  test("gives the account the memory and the ports of both releases for as long as both run", async () => {
    let both: unknown;
    node.meanwhile("route-put", async () => {
      both = structuredClone({ limits: mine()?.limits, ports: mine()?.ports.length });
    });
    await Releases.redeploy(owner, byService());
    await platform.deliverFor(60);
    expect(both).toMatchObject({ limits: { memoryMb: 128, processes: 128, cpuPercent: 25 }, ports: 2 });
    await expectServing(2);
  });

  test("whose release does not become healthy leads no visitor to it, and says why in its own words", async () => {
    node.nextStates = ["failed", "failed"];
    await Releases.redeploy(owner, byService());
    await platform.deliverFor(120);
    expect(node.calls).not.toContain("route-put");
    await expectServing(1);
    expect((await list())[0]).toMatchObject({
      state: "failed",
      failure: {
        code: "release.unhealthy",
        message: "Release 2 did not become healthy, so no visitor was led to it.",
        detail: "exited with 1",
      },
    });
  });

  test("whose first page fails leads visitors back to the release before", async () => {
    node.meanwhile("route-put", async () => {
      const port = (await rows())[1]?.port ?? 0;
      node.pages.set(port, 500);
    });
    await Releases.redeploy(owner, byService());
    await platform.deliverFor(120);
    await expectServing(1);
    expect((await list())[0]).toMatchObject({
      state: "failed",
      failure: {
        code: "release.first_page",
        message: "The site answered 500 instead of 200. Visitors were led back to the release before.",
      },
    });
  });

  test("whose first page leads to another one takes over", async () => {
    node.meanwhile("route-put", async () => {
      const port = (await rows())[1]?.port ?? 0;
      node.pages.set(port, 302);
    });
    await Releases.redeploy(owner, byService());
    await platform.deliverFor(120);
    await expectServing(2);
  });

  test("waits for what the old release is answering, shows it, and closes what has no end", async () => {
    const port = (await rows())[0]?.port ?? 0;
    node.connections.set(port, 3);
    await Releases.redeploy(owner, byService());
    await platform.deliverFor(10);
    expect(stacks()).toEqual(["1 healthy", "2 healthy"]);
    expect(await operationOf(2)).toMatchObject({
      state: "waiting",
      waitingFor: {
        code: "release.draining",
        message: "Open connections to the old release: 3. They have 30 s to end.",
      },
    });
    await platform.deliverFor(60);
    await expectServing(2);
  });

  test("is refused while another is under way, and where the service is not active", async () => {
    await Releases.redeploy(owner, byService());
    const second = Releases.redeploy(owner, byService());
    await expect(second).rejects.toEqual(refused("operation.in_progress"));
    await expect(Services.suspend(platform.asStaff(), byService())).rejects.toEqual(refused("operation.in_progress"));
    await platform.deliverFor(60);
    await Services.suspend(platform.asStaff(), byService());
    await platform.deliverFor(60);
    await expect(Releases.redeploy(owner, byService())).rejects.toEqual(refused("service.cannot_deploy"));
    expect(await states()).toEqual(["2 live", "1 superseded"]);
  });

  for (const primitive of [
    "account-ensure",
    "image-ensure",
    "stack-apply",
    "route-put",
    "port-connections",
    "stack-stop",
    "stack-remove",
  ] satisfies Primitive[]) {
    for (const when of ["before", "after"] as const) {
      test(`takes over although ${primitive} failed once ${when} its work`, async () => {
        node.fail(primitive, when);
        await Releases.redeploy(owner, byService());
        await platform.deliverFor(120);
        await expectServing(2);
      });
    }

    test(`whose ${primitive} the node refuses leaves one release serving, and the next deploy clears up`, async () => {
      node.fail(primitive, "after", 1, () => new DomainError("conflict", "node.internal", "The node said no."));
      await Releases.redeploy(owner, byService());
      await platform.deliverFor(600);
      const [newest] = await list();
      const live = (await list()).filter(({ state }) => state === "live");
      expect(live).toHaveLength(1);
      const port = (await rows()).find(({ state }) => state === "live")?.port;
      expect(node.routes.get(home())).toMatchObject({ state: "live", port });
      // What went wrong after it was live takes nothing back.
      const late = ["port-connections", "stack-stop", "stack-remove"].includes(primitive);
      expect(newest).toMatchObject({ number: 2, state: late ? "live" : "failed" });
      await Releases.redeploy(owner, byService());
      await platform.deliverFor(600);
      await expectServing(3);
    });
  }

  test("whose node is down waits, and a visitor is led nowhere in between", async () => {
    node.meanwhile("route-put", async () => {
      node.reachable = false;
      throw new DomainError("unavailable", "node.unreachable", "The node cannot be reached.");
    });
    await Releases.redeploy(owner, byService());
    await platform.deliverFor(3600);
    expect(await operationOf(2)).toMatchObject({ state: "waiting", waitingFor: { code: "node.unreachable" } });
    expect(await states()).toEqual(["2 switching", "1 live"]);
    node.reachable = true;
    await Nodes.check(platform.asSystem, { nodeId: node.id });
    await platform.deliverFor(60);
    await expectServing(2);
  });
});

describe("cancelling", () => {
  test("ends a deploy that has led no visitor to its release", async () => {
    node.nextStates = Array(100).fill("starting");
    await Releases.redeploy(owner, byService());
    await platform.deliverFor(5);
    node.nextStates = [];
    expect(await Releases.cancel(as("technical"), { ...byService(), number: 2 })).toMatchObject({ number: 2 });
    await platform.deliverFor(120);
    await expectServing(1);
    expect((await list())[0]).toMatchObject({ state: "cancelled", failure: null });
  });

  test("is refused once visitors may be led to it, and of what is not under way", async () => {
    const port = (await rows())[0]?.port ?? 0;
    node.connections.set(port, 1);
    await Releases.redeploy(owner, byService());
    await platform.deliver();
    for (const number of [1, 2]) {
      await expect(Releases.cancel(owner, { ...byService(), number })).rejects.toEqual(
        refused("release.not_cancellable"),
      );
    }
    await platform.deliverFor(60);
    await expectServing(2);
  });

  test("in the moment before the switch leads nobody there", async () => {
    node.meanwhile("stack-apply", () => Releases.cancel(owner, { ...byService(), number: 2 }));
    await Releases.redeploy(owner, byService());
    await platform.deliverFor(120);
    expect(node.calls).not.toContain("route-put");
    await expectServing(1);
    expect(await states()).toEqual(["2 cancelled", "1 live"]);
  });
});

describe("rolling back", () => {
  const deployed = async (times: number) => {
    for (let time = 0; time < times; time++) {
      await Releases.redeploy(owner, byService());
      await platform.deliverFor(60);
    }
  };

  test("makes a release of its own of what a kept one ran", async () => {
    await deployed(1);
    const begun = await Releases.rollBack(as("technical"), { ...byService(), number: 1 });
    expect(begun).toMatchObject({ number: 3, cause: "rollback", rollsBackTo: 1 });
    await platform.deliverFor(60);
    await expectServing(3);
    expect(await states()).toEqual(["3 live", "2 rolled_back", "1 superseded"]);
  });

  test("reaches the last five that were live, and no other", async () => {
    await deployed(6);
    node.nextStates = ["failed", "failed"];
    await Releases.redeploy(owner, byService());
    await platform.deliverFor(120);
    const kept = (await list()).filter((release) => release.kept).map(({ number }) => number);
    expect(kept).toEqual([7, 6, 5, 4, 3, 2]);
    for (const number of [1, 7, 8]) {
      await expect(Releases.rollBack(owner, { ...byService(), number })).rejects.toEqual(refused("release.not_kept"));
    }
    const unknown = Releases.rollBack(owner, { ...byService(), number: 99 });
    await expect(unknown).rejects.toEqual(refused("release.not_found"));
  });
});

describe("who may", () => {
  test("technical members deploy, readers look, and another account's service does not exist", async () => {
    for (const role of ["reader", "billing"] as const) {
      expect((await Releases.list(as(role), byService())).items).toHaveLength(1);
      await expect(Releases.redeploy(as(role), byService())).rejects.toEqual(refused("auth.forbidden"));
      await expect(Releases.rollBack(as(role), { ...byService(), number: 1 })).rejects.toEqual(
        refused("auth.forbidden"),
      );
      await expect(Releases.cancel(as(role), { ...byService(), number: 1 })).rejects.toEqual(refused("auth.forbidden"));
    }
    const { owner: stranger } = await platform.customer();
    for (const attempt of [
      () => Releases.list(stranger, byService()),
      () => Releases.redeploy(stranger, byService()),
      () => Releases.rollBack(stranger, { ...byService(), number: 1 }),
      () => Releases.cancel(stranger, { ...byService(), number: 1 }),
    ]) {
      await expect(attempt()).rejects.toEqual(refused("service.not_found"));
    }
    await Releases.redeploy(platform.asStaff("operator"), byService());
    await platform.deliverFor(60);
    expect((await list())[0]).toMatchObject({ requestedBy: { kind: "support", name: null } });
  });
});

test("a service that is suspended, resumed, terminated and removed takes its releases along", async () => {
  await Releases.redeploy(owner, byService());
  await platform.deliverFor(60);
  await Services.suspend(platform.asStaff(), byService());
  await platform.deliverFor(60);
  expect(stacks()).toEqual(["2 stopped"]);
  await Services.resume(platform.asStaff(), byService());
  await platform.deliverFor(60);
  await expectServing(2);
  await Services.terminate({ ...owner, confirmedAt: platform.world.clock.now }, byService());
  await platform.deliverFor(60);
  platform.world.clock.advance(8 * 86_400);
  await Services.remove(platform.asSystem, byService());
  await platform.deliverFor(60);
  expect(mine()).toBeUndefined();
  expect((await rows()).map(({ state, port, kept }) => [state, port, kept])).toEqual([
    ["superseded", null, false],
    ["removed", null, false],
  ]);
});

test("a site that was made before there were releases keeps its files when its first release is replaced", async () => {
  const stack = mine()?.stacks.get(`${home()}-1`);
  if (!stack) throw new Error("the first release runs");
  mine()?.stacks.delete(`${home()}-1`);
  mine()?.stacks.set(home(), stack);
  mine()?.homes.set(home(), { "www/index.html": "mine" });
  await platform.world.db.transaction({ role: "platform" }, (tx) =>
    tx.update(releaseTable).set({ stack: home() }).where(eq(releaseTable.serviceId, service.id)),
  );
  await Releases.redeploy(owner, byService());
  await platform.deliverFor(60);
  expect(mine()?.homes.get(home())).toEqual({ "www/index.html": "mine" });
  expect([...(mine()?.stacks ?? [])].map(([name, { state }]) => [name, state])).toEqual([
    [home(), "stopped"],
    [`${home()}-2`, "healthy"],
  ]);
});
