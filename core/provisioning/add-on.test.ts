import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addOn } from "../add-ons/add-on.sql.ts";
import type * as Catalog from "../catalog/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import { auditLog, outbox } from "../kernel/kernel.sql.ts";
import { operationLog } from "../kernel/long-operation/long-operation.sql.ts";
import type { Ctx } from "../kernel/operation.ts";
import type { FakeNode, Primitive } from "../nodes/fake-nodes.ts";
import * as Orders from "../orders/index.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import { templateSecret } from "../services/template-secret.sql.ts";
import { type TestPlatform, testPlatform } from "./test-platform.ts";

let platform: TestPlatform;
let node: FakeNode & { id: Id<"node"> };
let plan: Catalog.Plan;
let owner: Ctx;
let accountId: Id<"account">;
let site = 0;

beforeAll(async () => {
  platform = await testPlatform();
  node = await platform.readyNode(65_536);
  plan = await platform.largePlan();
});
afterAll(() => platform.close());
beforeEach(async () => {
  ({ owner, accountId } = await platform.customer());
  node.nextStates = [];
  node.nextImages = [];
  site += 1;
});

const app = { template: "wordpress", parameters: {} };
const order = () => platform.paidOrder(owner, `blog-${site}`, { app, planId: plan.id });
async function live(): Promise<Services.Service> {
  const { serviceId } = await order();
  await platform.deliverFor(120);
  const service = await Services.get(owner, { serviceId: serviceId as Id<"service"> });
  expect(service).toMatchObject({ state: "active", app });
  node.calls.length = 0;
  node.applied.length = 0;
  return service;
}
const homeOf = ({ id }: { id: string }) => `s-${id.slice(4).toLowerCase()}`;
const mine = () => node.accounts.get(`c-${accountId.slice(4).toLowerCase()}`);
const stacksOf = (service: { id: string }) =>
  [...(mine()?.stacks ?? [])]
    .map(([name, { state }]) => `${name.slice(homeOf(service).length + 1)} ${state}`)
    .toSorted();
/** Of several calls of a primitive, the one after `nth` others. */
function failNth(primitive: Primitive, when: "before" | "after", nth: number, error?: () => Error): void {
  for (let passed = 0; passed < nth; passed++) node.meanwhile(primitive, async () => undefined);
  node.meanwhile(primitive, async () => node.fail(primitive, when, 1, error));
}
const refusal = () => new DomainError("conflict", "node.no", "The node said no.");

describe("WordPress", () => {
  test("starts its database before itself, joined as its name, and both share what was sold", async () => {
    const { serviceId } = await order();
    node.applied.length = 0;
    await platform.deliverFor(120);
    const service = await Services.get(owner, { serviceId: serviceId as Id<"service"> });
    expect(service).toMatchObject({ state: "active", limits: { memoryMb: 512 } });
    expect(stacksOf(service)).toEqual(["1 healthy", "mariadb healthy"]);
    const home = homeOf(service);
    expect(node.applied.map(({ stack }) => stack)).toEqual([`${home}-mariadb`, `${home}-1`]);
    expect(mine()?.stacks.get(`${home}-1`)?.joined).toEqual(new Map([["mariadb", `${home}-mariadb`]]));
    const [database, web] = node.applied;
    expect(database?.compose).toContain('"mem_limit": "160m"');
    expect(web?.compose).toContain('"mem_limit": "352m"');
    expect(mine()?.ports).toHaveLength(1);
  });

  test("and its database have one password, which is made once, is sealed, and stands in no log and no message", async () => {
    const { serviceId } = await order();
    node.applied.length = 0;
    await platform.deliverFor(120);
    const [database, web] = node.applied;
    const password = database?.files?.["secrets/database-password"] ?? "";
    expect(password).toMatch(/^[\w-]{32}$/);
    expect(web?.files?.["secrets/database-password"]).toBe(password);
    const keys = web?.files?.["secrets/wordpress-keys"] ?? "";
    expect(keys).toMatch(/^[\w-]{43}$/);
    expect(`${database?.compose}${web?.compose}`).not.toContain(password);

    await Releases.redeploy(owner, { serviceId: serviceId as Id<"service"> });
    await platform.deliverFor(120);
    expect(node.applied.at(-1)?.files).toEqual(web?.files);

    const books = await platform.world.db.transaction({ role: "platform" }, async (tx) => ({
      addOns: await tx.select().from(addOn).where(eq(addOn.accountId, accountId)),
      secrets: await tx.select().from(templateSecret).where(eq(templateSecret.accountId, accountId)),
      audit: await tx.select().from(auditLog),
      log: await tx.select().from(operationLog),
      messages: await tx.select().from(outbox),
    }));
    expect(books.addOns.map((row) => row.password?.toBytes().length)).toEqual([32 + 107]);
    const bytes = [...books.addOns.map((row) => row.password), ...books.secrets.map((row) => row.value)];
    const readable = bytes.map((value) => Buffer.from(value?.toBytes() ?? []).toString("latin1")).join();
    for (const secret of [password, keys]) {
      expect(secret.length > 0 && (readable + JSON.stringify(books)).includes(secret)).toBe(false);
    }
  });

  test("is deployed without a touch on its database", async () => {
    const service = await live();
    await Releases.redeploy(owner, { serviceId: service.id });
    await platform.deliverFor(120);
    expect(stacksOf(service)).toEqual(["2 healthy", "mariadb healthy"]);
    expect(node.applied.map(({ stack }) => stack)).toEqual([`${homeOf(service)}-2`]);
    expect(
      mine()
        ?.stacks.get(`${homeOf(service)}-2`)
        ?.joined.get("mariadb"),
    ).toBe(`${homeOf(service)}-mariadb`);
  });

  test("is suspended, resumed and removed with its database", async () => {
    const service = await live();
    await Services.suspend(platform.asStaff(), { serviceId: service.id });
    await platform.deliverFor(60);
    expect(stacksOf(service)).toEqual(["1 stopped", "mariadb stopped"]);
    await Services.resume(platform.asStaff(), { serviceId: service.id });
    await platform.deliverFor(60);
    expect(stacksOf(service)).toEqual(["1 healthy", "mariadb healthy"]);
    await Services.terminate(owner, { serviceId: service.id });
    await platform.deliverFor(60);
    expect(stacksOf(service)).toEqual(["1 stopped", "mariadb stopped"]);
    platform.world.clock.advance(8 * 86_400);
    await Services.remove(platform.asSystem, { serviceId: service.id });
    await platform.deliverFor(60);
    expect(mine()).toBeUndefined();
  });

  test("waits, visibly, for a database that takes its time", async () => {
    node.nextStates = ["starting", "starting"];
    const { id } = await order();
    await platform.deliver();
    const { serviceId } = await Orders.get(owner, { orderId: id });
    expect(await Services.get(owner, { serviceId: serviceId as Id<"service"> })).toMatchObject({
      operation: { state: "waiting", waitingFor: { code: "database.starting", message: "Starting MariaDB…" } },
    });
    await platform.deliverFor(60);
    expect(await Orders.get(owner, { orderId: id })).toMatchObject({ state: "fulfilled" });
  });

  test("whose database does not start leaves a clean node and the reason", async () => {
    node.nextStates = Array.from({ length: 6 }, () => "failed" as const);
    const { id } = await order();
    await platform.deliverFor(10 * 60);
    expect(await Orders.get(owner, { orderId: id })).toMatchObject({
      failure: { code: "database.failed", message: "MariaDB did not start." },
    });
    expect(mine()).toBeUndefined();
  });
});

