import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import * as AddOns from "../add-ons/index.ts";
import type { App } from "../hosting/index.ts";
import type { Id } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import { tablesHolding } from "../kernel/test-rows.ts";
import type { FakeNode } from "../nodes/fake-nodes.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Releases from "../releases/index.ts";
import { release } from "../releases/release.sql.ts";
import * as Services from "../services/index.ts";
import * as Environment from "./index.ts";
import { secretVariable } from "./secret-variable.sql.ts";

let platform: TestPlatform;
let node: FakeNode & { id: Id<"node"> };
let planId: Id<"plan">;
let owner: Ctx;
let as: Awaited<ReturnType<TestPlatform["customer"]>>["as"];
let serviceId: Id<"service">;
let site = 0;

const newService = async (app: App = { template: "node", parameters: {} }) => {
  const customer = await platform.customer();
  site += 1;
  const order = await platform.paidOrder(customer.owner, `env-${site}`, { app, planId });
  await platform.deliverFor(60);
  return { ...customer, serviceId: order.serviceId as Id<"service"> };
};

beforeAll(async () => {
  platform = await testPlatform();
  node = await platform.readyNode(32_768);
  planId = (await platform.largePlan()).id;
});
afterAll(() => platform.close());
beforeEach(async () => {
  node.nextStates = [];
  ({ owner, as, serviceId } = await newService());
});

type Input = Parameters<typeof Environment.change>[1];
const get = (ctx = owner, number?: number) => Environment.get(ctx, { serviceId, ...(number && { release: number }) });
const change = async (input: Partial<Input>, ctx = owner) =>
  Environment.change(ctx, { serviceId, version: (await get(ctx)).version ?? "", ...input });
const changed = async (input: Partial<Input>) => {
  const begun = await change(input);
  await platform.deliverFor(60);
  return begun;
};
const own = async (number?: number) =>
  (await get(owner, number)).variables
    .filter(({ setBy }) => setBy === "customer")
    .map(({ name, value }) => [name, value]);
const home = () => `s-${serviceId.slice(4).toLowerCase()}`;
/** What the newest release of the app was started with. */
const started = (): Record<string, string> => {
  const stack = node.applied.filter((one) => one.stack.startsWith(`${home()}-`)).at(-1);
  return parse(stack?.compose ?? "").services.web.environment;
};
const refused = (code: string) => expect.objectContaining({ code });
const everywhere = (text: string) =>
  platform.world.db.transaction({ role: "platform" }, (tx) => tablesHolding(tx, text));

