import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addOn } from "../add-ons/add-on.sql.ts";
import * as AddOns from "../add-ons/index.ts";
import type * as Catalog from "../catalog/index.ts";
import type { Id } from "../kernel/id.ts";
import { auditLog, outbox } from "../kernel/kernel.sql.ts";
import { operationLog } from "../kernel/long-operation/long-operation.sql.ts";
import type { Ctx } from "../kernel/operation.ts";
import type { FakeNode } from "../nodes/fake-nodes.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import { type TestPlatform, testPlatform } from "./test-platform.ts";

let platform: TestPlatform;
let node: FakeNode & { id: Id<"node"> };
let plan: Catalog.Plan;
beforeAll(async () => {
  platform = await testPlatform();
  node = await platform.readyNode(65_536);
  plan = await platform.largePlan();
});
afterAll(() => platform.close());

let owner: Ctx;
let as: Awaited<ReturnType<TestPlatform["customer"]>>["as"];
let accountId: Id<"account">;
let serviceId: Id<"service">;
let site = 0;
beforeEach(async () => {
  ({ owner, as, accountId } = await platform.customer());
  serviceId = await live("php");
});

async function live(template: string, planId = plan.id): Promise<Id<"service">> {
  site += 1;
  const order = await platform.paidOrder(owner, `site-${site}`, { app: { template, parameters: {} }, planId });
  await platform.deliverFor(120);
  return order.serviceId as Id<"service">;
}
const home = () => `s-${serviceId.slice(4).toLowerCase()}`;
const mine = () => node.accounts.get(`c-${accountId.slice(4).toLowerCase()}`);
const stacks = () => [...(mine()?.stacks.keys() ?? [])].map((name) => name.slice(home().length + 1)).toSorted();
const list = () => AddOns.listDatabases(owner, { serviceId });
/** What the app of the newest release was given of its database, and its memory. */
const environment = () => {
  const web = node.applied.findLast(({ stack }) => new RegExp(`^${home()}-\\d+$`).test(stack));
  const { services } = JSON.parse(web?.compose ?? "{}") as {
    services: Record<string, { environment?: Record<string, string>; mem_limit: string }>;
  };
  const variables = Object.entries(services.web?.environment ?? {}).filter(([name]) => name.startsWith("POSTGRESQL"));
  return { ...Object.fromEntries(variables), memory: services.web?.mem_limit };
};
async function add(template: string): Promise<AddOns.Databases["items"][number]> {
  await AddOns.addDatabase(owner, { serviceId, template });
  await platform.deliverFor(120);
  const found = (await list()).items.find((one) => one.template === template);
  if (!found) throw new Error(`there is no ${template}`);
  return found;
}
const books = () =>
  platform.world.db.transaction({ role: "platform" }, async (tx) => ({
    rows: await tx.select().from(addOn).where(eq(addOn.serviceId, serviceId)),
    audit: await tx.select().from(auditLog).where(eq(auditLog.target, serviceId)),
    log: await tx.select().from(operationLog),
    messages: await tx.select().from(outbox),
  }));

