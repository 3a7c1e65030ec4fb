import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Id, newId } from "../kernel/id.ts";
import { auditLog } from "../kernel/kernel.sql.ts";
import { operation } from "../kernel/long-operation/long-operation.sql.ts";
import type { Ctx } from "../kernel/operation.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Services from "./index.ts";
import { can, type ServiceAction, serviceStates } from "./service.state.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await testPlatform();
});
afterAll(() => platform.close());

let owner: Ctx;
let as: Awaited<ReturnType<TestPlatform["customer"]>>["as"];
let serviceId: Id<"service">;
let site = 0;
beforeEach(async () => {
  ({ owner, as } = await platform.customer());
  site += 1;
  const order = await platform.paidOrder(owner, `shop-${site}`);
  serviceId = order.serviceId as Id<"service">;
  await setUp();
});

/** As if its set-up had ended well: what a node does is tested elsewhere. */
const setUp = () =>
  platform.world.db.transaction({ role: "platform" }, async (tx) => {
    const finishedAt = platform.world.clock.now;
    await tx.update(operation).set({ state: "succeeded", finishedAt }).where(eq(operation.subject, serviceId));
    await Services.update(tx, serviceId, { state: "active" });
  });

const setState = (state: Services.ServiceState) =>
  platform.world.db.transaction({ role: "platform" }, (tx) => Services.update(tx, serviceId, { state }));
const auditsOf = () =>
  platform.world.db.transaction({ role: "platform" }, (tx) =>
    tx.select().from(auditLog).where(eq(auditLog.target, serviceId)).orderBy(auditLog.id),
  );

const actions = {
  stop: Services.stop,
  start: Services.startAgain,
  restart: Services.restart,
  suspend: Services.suspend,
  resume: Services.resume,
  terminate: Services.terminate,
  keep: Services.keep,
};
const from: Record<ServiceAction, Services.ServiceState> = {
  stop: "active",
  start: "stopped",
  restart: "active",
  suspend: "active",
  resume: "suspended",
  terminate: "active",
  keep: "terminating",
};
const to = {
  ...{ stop: "stopping", start: "starting", restart: "active" },
  ...{ suspend: "suspending", resume: "resuming", terminate: "terminating", keep: "resuming" },
};
const technical = ["owner", "administrator", "technical"] as const;
const may = {
  stop: technical,
  start: technical,
  restart: technical,
  suspend: [],
  resume: [],
  terminate: ["owner", "administrator"],
  keep: ["owner", "administrator"],
} as const;

for (const action of Object.keys(actions) as ServiceAction[]) {
  const run = actions[action];
  const byStaff = may[action].length === 0;
  const whoMay = () => (byStaff ? platform.asStaff("operator") : owner);
  describe(action, () => {
    test("changes the state, begins the work, and says who asked", async () => {
      await setState(from[action]);
      const after = await run(whoMay(), { serviceId });
      expect(after).toMatchObject({ state: to[action], operation: { state: "queued" } });
      expect(platform.world.announced.at(-1)).toMatchObject({ type: "operation.due", subject: after.operation?.id });
      expect((await auditsOf()).at(-1)).toMatchObject({
        action: `service.${action}`,
        byStaff,
        before: { state: from[action] },
        after: { state: to[action] },
      });
    });

    test("is not possible in another state, and leaves nothing behind", async () => {
      for (const state of serviceStates.filter((each) => !can(action, { state: each }))) {
        await setState(state);
        const audits = await auditsOf();
        await expect(run(whoMay(), { serviceId }), state).rejects.toMatchObject({ code: `service.cannot_${action}` });
        expect(await auditsOf()).toHaveLength(audits.length);
        expect(await Services.get(owner, { serviceId })).toMatchObject({
          state,
          operation: { kind: "service.provision" },
        });
      }
    });

    test("is for those roles only, and for operators", async () => {
      await setState(from[action]);
      for (const role of ["owner", "administrator", "billing", "technical", "reader"] as const) {
        if ((may[action] as readonly string[]).includes(role)) continue;
        await expect(run(as(role), { serviceId }), role).rejects.toMatchObject({ kind: "forbidden" });
      }
      for (const role of ["support", "billing"] as const) {
        await expect(run(platform.asStaff(role), { serviceId }), role).rejects.toMatchObject({ kind: "forbidden" });
      }
      await run(platform.asStaff("operator"), { serviceId });
      expect((await auditsOf()).at(-1)).toMatchObject({ byStaff: true });
    });

    test("of another account's service finds nothing", async () => {
      await setState(from[action]);
      const stranger = await platform.customer();
      const code = byStaff ? "auth.forbidden" : "service.not_found";
      await expect(run(stranger.owner, { serviceId })).rejects.toMatchObject({ code });
      expect(await Services.get(owner, { serviceId })).toMatchObject({ state: from[action] });
    });

    test("by many at once happens once", async () => {
      await setState(from[action]);
      const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => run(whoMay(), { serviceId })));
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    });
  });
}

