import { and, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fakeDns } from "#core/dns/fake-dns.ts";
import * as Dns from "#core/dns/index.ts";
import { zone, zoneChange, zoneRecord } from "#core/dns/zone.sql.ts";
import { autodnsZones } from "#core/domains/autodns/index.ts";
import { domain } from "#core/domains/domain.sql.ts";
import { changeZone, readZone } from "#core/domains/index.ts";
import { type Id, newId } from "#core/kernel/id.ts";
import type { Ctx, DomainEvent, Scope } from "#core/kernel/operation.ts";
import { member, system, type TestWorld, testWorld } from "#core/kernel/test-context.ts";
import { randomFrom } from "#core/kernel/test-random.ts";
import { type AutodnsUnderTest, autodnsUnderTest } from "./autodns-under-test.ts";

let world: TestWorld;
let desk: AutodnsUnderTest;
const dns = fakeDns();
const nameServers = ["a.ns.example.net", "b.ns.example.net"];
const accountId = newId("account");
let owner: Ctx;
let platform: Ctx;

beforeAll(async () => {
  [world, desk] = await Promise.all([testWorld(), autodnsUnderTest()]);
  owner = world.as(member(accountId));
  platform = world.as(system, {
    authoritativeDns: dns,
    zoneDesk: autodnsZones((call) => desk.call(call), nameServers),
  });
});
afterAll(async () => {
  await world.close();
  await desk[Symbol.asyncDispose]();
});

const asPlatform = <T>(work: (scope: Scope) => Promise<T>): Promise<T> =>
  world.db.transaction({ role: "platform" }, (tx) => work({ tx, ctx: platform }));

/** A proven domain of the account, and its zone as it was just made. */
async function zoneOf(name: string, hosted: "rookery" | "external" = "rookery") {
  const domainId = newId("domain");
  await asPlatform(({ tx }) =>
    tx.insert(domain).values({
      ...{ id: domainId, accountId, name, registrar: "external", state: "proven", provenAt: world.clock.now },
      ...{ nameServers: [], locked: false, autoRenew: false, createdAt: world.clock.now },
    }),
  );
  const zone = await Dns.create(owner, { domainId, hosted });
  await converge(zone.id);
  return Dns.get(owner, { zoneId: zone.id });
}

const converge = (zoneId: Id<"zone">) => Dns.converge(platform, { zoneId });
const a = (name: string, data: string, ttl = 3600) => ({ name, type: "A", ttl, data });
const add = async (zoneId: Id<"zone">, ...adds: ReturnType<typeof a>[]) => {
  const { version } = await Dns.get(owner, { zoneId });
  return Dns.change(owner, { zoneId, version, removes: [], adds });
};
const shown = (records: readonly { name: string; type: string; data: string }[]) =>
  records.map(({ name, type, data }) => `${name} ${type} ${data}`).toSorted();
const atProvider = async (name: string) => shown((await readZone(desk.call, name))?.records ?? []);
const ours = async (zoneId: Id<"zone">) => shown((await Dns.get(owner, { zoneId })).records);
const newest = async (zoneId: Id<"zone">) => {
  const [change] = (await Dns.changes(owner, { zoneId })).items;
  if (!change) throw new Error("there is no change");
  return change;
};
const code = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: unknown) => (error as { code?: string }).code,
  );

