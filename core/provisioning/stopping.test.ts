import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as AddOns from "../add-ons/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import type { FakeNode } from "../nodes/fake-nodes.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import * as Settings from "../settings/index.ts";
import { type TestPlatform, testPlatform } from "./test-platform.ts";

let platform: TestPlatform;
let node: FakeNode & { id: Id<"node"> };
let planId: Id<"plan">;
let owner: Ctx;
let accountId: Id<"account">;
let serviceId: Id<"service">;
let site = 0;

beforeAll(async () => {
  platform = await testPlatform();
  node = await platform.readyNode(32_768);
  planId = (await platform.largePlan()).id;
});
afterAll(() => platform.close());
beforeEach(async () => {
  ({ owner, accountId } = await platform.customer());
  site += 1;
  const app = { template: "node", parameters: {} };
  const order = await platform.paidOrder(owner, `stop-${site}`, { app, planId });
  await platform.deliverFor(60);
  serviceId = order.serviceId as Id<"service">;
  await AddOns.addDatabase(owner, { serviceId, template: "valkey" });
  await platform.deliverFor(60);
  node.calls.length = 0;
  node.applied.length = 0;
});

const home = () => `s-${serviceId.slice(4).toLowerCase()}`;
const state = async () => (await Services.get(owner, { serviceId })).state;
const route = () => node.routes.get(home())?.state;
const stacks = () =>
  [...(node.accounts.get(`c-${accountId.slice(4).toLowerCase()}`)?.stacks ?? [])]
    .map(([name, stack]) => `${name.slice(home().length + 1)} ${stack.state}`)
    .toSorted();
const act = async (action: keyof typeof actions) => {
  await actions[action]();
  await platform.deliverFor(60);
};
const actions = {
  stop: () => Services.stop(owner, { serviceId }),
  start: () => Services.startAgain(owner, { serviceId }),
  restart: () => Services.restart(owner, { serviceId }),
  suspend: () => Services.suspend(platform.asStaff(), { serviceId }),
  resume: () => Services.resume(platform.asStaff(), { serviceId }),
};
const breaks = () => new DomainError("conflict", "node.internal", "No.");
const running = ["2 healthy", "valkey healthy"];
const down = ["2 stopped", "valkey stopped"];

async function expectRunning(): Promise<void> {
  expect([await state(), route(), stacks()]).toEqual(["active", "live", running]);
}
async function expectStopped(): Promise<void> {
  expect([await state(), route(), stacks()]).toEqual(["stopped", "stopped", down]);
}

describe("a website that its customer stops", () => {
  test("is down with its databases and says so, and comes back with the same release, the databases first", async () => {
    await act("stop");
    await expectStopped();
    await act("start");
    await expectRunning();
    expect(node.applied.map(({ stack }) => stack.slice(home().length + 1))).toEqual(["valkey", "2"]);
    expect((await Releases.list(owner, { serviceId })).items.map(({ number }) => number)).toEqual([2, 1]);
    expect(node.calls).not.toContain("stack-remove");
  });

  test("stays as it is when stopping or starting fails for good, and comes to its end when an answer is lost", async () => {
    node.fail("stack-stop", "after", 1, breaks);
    await act("stop");
    await expectRunning();
    expect((await Services.get(owner, { serviceId })).failure).toMatchObject({ code: "node.internal" });
    node.fail("stack-stop", "after", 2);
    node.fail("route-put", "after", 1);
    await act("stop");
    await expectStopped();
    for (const primitive of ["stack-apply", "route-put"] as const) {
      node.fail(primitive, "after", 1, breaks);
      await act("start");
      await expectStopped();
    }
    node.fail("stack-apply", "after", 2);
    node.fail("route-put", "after", 1);
    await act("start");
    await expectRunning();
    expect((await Services.get(owner, { serviceId })).failure).toBeNull();
  });

  test("is deployed to no more until it is started, and is told why", async () => {
    await act("stop");
    await expect(Releases.redeploy(owner, { serviceId })).rejects.toMatchObject({
      code: "service.cannot_deploy",
      message: "Start the website first: nothing is deployed while it is stopped.",
    });
    await act("start");
    await Releases.redeploy(owner, { serviceId });
  });

  test("takes settings, and stays stopped to its visitors meanwhile", async () => {
    await act("stop");
    await Settings.setMaintenance(owner, { serviceId, maintenance: true });
    await platform.deliverFor(60);
    await expectStopped();
  });

  test("stays stopped when it is suspended and resumed, or deleted and kept, and is not started while it is suspended", async () => {
    await act("stop");
    await act("suspend");
    expect([await state(), route(), stacks()]).toEqual(["suspended", "suspended", down]);
    await expect(actions.start()).rejects.toMatchObject({ code: "service.cannot_start" });
    node.calls.length = 0;
    await act("resume");
    await expectStopped();
    const confirmed = { ...owner, confirmedAt: platform.world.clock.now };
    await Services.terminate(confirmed, { serviceId });
    await platform.deliverFor(60);
    await Services.keep(owner, { serviceId });
    await platform.deliverFor(60);
    await expectStopped();
    expect(node.calls).not.toContain("stack-apply");
    await act("start");
    await expectRunning();
  });

  test("stays stopped when suspending it fails", async () => {
    await act("stop");
    node.fail("stack-stop", "after", 1, breaks);
    await act("suspend");
    await expectStopped();
  });
});

describe("a restart", () => {
  test("stops and starts the live release, and nothing else, without another one", async () => {
    await act("restart");
    await expectRunning();
    expect(node.calls.filter((call) => call === "stack-stop")).toHaveLength(1);
    expect((await Releases.list(owner, { serviceId })).items.map(({ number }) => number)).toEqual([2, 1]);
  });

  test("comes to its end when answers are lost, and what does not start says so", async () => {
    node.fail("stack-stop", "after", 1);
    node.fail("stack-apply", "after", 1);
    await act("restart");
    await expectRunning();
    node.nextStates = Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? "healthy" : "failed"));
    await actions.restart();
    await platform.deliverFor(3600);
    expect(await Services.get(owner, { serviceId })).toMatchObject({
      state: "active",
      operation: { kind: "service.restart", state: "failed" },
      failure: { code: "containers.failed" },
    });
    node.nextStates = [];
    await act("restart");
    await expectRunning();
  });
});
