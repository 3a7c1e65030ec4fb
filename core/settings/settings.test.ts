import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Id, newId } from "../kernel/id.ts";
import { auditLog } from "../kernel/kernel.sql.ts";
import type { Ctx } from "../kernel/operation.ts";
import type { FakeNode } from "../nodes/fake-nodes.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import * as Settings from "./index.ts";

let platform: TestPlatform;
let node: FakeNode & { id: Id<"node"> };
const records = new Map<string, string[]>();
let owner: Ctx;
let as: Awaited<ReturnType<TestPlatform["customer"]>>["as"];
let serviceId: Id<"service">;
let site = 0;

const withRecords = (ctx: Ctx): Ctx => ({
  ...ctx,
  ports: { ...ctx.ports, txtRecords: { of: async (name) => records.get(name) ?? [] } },
});
beforeAll(async () => {
  platform = await testPlatform();
  node = await platform.readyNode(16_384);
  await platform.world.db.transaction({ role: "platform" }, (tx) => platform.asSystem.ports.keys.prepare(tx));
});
afterAll(() => platform.close());

const newService = async () => {
  const customer = await platform.customer();
  site += 1;
  const order = await platform.paidOrder(customer.owner, `set-${site}`);
  await platform.deliverFor(60);
  return { ...customer, owner: withRecords(customer.owner), serviceId: order.serviceId as Id<"service"> };
};
beforeEach(async () => {
  ({ owner, as, serviceId } = await newService());
});

const routeOf = (id: Id<"service">) => node.routes.get(`s-${id.slice(4).toLowerCase()}`);
const own = () => `set-${site}.sites.example`;
const proven = async (name: string, ctx = owner, id = serviceId) => {
  const { hosts } = await Settings.addHost(ctx, { serviceId: id, name });
  const { record } = hosts.find((host) => host.name === name) ?? {};
  if (!record) throw new Error(`${name} was not added`);
  records.set(record.name, ["something else", record.value]);
  return Settings.verifyHost(ctx, { serviceId: id, name });
};
const refused = (code: string) => expect.objectContaining({ code });

describe("a host name", () => {
  test("leads nowhere until its owner has shown whose it is; then it leads to the website", async () => {
    const added = await Settings.addHost(owner, { serviceId, name: " WWW.Größe.example.com. " });
    const name = "www.xn--gre-6ka8i.example.com";
    expect(added.hosts).toMatchObject([
      { name: own(), record: null },
      { name, shown: "www.größe.example.com", record: { name: `_rookery.${name}` }, verifiedAt: null },
    ]);
    await expect(Settings.verifyHost(owner, { serviceId, name })).rejects.toEqual(refused("host.unverified"));
    await Settings.setMaintenance(owner, { serviceId, maintenance: true });
    await platform.deliverFor(10);
    await Settings.setMaintenance(owner, { serviceId, maintenance: false });
    await platform.deliverFor(10);
    expect(routeOf(serviceId)).toMatchObject({ hosts: [own()], state: "live" });
    records.set(`_rookery.${name}`, [added.hosts[1]?.record?.value ?? ""]);
    const verified = await Settings.verifyHost(owner, { serviceId, name });
    expect(verified).toMatchObject({ operation: { kind: "service.configure", state: "queued" } });
    expect(verified.generation).toBe(added.generation + 3);
    await platform.deliverFor(10);
    expect(routeOf(serviceId)).toMatchObject({ hosts: [own(), name], state: "live" });
    await Settings.removeHost(owner, { serviceId, name });
    await platform.deliverFor(10);
    expect(routeOf(serviceId)?.hosts).toEqual([own()]);
  });

  test("belongs to one website across all accounts, and is free again when that lets it go", async () => {
    await proven("shop.example.com");
    await platform.deliverFor(10);
    const other = await newService();
    await expect(proven("shop.example.com", other.owner, other.serviceId)).rejects.toEqual(refused("host.taken"));
    await Settings.removeHost(owner, { serviceId, name: "shop.example.com" });
    await platform.deliverFor(10);
    await Settings.verifyHost(other.owner, { serviceId: other.serviceId, name: "shop.example.com" });
    await platform.deliverFor(10);
    expect(routeOf(other.serviceId)?.hosts).toContain("shop.example.com");
  });

  test("cannot be what is no name of a host, or one of the platform's own", async () => {
    const names = [
      "com",
      "localhost",
      "shop.localhost",
      "co.uk",
      "192.168.1.1",
      "0x7f.1",
      "[::1]",
      "*.example.com",
      "-a.example.com",
      "a..b.com",
      "a_b.example.com",
      "shop.example.com/path",
      "user@example.com",
      "example.com:80",
      "exam ple.com",
      "ex\nample.com",
      "sites.example",
      "other.sites.example",
      "portal.example",
      "sites.example\u200b",
      `${"a".repeat(64)}.com`,
      "",
    ];
    for (const name of names) {
      await expect(Settings.addHost(owner, { serviceId, name }), name).rejects.toEqual(refused("host.invalid"));
    }
  });

  test("that is the first one has the others lead to it, and a deploy looks at the website there", async () => {
    await expect(Settings.setPrimaryHost(owner, { serviceId, name: "strange.com" })).rejects.toEqual(
      refused("host.not_found"),
    );
    await proven("www.first.com");
    await platform.deliverFor(10);
    await Settings.setPrimaryHost(owner, { serviceId, name: "www.first.com" });
    await platform.deliverFor(10);
    expect(routeOf(serviceId)?.redirects).toEqual([
      { from: own(), to: "http://www.first.com", code: 301, keepPath: true },
    ]);
    await Releases.redeploy(owner, { serviceId });
    await platform.deliverFor(60);
    expect((await Releases.list(owner, { serviceId })).items[0]).toMatchObject({ number: 2, state: "live" });
    await Settings.removeHost(owner, { serviceId, name: "www.first.com" });
    await platform.deliverFor(10);
    expect(routeOf(serviceId)).not.toHaveProperty("redirects");
  });
});