describe("a zone", () => {
  test("is made at the provider, takes a change, and gives it back by its undo", async () => {
    const { id: zoneId, nameServers: on } = await zoneOf("first.example");
    expect(on).toEqual(nameServers);
    await add(zoneId, a("", "203.0.113.7"), a("www", "203.0.113.8"));
    expect(await newest(zoneId)).toMatchObject({ state: "pending", requestedBy: { kind: "member" } });
    await converge(zoneId);
    expect(await newest(zoneId)).toMatchObject({ state: "applied", version: 1 });
    expect(await atProvider("first.example")).toEqual(await ours(zoneId));
    await Dns.undo(owner, { zoneId, changeId: (await newest(zoneId)).id });
    await converge(zoneId);
    expect(await atProvider("first.example")).toEqual([]);
    expect(await ours(zoneId)).toEqual([]);
  });

  test("of another account does not exist, and a reader changes nothing", async () => {
    const { id: zoneId } = await zoneOf("mine.example");
    const stranger = world.as(member(newId("account")));
    expect(await code(Dns.get(stranger, { zoneId }))).toBe("zone.not_found");
    const edit = { zoneId, version: 0, removes: [], adds: [a("", "203.0.113.7")] };
    expect(await code(Dns.change(stranger, edit))).toBe("zone.not_found");
    expect(await code(Dns.change(world.as(member(accountId, "reader")), edit))).toBe("auth.forbidden");
    const chosen = world.as({ ...member(accountId), serviceIds: [newId("service")] } as never);
    expect(await code(Dns.change(chosen, edit))).toBe("zone.whole_account");
    expect((await Dns.list(stranger, {})).items).toEqual([]);
  });

  test("takes over what was there before it", async () => {
    await desk.call({
      ...{ method: "POST", path: "/zone", data: (await import("zod")).z.unknown() },
      body: {
        ...{ origin: "older.example", action: "COMPLETE", wwwInclude: false },
        nameServers: nameServers.map((name) => ({ name })),
        soa: { refresh: 43_200, retry: 7200, expire: 1_209_600, ttl: 3600, email: "dns@example.net" },
        resourceRecords: [{ name: "www", type: "A", value: "203.0.113.1", ttl: 300 }],
      },
    });
    const zone = await zoneOf("older.example");
    expect(shown(zone.records)).toEqual(["www A 203.0.113.1"]);
    expect(await newest(zone.id)).toMatchObject({ cause: "found", state: "applied" });
  });

  test("leaves the name servers with its domain", async () => {
    const { id: zoneId, domainId } = await zoneOf("leaving.example");
    await asPlatform((scope) => Dns.endZone(scope, domainId));
    await converge(zoneId);
    expect(await readZone(desk.call, "leaving.example")).toBeUndefined();
    expect(await code(Dns.get(owner, { zoneId }))).toBe("zone.not_found");
  });
});