/** Each call of a set-up, and of a deploy, counted from its beginning. */
const setUp: [Primitive, number][] = [
  ["account-ensure", 0],
  ["image-ensure", 0],
  ["image-ensure", 1],
  ["stack-apply", 0],
  ["stack-apply", 1],
  ["route-put", 0],
];
for (const [primitive, nth] of setUp) {
  for (const when of ["before", "after"] as const) {
    test(`is set up although ${primitive} ${nth + 1} failed once ${when} its work`, async () => {
      failNth(primitive, when, nth);
      const { id, serviceId } = await order();
      await platform.deliverFor(300);
      expect(await Orders.get(owner, { orderId: id })).toMatchObject({ state: "fulfilled", failure: null });
      expect(stacksOf({ id: serviceId ?? "" })).toEqual(["1 healthy", "mariadb healthy"]);
    });
  }

  test(`leaves a clean node where ${primitive} ${nth + 1} is refused`, async () => {
    failNth(primitive, "after", nth, refusal);
    const { id } = await order();
    await platform.deliverFor(300);
    expect(await Orders.get(owner, { orderId: id })).toMatchObject({ failure: { code: "node.no" } });
    expect(mine()).toBeUndefined();
  });
}

const deploy: Primitive[] = [
  "image-ensure",
  "stack-apply",
  "route-put",
  "port-connections",
  "stack-stop",
  "stack-remove",
];
for (const primitive of deploy) {
  test(`keeps its database where ${primitive} of a deploy is refused, and the next deploy takes over`, async () => {
    const service = await live();
    node.fail(primitive, "after", 1, refusal);
    await Releases.redeploy(owner, { serviceId: service.id });
    await platform.deliverFor(300);
    expect(stacksOf(service)).toContain("mariadb healthy");
    await Releases.redeploy(owner, { serviceId: service.id });
    await platform.deliverFor(300);
    expect(stacksOf(service)).toEqual(["3 healthy", "mariadb healthy"]);
    expect(node.applied.filter(({ stack }) => stack.endsWith("-mariadb"))).toEqual([]);
  });
}

test("members see that their account has a database, nobody else's, and no password", async () => {
  const service = await live();
  const stranger = await platform.customer();
  const rowsOf = (as: Id<"account">) =>
    platform.world.db.transaction({ role: "tenant", accountId: as }, (tx) =>
      tx.select({ id: addOn.id }).from(addOn).where(eq(addOn.serviceId, service.id)),
    );
  expect(await rowsOf(accountId)).toHaveLength(1);
  expect(await rowsOf(stranger.accountId)).toEqual([]);
  for (const table of [addOn, templateSecret]) {
    const all = platform.world.db.transaction({ role: "tenant", accountId }, (tx) => tx.select().from(table));
    await expect(all).rejects.toMatchObject({ cause: { code: "42501" } });
  }
});