describe("a change of the environment", () => {
  test("is a release of its own, in which the app finds all variables as they were set", async () => {
    const value = " two\nlines, $HOME $" + "{X} $$ ` \" ' \\ # ä ";
    const begun = await changed({
      set: [
        { name: "GREETING", value },
        { name: "API_KEY", value: "k$ey-7f3a", secret: true },
      ],
    });
    expect(begun).toMatchObject({ number: 2, cause: "settings", state: "pending" });
    expect((await Releases.list(owner, { serviceId })).items[0]).toMatchObject({ number: 2, state: "live" });
    expect(started()).toMatchObject({ GREETING: value.replaceAll("$", "$$$$"), API_KEY: "k$$ey-7f3a", PORT: "8080" });
    expect(await own()).toEqual([
      ["API_KEY", null],
      ["GREETING", value],
    ]);
  });

  test("reaches a compose app where its file names it, and nowhere else: a secret too, by itself and inside of another text", async () => {
    const text = `services:
  web:
    image: localhost/rookery/static:2
    expose: ["8080"]
    environment:
      - API_KEY
      - GREETING
      - DSN=postgres://app:$\{API_KEY}@db/$\{NAME:-shop}
  worker:
    image: localhost/rookery/static:2
    environment: { GREETING: }
`;
    ({ owner, as, serviceId } = await newService({ template: "compose", parameters: { text } }));
    await changed({
      set: [
        { name: "GREETING", value: "two\nlines, $HOME" },
        { name: "API_KEY", value: "k$ey-7f3a", secret: true },
        { name: "UNNAMED", value: "x", secret: true },
      ],
    });
    expect((await Releases.list(owner, { serviceId })).items[0]).toMatchObject({ number: 2, state: "live" });
    const GREETING = "two\nlines, $$HOME";
    expect(started()).toEqual({ API_KEY: "k$$ey-7f3a", GREETING, DSN: "postgres://app:k$$ey-7f3a@db/shop" });
    const { services } = parse(node.applied.at(-1)?.compose ?? "");
    expect(services.worker.environment).toEqual({ GREETING });
    expect(await everywhere("k$ey-7f3a")).toEqual([]);
  });

  test("changes nothing that it does not name, and is carried along by deploys", async () => {
    await changed({
      set: [
        { name: "A", value: "1" },
        { name: "B", value: "2" },
        { name: "C", value: "3", secret: true },
      ],
    });
    await changed({ set: [{ name: "B", value: "4" }], remove: ["A"] });
    await Releases.redeploy(owner, { serviceId });
    await platform.deliverFor(60);
    expect(started()).toMatchObject({ B: "4", C: "3" });
    expect(started()).not.toHaveProperty("A");
  });

  test("is undone by going back to the release before, its secrets too", async () => {
    await changed({
      set: [
        { name: "KEY", value: "first", secret: true },
        { name: "MODE", value: "one" },
      ],
    });
    await changed({
      set: [
        { name: "KEY", value: "second", secret: true },
        { name: "MODE", value: "two" },
      ],
    });
    expect(started()).toMatchObject({ KEY: "second", MODE: "two" });
    await Releases.rollBack(owner, { serviceId, number: 2 });
    await platform.deliverFor(60);
    expect(started()).toMatchObject({ KEY: "first", MODE: "one" });
    expect(await own()).toEqual([
      ["KEY", null],
      ["MODE", "one"],
    ]);
  });

  test("that the app does not start with leaves what is live as it is, and can be mended", async () => {
    node.nextStates = ["failed", "failed"];
    await changed({
      set: [
        { name: "MODE", value: "broken" },
        { name: "KEY", value: "kept", secret: true },
      ],
    });
    expect(await own()).toEqual([]);
    expect(await get()).toMatchObject({ release: 1, newer: { release: 2, state: "failed" } });
    expect(await own(2)).toEqual([
      ["KEY", null],
      ["MODE", "broken"],
    ]);
    const tried = await get(owner, 2);
    await changed({ version: tried.version ?? "", release: 2 });
    expect(started()).toMatchObject({ MODE: "broken", KEY: "kept" });
    await changed({ set: [{ name: "MODE", value: "mended" }] });
    expect(started()).toMatchObject({ MODE: "mended", KEY: "kept" });
    expect((await get()).newer).toBeNull();
  });

  test("is refused where somebody else was faster, whatever it would change", async () => {
    const { version } = await get();
    await changed({ set: [{ name: "A", value: "1" }] });
    const late = change({ version: version ?? "", set: [{ name: "B", value: "2" }] });
    await expect(late).rejects.toEqual(refused("environment.changed"));
    await expect(change({ release: 1, set: [{ name: "B", value: "2" }] })).rejects.toEqual(
      refused("environment.changed"),
    );
    expect(await own()).toEqual([["A", "1"]]);
  });

  test("is refused where it changes nothing, where something else is under way, and where nothing could read it", async () => {
    await changed({ set: [{ name: "A", value: "1" }] });
    await expect(change({ set: [{ name: "A", value: "1" }] })).rejects.toEqual(refused("environment.unchanged"));
    await change({ set: [{ name: "A", value: "2" }] });
    await expect(change({ set: [{ name: "A", value: "3" }] })).rejects.toEqual(refused("operation.in_progress"));
    ({ owner, serviceId } = await newService({ template: "static", parameters: {} }));
    expect(await get()).toMatchObject({ isRead: false });
    await expect(change({ set: [{ name: "A", value: "1" }] })).rejects.toEqual(refused("environment.unread"));
  });
});

describe("a secret", () => {
  const text = "sesame-c0ffee-4711";

  test("is in no answer, and in no row that is not sealed", async () => {
    const answer = await changed({ set: [{ name: "KEY", value: text, secret: true }] });
    expect(started()).toMatchObject({ KEY: text });
    for (const shown of [answer, await get(), await get(owner, 2), await Services.get(owner, { serviceId })]) {
      expect(JSON.stringify(shown)).not.toContain(text);
    }
    expect(await everywhere(text)).toEqual([]);
  });

  test("that was readable before is so in no release any more, and still the same to the app", async () => {
    await changed({
      set: [
        { name: "KEY", value: text },
        { name: "MODE", value: "one" },
      ],
    });
    expect(await everywhere(text)).toEqual(["release"]);
    await changed({ set: [{ name: "KEY", secret: true }] });
    expect(started()).toMatchObject({ KEY: text });
    expect(await everywhere(text)).toEqual([]);
    await Releases.rollBack(owner, { serviceId, number: 2 });
    await platform.deliverFor(60);
    expect(started()).toMatchObject({ KEY: text, MODE: "one" });
  });

  test("becomes readable by another value only", async () => {
    await changed({ set: [{ name: "KEY", value: text, secret: true }] });
    await expect(change({ set: [{ name: "KEY" }] })).rejects.toEqual(refused("environment.invalid"));
    await changed({ set: [{ name: "KEY", value: "open" }] });
    expect(await own()).toEqual([["KEY", "open"]]);
  });

  test("is gone for good with the last release that can run with it", async () => {
    const kept = () =>
      platform.world.db.transaction({ role: "platform" }, (tx) =>
        tx.$count(secretVariable, eq(secretVariable.serviceId, serviceId)),
      );
    await changed({ set: [{ name: "KEY", value: text, secret: true }] });
    await changed({ remove: ["KEY"] });
    expect(await kept()).toBe(1);
    await platform.world.db.transaction({ role: "platform" }, (tx) =>
      tx.update(release).set({ kept: false }).where(eq(release.serviceId, serviceId)),
    );
    await Releases.redeploy(owner, { serviceId });
    await platform.deliverFor(60);
    expect(await kept()).toBe(0);
  });
});