describe("a change", () => {
  test("that was looked at before somebody else's is not made", async () => {
    const { id: zoneId, version } = await zoneOf("seen.example");
    await add(zoneId, a("www", "203.0.113.8"));
    const late = Dns.change(owner, { zoneId, version, removes: [], adds: [a("mail", "203.0.113.9")] });
    expect(await code(late)).toBe("zone.changed");
  });

  test("is previewed with what stands against it", async () => {
    const { id: zoneId } = await zoneOf("preview.example");
    const zone = await add(zoneId, a("www", "203.0.113.8"));
    const seen = await Dns.preview(owner, {
      ...{ zoneId, version: zone.version, removes: [] },
      adds: [a("bad", "203.0.113.800"), { name: "www", type: "CNAME", ttl: 3600, data: "example.net" }],
    });
    expect(seen).toMatchObject({
      accepted: false,
      problems: [{ index: 0, field: "data", code: "data.ipv4" }],
      findings: [{ code: "zone.cname_beside_others", severity: "error" }],
    });
    expect((await newest(zoneId)).version).toBe(1);
  });

  test("that the provider refuses is out of the zone again, and says so", async () => {
    const { id: zoneId } = await zoneOf("refused.example");
    await add(zoneId, a("www", "203.0.113.8"));
    // It is sent unseen, and once more when the zone has been read.
    for (const path of Array(2).fill("/zone/refused.example/_stream"))
      desk.local.failures.add({ kind: "refuse", code: "E0210", path });
    await converge(zoneId);
    expect(await newest(zoneId)).toMatchObject({ state: "failed", failure: { code: "zone.refused" } });
    expect(await ours(zoneId)).toEqual([]);
  });

  test("goes there in one call where the zone is as it was left, and is looked at a little later", async () => {
    const { id: zoneId } = await zoneOf("quick.example");
    await add(zoneId, a("www", "203.0.113.8"));
    const calls: string[] = [];
    const counted = world.as(system, {
      authoritativeDns: dns,
      zoneDesk: autodnsZones((call) => {
        calls.push(`${call.method} ${call.path}`);
        return desk.call(call);
      }, nameServers),
    });
    const [from, { checkedAt }] = [world.announced.length, await Dns.get(owner, { zoneId })];
    await Dns.converge(counted, { zoneId });
    expect(calls).toEqual(["POST /zone/quick.example/_stream"]);
    expect(await newest(zoneId)).toMatchObject({ state: "applied" });
    const dueAt = new Date(world.clock.now.getTime() + 30_000);
    expect(world.announced.slice(from)).toMatchObject([{ type: "zone.due", subject: zoneId, dueAt }]);
    expect((await Dns.get(owner, { zoneId })).checkedAt).toEqual(checkedAt);

    // What somebody else changed there comes to light then, and from then on it is read before it is told.
    const other = { name: "mail", type: "A" as const, ttl: 3600, data: "203.0.113.99" };
    await changeZone(desk.call, "quick.example", { removes: [], adds: [other] });
    await Dns.converge(counted, { zoneId });
    expect((await Dns.get(owner, { zoneId })).drift).toMatchObject({ adds: [other] });
    calls.splice(0);
    await add(zoneId, a("shop", "203.0.113.9"));
    await Dns.converge(counted, { zoneId });
    expect(calls[0]).toBe("POST /zone/_search");

    // Whoever died over it may have told a part.
    const { id: left } = await zoneOf("left.example");
    await add(left, a("www", "203.0.113.8"));
    const died = { leaseToken: "somebody", leaseUntil: new Date(world.clock.now.getTime() - 1) };
    await asPlatform(({ tx }) => tx.update(zone).set(died).where(eq(zone.id, left)));
    calls.splice(0);
    await Dns.converge(counted, { zoneId: left });
    expect(calls).toHaveLength(3);
    expect(await atProvider("left.example")).toEqual(["www A 203.0.113.8"]);
  });

  test("survives that the provider is away, also after it took effect", async () => {
    const { id: zoneId } = await zoneOf("away.example");
    await add(zoneId, a("www", "203.0.113.8"));
    desk.local.failures.add({ kind: "close", path: "/zone/away.example/_stream", executed: true });
    await converge(zoneId);
    expect(await newest(zoneId)).toMatchObject({ state: "pending" });
    expect(world.announced.at(-1)).toMatchObject({ type: "zone.due", subject: zoneId });
    await converge(zoneId);
    expect(await newest(zoneId)).toMatchObject({ state: "applied" });
    expect(await atProvider("away.example")).toEqual(["www A 203.0.113.8"]);
    expect((await Dns.get(owner, { zoneId })).drift).toBeNull();
  });

  test("waits for its time, and can be called off", async () => {
    const { id: zoneId, version } = await zoneOf("later.example");
    const at = new Date(world.clock.now.getTime() + 3_600_000).toISOString();
    const edit = { zoneId, version, removes: [], at };
    await Dns.change(owner, { ...edit, adds: [a("www", "203.0.113.8")] });
    await Dns.change(owner, { ...edit, adds: [a("mail", "203.0.113.9")] });
    const off = await newest(zoneId);
    await converge(zoneId);
    expect(await atProvider("later.example")).toEqual([]);
    await Dns.cancel(owner, { zoneId, changeId: off.id });
    world.clock.advance(3600);
    await converge(zoneId);
    expect(await atProvider("later.example")).toEqual(["www A 203.0.113.8"]);
  });

  test("is taken back by itself, unless somebody says that it stays", async () => {
    const { id: zoneId, version } = await zoneOf("unsure.example");
    const edit = { zoneId, removes: [], revertAfterMinutes: 10 };
    await Dns.change(owner, { ...edit, version, adds: [a("stays", "203.0.113.8")] });
    await Dns.keep(owner, { zoneId, changeId: (await newest(zoneId)).id });
    await Dns.change(owner, { ...edit, version: version + 1, adds: [a("goes", "203.0.113.9")] });
    await converge(zoneId);
    expect(await atProvider("unsure.example")).toEqual(["goes A 203.0.113.9", "stays A 203.0.113.8"]);
    world.clock.advance(600);
    await converge(zoneId);
    expect(await atProvider("unsure.example")).toEqual(["stays A 203.0.113.8"]);
    expect(await newest(zoneId)).toMatchObject({ cause: "reverted", state: "applied" });
  });

  test("changed elsewhere is found by itself: those that were looked at longest ago first, a few at once, and told once", async () => {
    const { id: zoneId } = await zoneOf("swept.example");
    await add(zoneId, a("www", "203.0.113.7"));
    await converge(zoneId);
    const checkedAt = new Date(0);
    await asPlatform(({ tx }) => tx.update(zone).set({ checkedAt }).where(eq(zone.id, zoneId)));
    const other = { name: "www", type: "A" as const, ttl: 3600, data: "203.0.113.99" };
    await changeZone(desk.call, "swept.example", { removes: [{ ...other, data: "203.0.113.7" }], adds: [other] });
    const newer = await zoneOf("newer.example");
    const many = Array.from({ length: 15 }, (_, index) => ({
      ...{ id: newId("zone"), accountId, domainId: newId("domain"), name: `many-${index}.example` },
      ...{ hosted: "rookery" as const, version: 0, createdBy: owner.actor, createdAt: world.clock.now },
      checkedAt: new Date(world.clock.now.getTime() + (index + 1) * 1000),
    }));
    await asPlatform(({ tx }) => tx.insert(zone).values(many));
    const looked = async () => {
      const from = world.announced.length;
      await Dns.sweepZones(platform);
      return world.announced.slice(from).map(({ type, subject }) => `${type} ${subject}`);
    };
    expect(await looked()).not.toContain(`zone.due ${newer.id}`);
    world.clock.advance(25 * 3_600);
    const asked = await looked();
    expect(asked).toHaveLength(10);
    expect(asked).toContain(`zone.due ${zoneId}`);
    await converge(zoneId);
    expect((await Dns.get(owner, { zoneId })).drift).toMatchObject({ adds: [other] });
    expect(await looked()).not.toContain(`zone.due ${zoneId}`);
    await asPlatform(({ tx }) =>
      tx.delete(zone).where(
        inArray(
          zone.id,
          many.map(({ id }) => id),
        ),
      ),
    );
  });

  test("made elsewhere is shown, and taken over or put back", async () => {
    const { id: zoneId } = await zoneOf("drift.example");
    await add(zoneId, a("www", "203.0.113.8"));
    await converge(zoneId);
    const other = { name: "www", type: "A" as const, ttl: 3600, data: "203.0.113.99" };
    const kept = { ...other, data: "203.0.113.8" };
    await changeZone(desk.call, "drift.example", { removes: [kept], adds: [other] });
    await converge(zoneId);
    expect((await Dns.get(owner, { zoneId })).drift).toEqual({ removes: [kept], adds: [other] });
    await Dns.resolveDrift(owner, { zoneId, by: "put_back" });
    await converge(zoneId);
    expect(await atProvider("drift.example")).toEqual(["www A 203.0.113.8"]);
    await changeZone(desk.call, "drift.example", { removes: [kept], adds: [other] });
    await converge(zoneId);
    await Dns.resolveDrift(owner, { zoneId, by: "take_over" });
    await converge(zoneId);
    expect(await ours(zoneId)).toEqual(["www A 203.0.113.99"]);
    expect((await Dns.get(owner, { zoneId })).drift).toBeNull();
  });
});