describe("redirects", () => {
  test("are set all at once, and reach the node as the ingress reads them", async () => {
    const rule = { code: 302 as const, keepPath: false };
    await Settings.setRedirects(owner, {
      serviceId,
      redirects: [
        { ...rule, from: "/gr%C3%B6%C3%9Fe?x", to: "HTTPS://Größe.example/$1 a?b=ä#c" },
        { ...rule, from: "/a/../b", to: "/c", keepPath: true },
      ],
    });
    await platform.deliverFor(10);
    expect(routeOf(serviceId)?.redirects).toEqual([
      { ...rule, from: "/größe", to: "https://xn--gre-6ka8i.example/%241%20a?b=%C3%A4#c" },
      { ...rule, from: "/b", to: "/c", keepPath: true },
    ]);
    await Settings.setRedirects(owner, { serviceId, redirects: [] });
    await platform.deliverFor(10);
    expect(routeOf(serviceId)).not.toHaveProperty("redirects");
  });

  test("are refused at the field that is wrong", async () => {
    const wrong = [
      ["from", { from: "https://example.com" }],
      ["from", { from: "/" }],
      ["from", { from: '/a"' }],
      ["from", { from: "/.well-known/acme-challenge/x" }],
      ["from", { from: "/a/", keepPath: true }],
      ["from", { from: "/%0a" }],
      ["from", { from: "/%zz" }],
      ["to", { to: "javascript:alert(1)" }],
      ["to", { to: "//evil.example" }],
      ["to", { to: "/\\evil.example" }],
      ["to", { to: "https://user:pass@example.com" }],
      ["to", { to: "https://example.com?x", keepPath: true }],
      ["to", { to: "/old" }],
      ["to", { to: "/old/on", keepPath: true }],
    ] as const;
    for (const [field, change] of wrong) {
      const redirects = [{ from: "/old", to: "/new", code: 301 as const, keepPath: false, ...change }];
      await expect(
        Settings.setRedirects(owner, { serviceId, redirects }),
        JSON.stringify(change),
      ).rejects.toMatchObject({
        code: "redirect.invalid",
        fields: [{ path: `redirects.0.${field}` }],
      });
    }
  });
});