describe("a database that is added to a website that runs", () => {
  test("starts before a release that is the first to know it, and takes its memory from the app", async () => {
    expect(environment()).toEqual({ memory: "512m" });
    const { operation } = await AddOns.addDatabase(owner, { serviceId, template: "postgresql" });
    expect(operation).toMatchObject({ kind: "service.deploy" });
    expect((await list()).items).toMatchObject([{ template: "postgresql", state: "starting", memoryMb: 128 }]);
    node.applied.length = 0;
    await platform.deliverFor(120);
    expect(node.applied.map(({ stack }) => stack)).toEqual([`${home()}-postgresql`, `${home()}-2`]);
    expect(mine()?.stacks.get(`${home()}-2`)?.joined).toEqual(new Map([["postgresql", `${home()}-postgresql`]]));
    const { password } = await AddOns.revealPassword(owner, {
      serviceId,
      databaseId: (await list()).items[0]?.id as Id<"addOn">,
    });
    expect(environment()).toMatchObject({
      memory: "384m",
      POSTGRESQL_HOST: "postgresql",
      POSTGRESQL_PASSWORD: password,
    });
    expect(await list()).toMatchObject({
      quota: 2,
      appMemoryMb: 384,
      items: [
        {
          ...{ state: "running", title: "PostgreSQL", version: "17", host: "postgresql", port: 5432 },
          ...{ name: "app", user: "app", required: false },
        },
      ],
    });
    expect((await Releases.list(owner, { serviceId })).items[0]).toMatchObject({ number: 2, cause: "settings" });
    await Releases.redeploy(owner, { serviceId });
    await platform.deliverFor(120);
    expect(environment()).toMatchObject({ POSTGRESQL_PASSWORD: password });
  });

  test("is refused where the plan has no room, with the plan that has", async () => {
    await add("postgresql");
    await add("valkey");
    const refused = { code: "plan.too_small", message: "Large has 2 databases. No plan on sale has room for it." };
    await expect(AddOns.addDatabase(owner, { serviceId, template: "mariadb" })).rejects.toMatchObject(refused);
    expect((await list()).offers).toMatchObject([{ template: "mariadb", memoryMb: null, refusal: refused }]);
    await expect(AddOns.addDatabase(owner, { serviceId, template: "valkey" })).rejects.toMatchObject({
      code: "database.present",
    });
    serviceId = await live("static", platform.plan.id);
    await expect(AddOns.addDatabase(owner, { serviceId, template: "valkey" })).rejects.toMatchObject({
      code: "database.not_here",
    });
    serviceId = await live("dockerfile", platform.plan.id);
    await expect(AddOns.addDatabase(owner, { serviceId, template: "valkey" })).rejects.toMatchObject({
      message: "Small has no databases. Large has room for it.",
    });
    await expect(AddOns.addDatabase(owner, { serviceId, template: "oracle" })).rejects.toMatchObject({
      issues: [{ path: ["template"] }],
    });
  });

  test("that does not start is not there, leaves nothing on the node, and the website goes on as it was", async () => {
    node.nextStates = Array.from({ length: 8 }, () => "failed" as const);
    await AddOns.addDatabase(owner, { serviceId, template: "postgresql" });
    await platform.deliverFor(7200);
    node.nextStates = [];
    expect(stacks()).toEqual(["1"]);
    expect([...(mine()?.volumes ?? [])].filter((name) => name.endsWith("postgresql"))).toEqual([]);
    expect((await list()).items).toEqual([]);
    expect(await Services.get(owner, { serviceId })).toMatchObject({ state: "active", failure: null });
    expect(await add("postgresql")).toMatchObject({ state: "running" });
  });
});

describe("a database that is removed", () => {
  test("goes with its data when a release without it is live, and not before", async () => {
    const { id: databaseId } = await add("postgresql");
    node.calls.length = 0;
    await AddOns.removeDatabase(owner, { serviceId, databaseId });
    expect((await list()).items).toMatchObject([{ state: "removing" }]);
    expect(stacks()).toContain("postgresql");
    await platform.deliverFor(120);
    expect(stacks()).toEqual(["3"]);
    expect(mine()?.volumes.has(`${home()}-postgresql`)).toBe(false);
    expect(environment()).toEqual({ memory: "512m" });
    expect(node.calls.indexOf("stack-apply")).toBeLessThan(node.calls.indexOf("volume-remove"));
    expect((await list()).items).toEqual([]);
    const actions = (await books()).audit.map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(["database.add", "database.remove", "database.note_removed"]));
  });

  test("stays with its data when the release without it does not become healthy", async () => {
    const { id: databaseId } = await add("postgresql");
    node.nextStates = ["failed", "failed"];
    await AddOns.removeDatabase(owner, { serviceId, databaseId });
    await platform.deliverFor(600);
    expect((await list()).items).toMatchObject([{ id: databaseId, state: "running" }]);
    expect(stacks()).toEqual(["2", "postgresql"]);
    expect(mine()?.volumes.has(`${home()}-postgresql`)).toBe(true);
  });

  test("is removed once, whatever call to the node is lost on the way", async () => {
    const { id: databaseId } = await add("postgresql");
    node.fail("stack-remove", "after");
    node.fail("volume-remove", "after");
    await AddOns.removeDatabase(owner, { serviceId, databaseId });
    await platform.deliverFor(600);
    expect(stacks()).toEqual(["3"]);
    expect((await list()).items).toEqual([]);
  });

  test("is not one that the app does not run without", async () => {
    serviceId = await live("wordpress");
    const [database] = (await list()).items;
    expect(database).toMatchObject({ template: "mariadb", required: true });
    const removal = AddOns.removeDatabase(owner, { serviceId, databaseId: database?.id as Id<"addOn"> });
    await expect(removal).rejects.toMatchObject({
      code: "database.required",
      message: "WordPress does not run without MariaDB.",
    });
  });
});