test("of random changes by many at once none is lost, and the name servers say in the end what the zone says", async () => {
  const { id: zoneId } = await zoneOf("busy.example");
  const random = randomFrom(20_261_123);
  const pick = (count: number) => Math.floor(random() * count);
  const made: string[] = [];
  const gone: string[] = [];
  const someone = async (who: number) => {
    for (let turn = 0; turn < 8; turn++) {
      const { version, records } = await Dns.get(owner, { zoneId });
      const victim = records.length > 6 ? records[pick(records.length)] : undefined;
      const record = a(`w${who}t${turn}`, `203.0.113.${pick(250) + 1}`);
      const edit = { zoneId, version, removes: victim ? [victim.id] : [], adds: [record] };
      const outcome = await code(Dns.change(owner, edit));
      if (outcome === "done") {
        made.push(record.name);
        if (victim) gone.push(victim.name);
      } else {
        expect(outcome).toBe("zone.changed");
        turn -= 1;
      }
      if (pick(3) === 0) await converge(zoneId);
    }
  };
  await Promise.all([0, 1, 2, 3].map(someone));
  await converge(zoneId);
  const left = made.filter((name) => !gone.includes(name)).toSorted();
  expect((await Dns.get(owner, { zoneId })).records.map(({ name }) => name).toSorted()).toEqual(left);
  expect(await atProvider("busy.example")).toEqual(await ours(zoneId));
  expect(made).toHaveLength(32);
  expect(new Set(gone).size).toBe(gone.length);
});