describe("what can be set", () => {
  test("has a name as environments have them, and a text of some length as its value", async () => {
    const { version } = await get();
    for (const [name, value, field] of [
      ...["lower", "1ST", "A-B", "A\nB", "A=B", "", "N".repeat(129)].map((text) => [text, "x", "name"] as const),
      ...["\0", "\ud800", "ä".repeat(4 * 1024 + 1)].map((text) => ["A", text, "value"] as const),
    ]) {
      const problem = { code: "environment.invalid", fields: [{ path: `set.0.${field}` }] };
      await expect(change({ version: version ?? "", set: [{ name, value }] })).rejects.toMatchObject(problem);
    }
  });

  test("is nothing that the platform or a database sets, and whoever is refused is told who does", async () => {
    await AddOns.addDatabase(owner, { serviceId, template: "postgresql" });
    await platform.deliverFor(60);
    const { variables } = await get();
    expect(variables).toContainEqual({ name: "PORT", setBy: "platform", of: "Node.js", secret: false, value: "8080" });
    const url = { name: "POSTGRESQL_URL", setBy: "database", of: "PostgreSQL", secret: true, value: null };
    expect(variables).toContainEqual(url);
    expect(variables).toContainEqual({ ...url, name: "POSTGRESQL_HOST", secret: false, value: "postgresql" });
    const set = ["PORT", "POSTGRESQL_URL", "MARIADB_HOST"].map((name) => ({ name, value: "mine" }));
    await expect(change({ set })).rejects.toMatchObject({
      fields: [
        { path: "set.0.name", message: "Node.js sets it: give yours another name." },
        { path: "set.1.name", message: "PostgreSQL sets it: give yours another name." },
        { path: "set.2.name", message: "MariaDB sets it: give yours another name." },
      ],
    });
  });

  test("has every name once, and removes what there is", async () => {
    const twice = {
      set: [
        { name: "A", value: "1" },
        { name: "A", value: "2" },
      ],
      remove: ["A", "NONE"],
    };
    await expect(change(twice)).rejects.toMatchObject({
      fields: [{ path: "set.1.name" }, { path: "remove.0" }, { path: "remove.1" }],
    });
  });

  test("has an end", async () => {
    const many = Array.from({ length: 100 }, (_, at) => ({ name: `V${at}`, value: "x" }));
    await changed({ set: many });
    await expect(change({ set: [{ name: "ONE_MORE", value: "x" }] })).rejects.toMatchObject({
      fields: [{ path: "set" }],
    });
  });
});

describe("others", () => {
  test("do not find it: neither another account nor its owner", async () => {
    await changed({ set: [{ name: "KEY", value: "x", secret: true }] });
    const { owner: stranger } = await platform.customer();
    await expect(get(stranger)).rejects.toEqual(refused("service.not_found"));
    const set = [{ name: "KEY", value: "y" }];
    await expect(Environment.change(stranger, { serviceId, version: "", set })).rejects.toEqual(
      refused("service.not_found"),
    );
  });

  test("who only look see names, who set things see values, and the sealed bytes nobody", async () => {
    await changed({ set: [{ name: "MODE", value: "one" }] });
    const seen = await get(as("reader"));
    expect(seen).toMatchObject({ version: null, variables: [{ name: "MODE", value: null, secret: false }, {}, {}] });
    await expect(change({ set: [] }, as("billing"))).rejects.toEqual(refused("auth.forbidden"));
    expect((await get(as("technical"))).variables[0]).toMatchObject({ value: "one" });
    const { accountId } = await Services.get(owner, { serviceId });
    const tenant = { role: "tenant", accountId } as const;
    const looking = platform.world.db.transaction(tenant, (tx) => tx.select().from(secretVariable));
    await expect(looking).rejects.toMatchObject({ cause: { code: "42501" } });
  });

  test("are told names and never values in the log of what was done", async () => {
    await changed({
      set: [
        { name: "HOOK", value: "plain-swordfish" },
        { name: "KEY", value: "sealed-swordfish", secret: true },
      ],
    });
    await changed({ remove: ["HOOK"] });
    await platform.world.db.transaction({ role: "platform" }, (tx) =>
      tx.update(release).set({ environment: {} }).where(eq(release.serviceId, serviceId)),
    );
    expect(await everywhere("swordfish")).toEqual([]);
    expect(await everywhere("HOOK")).toEqual(["audit_log"]);
  });
});