describe("another password", () => {
  const passwordOf = async (databaseId: Id<"addOn">) =>
    (await AddOns.revealPassword(owner, { serviceId, databaseId })).password;

  test("reaches database and app together, and stands in no log and no message", async () => {
    const { id: databaseId } = await add("postgresql");
    const before = await passwordOf(databaseId);
    await AddOns.renewPassword(owner, { serviceId, databaseId });
    expect(await passwordOf(databaseId)).toBe(before);
    node.applied.length = 0;
    await platform.deliverFor(120);
    const after = await passwordOf(databaseId);
    expect(after).not.toBe(before);
    expect(node.applied.map(({ stack }) => stack)).toEqual([`${home()}-postgresql`, `${home()}-3`]);
    expect(node.applied[0]?.files?.["secrets/database-password"]).toBe(after);
    expect(environment()).toMatchObject({ POSTGRESQL_PASSWORD: after });
    expect(JSON.stringify(await books())).not.toContain(after);
    expect((await books()).rows).toMatchObject([{ nextPassword: null, renewingAt: null }]);
  });

  test("is given up where no release came to know it: the database has the old one again", async () => {
    const { id: databaseId } = await add("postgresql");
    const before = await passwordOf(databaseId);
    // Each start applies the database first, and it is the release that fails.
    for (let start = 0; start < 2; start++) {
      node.meanwhile("stack-apply", async () => undefined);
      node.meanwhile("stack-apply", async () => {
        node.nextStates = ["failed"];
      });
    }
    await AddOns.renewPassword(owner, { serviceId, databaseId });
    await platform.deliverFor(600);
    expect(await passwordOf(databaseId)).toBe(before);
    const database = node.applied.findLast(({ stack }) => stack === `${home()}-postgresql`);
    expect(database?.files?.["secrets/database-password"]).toBe(before);
    expect((await list()).items).toMatchObject([{ state: "running" }]);
  });
});

describe("who may", () => {
  test("readers see databases and change nothing; passwords are for those who run the website", async () => {
    const { id: databaseId } = await add("valkey");
    expect((await AddOns.listDatabases(as("reader"), { serviceId })).items).toMatchObject([
      { template: "valkey", name: null, user: null },
    ]);
    const input = { serviceId, databaseId };
    for (const ctx of [as("reader"), as("billing")]) {
      await expect(AddOns.addDatabase(ctx, { serviceId, template: "mariadb" })).rejects.toMatchObject({
        kind: "forbidden",
      });
      for (const attempt of [AddOns.removeDatabase, AddOns.renewPassword, AddOns.revealPassword]) {
        await expect(attempt(ctx, input)).rejects.toMatchObject({ kind: "forbidden" });
      }
    }
    await expect(AddOns.revealPassword(platform.asStaff("administrator"), input)).rejects.toMatchObject({
      kind: "forbidden",
    });
    const stranger = await platform.customer();
    for (const attempt of [AddOns.removeDatabase, AddOns.renewPassword, AddOns.revealPassword]) {
      await expect(attempt(stranger.owner, input)).rejects.toMatchObject({ kind: "not_found" });
    }
    await AddOns.revealPassword(as("technical"), input);
    expect((await books()).audit).toContainEqual(
      expect.objectContaining({ action: "database.reveal_password", after: { database: "valkey" } }),
    );
  });
});