describe("records of the platform's own", () => {
  const www = { name: "www", type: "A" as const, ttl: 300, data: "203.0.113.50" };
  const put = (zoneId: Id<"zone">, site: string, more: Partial<Dns.ManagedRecords> = {}): Promise<DomainEvent[]> =>
    asPlatform((scope) =>
      Dns.putManagedRecords(scope, { zoneId, owner: site, reason: "Leads to a website", records: [www], ...more }),
    );

  test("are there while their reason is, and not for people to take away", async () => {
    const { id: zoneId } = await zoneOf("managed.example");
    const site = newId("service");
    expect(await put(zoneId, site)).toMatchObject([{ type: "zone.due" }]);
    expect(await put(zoneId, site)).toEqual([]);
    const state = () => asPlatform(({ tx }) => Dns.managedState(tx, { zoneId, owner: site }));
    expect(await state()).toEqual({ state: "pending" });
    await converge(zoneId);
    expect(await state()).toEqual({ state: "applied" });
    const zone = await Dns.get(owner, { zoneId });
    const [record] = zone.records;
    if (!record) throw new Error("it is not there");
    const taken = Dns.change(owner, { zoneId, version: zone.version, removes: [record.id], adds: [] });
    expect(await code(taken)).toBe("zone.managed");
    expect(await code(put(zoneId, newId("service")))).toBe("zone.managed");
    await asPlatform((scope) => Dns.removeManagedRecords(scope, { zoneId, owner: site }));
    await converge(zoneId);
    expect(await atProvider("managed.example")).toEqual([]);
  });

  test("take the place of the customer's only where that is asked for", async () => {
    const { id: zoneId } = await zoneOf("way.example");
    await add(zoneId, { name: "www", type: "CNAME", ttl: 3600, data: "example.net" });
    expect(await code(put(zoneId, newId("service")))).toBe("zone.in_the_way");
    await put(zoneId, newId("service"), { displace: true });
    expect(await ours(zoneId)).toEqual(["www A 203.0.113.50"]);
  });

  test("at others' name servers are looked for until all of them have it, and then people are told", async () => {
    dns.serve("outside.example", ["one.dns.example", "two.dns.example"]);
    const { id: zoneId } = await zoneOf("outside.example", "external");
    const site = newId("service");
    await put(zoneId, site);
    const state = () => asPlatform(({ tx }) => Dns.managedState(tx, { zoneId, owner: site }));
    dns.set("www.outside.example", "A", [www.data], ["one.dns.example"]);
    await converge(zoneId);
    expect(await state()).toEqual({ state: "pending" });
    expect(world.announced.at(-1)).toMatchObject({ type: "zone.due", subject: zoneId });
    dns.set("www.outside.example", "A", [www.data]);
    await converge(zoneId);
    expect(await state()).toEqual({ state: "applied" });
    expect(world.announced.at(-1)).toMatchObject({ type: "zone.records_seen", subject: zoneId });
    expect(await code(add(zoneId, a("x", "203.0.113.1")))).toBe("zone.external");
  });
});

test("a proof is put up until every name server has it, beside the zone's records, and taken away", async () => {
  dns.serve("proof.example");
  const { id: zoneId } = await zoneOf("proof.example");
  const challenge = { zone: "proof.example", name: "_acme-challenge.www.proof.example", value: "the proof" };
  expect(await Dns.putChallenge(platform.ports, challenge, { waitMs: 0 })).toBe(false);
  expect(await atProvider("proof.example")).toEqual(['_acme-challenge.www TXT "the proof"']);
  dns.set(challenge.name, "TXT", [challenge.value]);
  expect(await Dns.putChallenge(platform.ports, challenge, { waitMs: 0 })).toBe(true);
  await converge(zoneId);
  expect((await Dns.get(owner, { zoneId })).drift).toBeNull();
  await Dns.removeChallenge(platform.ports, challenge);
  expect(await atProvider("proof.example")).toEqual([]);
});

test("rows of a zone stay with their account", async () => {
  const stranger = newId("account");
  const rows = await world.db.transaction({ role: "tenant", accountId: stranger }, async (tx) => [
    ...(await tx.select().from(zoneRecord)),
    ...(await tx
      .select()
      .from(zoneChange)
      .where(and(eq(zoneChange.state, "applied")))),
  ]);
  expect(rows).toEqual([]);
});