describe("reading services", () => {
  test("shows a member their own account's, and staff whose they ask for", async () => {
    const stranger = await platform.customer();
    await expect(Services.get(stranger.owner, { serviceId })).rejects.toMatchObject({ code: "service.not_found" });
    expect((await Services.list(stranger.owner, {})).items).toEqual([]);
    const { items } = await Services.list(as("reader"), {});
    expect(items).toMatchObject([{ id: serviceId, url: `http://shop-${site}.sites.example/`, state: "active" }]);
    const { accountId } = items[0] ?? {};
    expect((await Services.list(platform.asStaff("support"), { accountId })).items).toHaveLength(1);
    expect((await Services.list(platform.asStaff("support"), { state: "terminated", accountId })).items).toEqual([]);
  });

  test("says what is paid and until when to whoever may see that, and to nobody else", async () => {
    const shown = async (ctx: Ctx) => {
      const one = await Services.get(ctx, { serviceId });
      const listed = (await Services.list(ctx, {})).items.find(({ id }) => id === serviceId);
      expect(listed).toMatchObject({ price: one.price, paidUntil: one.paidUntil });
      return [one.price?.minor ?? null, one.paidUntil !== null];
    };
    for (const role of ["owner", "administrator", "billing", "reader"] as const) {
      expect([role, ...(await shown(as(role)))]).toEqual([role, 500, true]);
    }
    expect(await shown(platform.asStaff("support"))).toEqual([500, true]);
    expect(await shown(as("technical"))).toEqual([null, false]);
    expect(await Services.stop(as("technical"), { serviceId })).toMatchObject({ price: null, paidUntil: null });
    const { actor } = owner;
    const accountId = actor.type === "member" ? actor.accountId : newId("account");
    const key = (...scopes: ("service:read" | "billing:read")[]): Ctx => ({
      ...owner,
      actor: { type: "key", keyId: newId("apiKey"), accountId, scopes },
    });
    expect(await shown(key("service:read"))).toEqual([null, false]);
    expect(await shown(key("service:read", "billing:read"))).toEqual([500, true]);
  });

  test("shows staff what is on a node as long as it is there, and members their own of it", async () => {
    const nodeId = newId("node");
    await platform.world.db.transaction({ role: "platform" }, (tx) => Services.update(tx, serviceId, { nodeId }));
    const found = async (ctx: Ctx, on = nodeId) => (await Services.list(ctx, { nodeId: on })).items.map(({ id }) => id);
    expect(await found(platform.asStaff("support"))).toEqual([serviceId]);
    expect(await found(platform.asStaff("support"), newId("node"))).toEqual([]);
    expect(await found((await platform.customer()).owner)).toEqual([]);
    await setState("terminated");
    expect(await found(platform.asStaff("support"))).toEqual([]);
  });

  test("finds by app, by plan and by a part of the name or the whole address, and takes what is typed as it is", async () => {
    const found = async (wanted: Parameters<typeof Services.list>[1]) =>
      (await Services.list(owner, wanted)).items.map(({ id }) => id);
    const { name, host, url } = await Services.get(owner, { serviceId });
    for (const search of [name, name.toUpperCase(), name.slice(1, -1), host, url]) {
      expect(await found({ search }), search).toEqual([serviceId]);
    }
    for (const search of ["%", "sh_p", "nowhere"]) expect(await found({ search }), search).toEqual([]);
    expect(await found({ template: "static", planId: platform.plan.id })).toEqual([serviceId]);
    expect(await found({ template: "wordpress" })).toEqual([]);
    expect(await found({ planId: newId("plan") })).toEqual([]);
  });

  test("shows the newest piece of work only", async () => {
    await Services.suspend(platform.asStaff(), { serviceId });
    await setUp();
    await setState("suspended");
    await Services.resume(platform.asStaff(), { serviceId });
    expect(await Services.get(owner, { serviceId })).toMatchObject({ operation: { kind: "service.resume" } });
  });
});
