import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { zone, zoneRecord } from "../dns/zone.sql.ts";
import { domain } from "../domains/domain.sql.ts";
import { type Id, newId } from "../kernel/id.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import { serviceHost } from "./front.sql.ts";
import * as Settings from "./index.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await testPlatform();
  await platform.readyNode(16_384);
});
afterAll(() => platform.close());

test("who removes a name or a website sees the records that still lead there, and where they led is looked at soon", async () => {
  const { owner } = await platform.customer();
  const order = await platform.paidOrder(owner, "left-behind");
  await platform.deliverFor(60);
  const serviceId = order.serviceId as Id<"service">;
  const accountId = "accountId" in owner.actor ? (owner.actor.accountId as Id<"account">) : newId("account");
  const createdAt = platform.world.clock.now;
  const later = new Date(createdAt.getTime() + 86_400_000);
  const ids = new Map<string, { zoneId: Id<"zone">; domainId: Id<"domain"> }>();
  await platform.world.db.transaction({ role: "platform" }, async (tx) => {
    for (const [name, hosted] of [
      ["garden.net", "rookery"],
      ["other.net", "rookery"],
      ["calm.net", "rookery"],
      ["away.net", "external"],
    ] as const) {
      const [zoneId, domainId] = [newId("zone"), newId("domain")];
      ids.set(name, { zoneId, domainId });
      await tx.insert(domain).values({
        ...{ id: domainId, accountId, name, registrar: "external", state: "proven", provenAt: createdAt },
        ...{ nameServers: [], locked: false, autoRenew: false, createdAt },
      });
      await tx.insert(zone).values({
        ...{ id: zoneId, accountId, domainId, name, hosted, version: 0, createdBy: owner.actor, createdAt },
        scanAt: later,
      });
    }
    const add = (at: string, name: string, type: "A" | "CNAME" | "TXT", data: string, by: string | null = null) =>
      tx.insert(zoneRecord).values({
        ...{ id: newId("zoneRecord"), zoneId: ids.get(at)?.zoneId ?? newId("zone"), accountId, owner: by },
        ...{ name, type, ttl: 3600, data },
      });
    await add("garden.net", "shop", "A", "203.0.113.7");
    await add("garden.net", "shop", "TXT", '"said"');
    await add("garden.net", "www", "A", "203.0.113.9", serviceId);
    await add("other.net", "store", "CNAME", "shop.garden.net.");
    await add("other.net", "old", "CNAME", "left-behind.sites.example.");
    await add("calm.net", "www", "A", "203.0.113.7");
    await add("away.net", "www", "CNAME", "node.example.", serviceId);
    const host = { serviceId, accountId, verifiedAt: createdAt, createdAt };
    await tx.insert(serviceHost).values([
      { ...host, name: "shop.garden.net", challenge: "rookery=one" },
      { ...host, name: "www.garden.net", challenge: "rookery=two", connectionId: newId("connection") },
      { ...host, name: "www.away.net", challenge: "rookery=three", connectionId: newId("connection") },
    ]);
  });
  const left = async (name?: string) =>
    (await Settings.leftRecords(owner, { serviceId, name })).items.map(
      (record) => `${record.where} ${record.name} ${record.type} ${record.data}`,
    );
  const ofShop = [
    "here shop.garden.net A 203.0.113.7",
    "here store.other.net CNAME shop.garden.net.",
    "elsewhere _rookery.shop.garden.net TXT rookery=one",
  ];
  expect(await left("shop.garden.net")).toEqual(ofShop);
  expect(await left("www.garden.net")).toEqual([]);
  expect(await left("www.away.net")).toEqual(["elsewhere www.away.net CNAME node.example."]);
  expect((await left()).toSorted()).toEqual(
    [
      ...ofShop,
      "here old.other.net CNAME left-behind.sites.example.",
      "elsewhere www.away.net CNAME node.example.",
    ].toSorted(),
  );
  await expect(left("nobody.net")).rejects.toMatchObject({ kind: "not_found" });
  const stranger = (await platform.customer()).owner;
  await expect(Settings.leftRecords(stranger, { serviceId })).rejects.toMatchObject({ kind: "not_found" });

  await Settings.removeHost(owner, { serviceId, name: "shop.garden.net" });
  const soon = await platform.world.db.transaction({ role: "platform" }, (tx) =>
    tx.select({ name: zone.name }).from(zone).where(eq(zone.scanAt, createdAt)),
  );
  expect(soon.map(({ name }) => name).toSorted()).toEqual(["garden.net", "other.net"]);
});