describe("a password before a website", () => {
  test("is asked from then on, shown to nobody, and passed by the platform's own look at it", async () => {
    const open = await Settings.getSettings(owner, { serviceId });
    expect(open).toMatchObject({ entrants: [], passUrl: null });
    const closed = await Settings.letIn(owner, { serviceId, name: "ada", password: "correct horse battery" });
    expect(JSON.stringify(closed)).not.toMatch(/correct horse|\$7\$/);
    expect(closed).toMatchObject({ entrants: [{ name: "ada" }] });
    expect(closed.passUrl).toMatch(new RegExp(`^http://${own()}/.rookery/pass/[\\w-]{43}$`));
    expect((await Settings.getSettings(as("reader"), { serviceId })).passUrl).toBeNull();
    await platform.deliverFor(10);
    expect(routeOf(serviceId)?.auth?.users).toMatchObject([{ name: "ada", hash: expect.stringMatching(/^\$7\$/) }]);
    await Releases.redeploy(owner, { serviceId });
    await platform.deliverFor(60);
    expect((await Releases.list(owner, { serviceId })).items[0]).toMatchObject({ number: 2, state: "live" });
    await Settings.shutOut(owner, { serviceId, name: "ada" });
    await platform.deliverFor(10);
    expect(routeOf(serviceId)).not.toHaveProperty("auth");
    const audits = await platform.world.db.transaction({ role: "platform" }, (tx) => tx.select().from(auditLog));
    expect(JSON.stringify(audits)).not.toContain("correct horse");
  });
});

describe("maintenance", () => {
  test("is shown until it is switched off, across suspension too", async () => {
    await Settings.setMaintenance(owner, { serviceId, maintenance: true });
    await platform.deliverFor(10);
    expect(routeOf(serviceId)).toMatchObject({ state: "maintenance", pass: expect.stringMatching(/^[\w-]{43}$/) });
    await Services.suspend(platform.asStaff(), { serviceId });
    await platform.deliverFor(10);
    expect(routeOf(serviceId)).toMatchObject({ state: "suspended" });
    await Services.resume(platform.asStaff(), { serviceId });
    await platform.deliverFor(30);
    expect(await Services.get(owner, { serviceId })).toMatchObject({ state: "active", failure: null });
    expect(routeOf(serviceId)).toMatchObject({ state: "maintenance" });
    await Settings.setMaintenance(owner, { serviceId, maintenance: false });
    await platform.deliverFor(10);
    expect(routeOf(serviceId)).toMatchObject({ state: "live" });
  });
});

describe("settings", () => {
  test("that a node does not take say so, and all of them go there with the next change", async () => {
    node.fail("route-put", "before", 8, () => new Error("the ingress is out of order"));
    await Settings.setMaintenance(owner, { serviceId, maintenance: true });
    await platform.deliverFor(3600);
    const failed = await Services.get(owner, { serviceId });
    expect(failed).toMatchObject({ state: "active", operation: { kind: "service.configure", state: "failed" } });
    expect(failed.failure).not.toBeNull();
    await Settings.setRedirects(owner, {
      serviceId,
      redirects: [{ from: "/a", to: "/b", code: 301, keepPath: false }],
    });
    await platform.deliverFor(10);
    expect(routeOf(serviceId)).toMatchObject({ state: "maintenance", redirects: [{ from: "/a" }] });
    expect(await Services.get(owner, { serviceId })).toMatchObject({ failure: null });
  });

  test("wait for what is under way, and then leave nothing behind", async () => {
    await Releases.redeploy(owner, { serviceId });
    await expect(Settings.setMaintenance(owner, { serviceId, maintenance: true })).rejects.toEqual(
      refused("operation.in_progress"),
    );
    expect(await Settings.getSettings(owner, { serviceId })).toMatchObject({ maintenance: false });
    await platform.deliverFor(60);
  });

  test("are for technical roles, of one's own services", async () => {
    for (const role of ["reader", "billing"] as const) {
      await expect(Settings.setMaintenance(as(role), { serviceId, maintenance: true })).rejects.toMatchObject({
        kind: "forbidden",
      });
    }
    const stranger = await platform.customer();
    for (const id of [serviceId, newId("service")]) {
      const strange = Settings.setMaintenance(stranger.owner, { serviceId: id, maintenance: true });
      await expect(strange).rejects.toEqual(refused("service.not_found"));
      await expect(Settings.getSettings(stranger.owner, { serviceId: id })).rejects.toEqual(
        refused("service.not_found"),
      );
    }
    await Services.terminate(owner, { serviceId });
    await expect(Settings.setMaintenance(owner, { serviceId, maintenance: true })).rejects.toEqual(
      refused("service.cannot_configure"),
    );
    await platform.deliverFor(60);
  });

  test("go with the service: its names are free again", async () => {
    await proven("gone.example.com");
    await platform.deliverFor(10);
    await Services.terminate(owner, { serviceId });
    await platform.deliverFor(60);
    platform.world.clock.advance(8 * 86_400);
    await Services.remove(platform.asSystem, { serviceId });
    await platform.deliverFor(600);
    const other = await newService();
    await proven("gone.example.com", other.owner, other.serviceId);
    await platform.deliverFor(10);
  });
});
