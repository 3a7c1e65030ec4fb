import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Id, newId } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import { anonymous } from "../kernel/test-context.ts";
import { heartbeat } from "../provisioning/index.ts";
import { place, target } from "../provisioning/place.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Nodes from "./index.ts";

const hostKey = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${"A".repeat(48)}`;
let count = 0;
const described = () => {
  count += 1;
  return { name: `rack-${count}`, region: "Vienna", host: `10.0.0.${count}`, hostKey };
};

let platform: TestPlatform;
let operator: Ctx;
beforeAll(async () => {
  platform = await testPlatform();
  operator = platform.asStaff("operator");
});
afterAll(() => platform.close());

describe("adding a node", () => {
  test("writes it down with its key and begins to check it", async () => {
    const node = await Nodes.add(operator, described());
    expect(node).toMatchObject({ state: "adding", port: 22, services: 0, facts: null, failure: null });
    expect(node.hostKeyFingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    expect(platform.world.announced.at(-1)).toMatchObject({ type: "operation.due" });
  });

  test("is for operators: others may look at most, and customers and visitors do not even that", async () => {
    const { owner } = await platform.customer();
    for (const ctx of [platform.asStaff("support"), platform.asStaff("billing"), owner]) {
      await expect(Nodes.add(ctx, described())).rejects.toMatchObject({ kind: "forbidden" });
    }
    await Nodes.list(platform.asStaff("support"), {});
    await expect(Nodes.list(owner, {})).rejects.toMatchObject({ kind: "forbidden" });
    await expect(Nodes.list({ ...owner, actor: anonymous }, {})).rejects.toMatchObject({ kind: "unauthenticated" });
    await expect(Nodes.address(operator, { nodeId: newId("node") })).rejects.toMatchObject({ kind: "forbidden" });
  });

  test("twice under one name or one address is refused at that field", async () => {
    const first = described();
    await Nodes.add(operator, first);
    await expect(Nodes.add(operator, { ...described(), name: first.name })).rejects.toMatchObject({
      code: "node.exists",
      fields: [{ path: "name" }],
    });
    await expect(Nodes.add(operator, { ...described(), host: first.host })).rejects.toMatchObject({
      code: "node.exists",
      fields: [{ path: "host" }],
    });
  });

  test("takes an ed25519 host key and nothing else", async () => {
    const { name } = await Nodes.add(operator, { ...described(), hostKey: `  ${hostKey}  root@rack \n` });
    expect((await Nodes.list(operator, {})).find((node) => node.name === name)).toBeDefined();
    for (const wrong of [
      "",
      "ssh-rsa AAAAB3NzaC1yc2E=",
      hostKey.slice(0, -1),
      `${hostKey}A`,
      `@cert-authority * ${hostKey}`,
    ]) {
      await expect(Nodes.add(operator, { ...described(), hostKey: wrong }), wrong).rejects.toMatchObject({
        issues: [{ path: ["hostKey"] }],
      });
    }
  });

  test("takes no address that a shell or a URL could read otherwise", async () => {
    for (const host of ["-oProxyCommand=x", "a b", "a;b", "$(id)", "a/b", "", "user@host"]) {
      await expect(Nodes.add(operator, { ...described(), host }), host).rejects.toMatchObject({
        issues: [{ path: ["host"] }],
      });
    }
  });
});

test("a second check waits for the first", async () => {
  const node = await platform.readyNode();
  await Nodes.check(operator, { nodeId: node.id });
  await expect(Nodes.check(operator, { nodeId: node.id })).rejects.toMatchObject({ code: "operation.in_progress" });
  await platform.deliver();
});

describe("a heartbeat", () => {
  const stateOf = async ({ id }: { id: Id<"node"> }) => Nodes.get(platform.asSystem, { nodeId: id });

  test("only renews the facts while the state holds", async () => {
    const node = await platform.readyNode();
    platform.world.clock.advance(300);
    node.facts = { ...node.facts, memoryUsedMb: 999 };
    expect(await heartbeat(platform.asSystem, await stateOf(node))).toBe(false);
    expect(await stateOf(node)).toMatchObject({ lastSeenAt: platform.world.clock.now, facts: { memoryUsedMb: 999 } });
  });

  test("begins one check when the node is gone, speaks another contract, or is back", async () => {
    const node = await platform.readyNode();
    for (const change of [
      { reachable: false, facts: node.facts },
      { reachable: true, facts: node.facts },
      { reachable: true, facts: { ...node.facts, contract: 99 } },
      { reachable: true, facts: node.facts },
    ]) {
      Object.assign(node, change);
      const before = await stateOf(node);
      expect(await heartbeat(platform.asSystem, before)).toBe(true);
      expect(await heartbeat(platform.asSystem, before)).toBe(false);
      await platform.deliverFor(60);
      expect((await stateOf(node)).state).not.toBe(before.state);
      expect(await heartbeat(platform.asSystem, await stateOf(node))).toBe(false);
    }
  });
});

describe("placement", () => {
  /** Paid, and waiting for its node: nothing is delivered here. */
  async function waiting(on: TestPlatform, count: number) {
    const services: { serviceId: Id<"service">; operationId: Id<"operation"> }[] = [];
    const { owner } = await on.customer();
    for (let number = 0; number < count; number++) {
      const { serviceId, operationId } = await on.paidOrder(owner, `crowd-${services.length}-${owner.actor.type}`);
      services.push({ serviceId: serviceId as Id<"service">, operationId: operationId as Id<"operation"> });
    }
    return services;
  }

  test("gives every service a port of its own, however many are placed at once", async () => {
    const crowd = await testPlatform();
    await crowd.readyNode(8192);
    const services = await waiting(crowd, 10);
    await Promise.all(services.map((work) => place(crowd.asSystem, work)));
    const placed = await Promise.all(services.map((work) => target(crowd.asSystem, work)));
    const ports = placed.map((found) => found?.starting?.port ?? 0);
    expect(new Set(ports).size).toBe(10);
    expect(Math.min(...ports)).toBe(10_000);
    expect(Math.max(...ports)).toBe(10_009);
    expect(new Set(placed.map((found) => found?.slot)).size).toBe(1);
    await crowd.close();
  });

  test("never sells more memory than a node has for sale, however many ask at once, and prefers the emptier node", async () => {
    const crowd = await testPlatform();
    // 4 × (1024 + 32 − 1024) MB are for sale: two services of 64 MB.
    const [small, smaller] = [await crowd.readyNode(1024 + 32), await crowd.readyNode(1024 + 16)];
    const services = await waiting(crowd, 6);
    const nodes = await Promise.all(services.map((work) => place(crowd.asSystem, work)));
    const on = (id: string) => nodes.filter((node) => node?.id === id).length;
    expect([on(small.id), on(smaller.id)]).toEqual([2, 1]);
    expect(nodes.filter((node) => node === null)).toHaveLength(3);
    await crowd.close();
  });

  test("keeps a service where it is, and leaves out nodes that are not ready", async () => {
    const crowd = await testPlatform();
    const node = await crowd.readyNode();
    const [first, second] = await waiting(crowd, 2);
    if (!first || !second) throw new Error("two services wait");
    const placed = await place(crowd.asSystem, first);
    expect(placed).toMatchObject({ id: node.id });
    await crowd.world.db.transaction({ role: "platform" }, (tx) => Nodes.update(tx, node.id, { state: "unreachable" }));
    expect(await place(crowd.asSystem, first)).toMatchObject({ id: node.id });
    expect(await place(crowd.asSystem, second)).toBeNull();
    await crowd.close();
  });
});
