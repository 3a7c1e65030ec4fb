import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Id, newId } from "../../kernel/id.ts";
import type { Ctx } from "../../kernel/operation.ts";
import { member, system, type TestWorld, testWorld } from "../../kernel/test-context.ts";
import { randomFrom } from "../../kernel/test-random.ts";
import { node } from "../../nodes/node.sql.ts";
import { service } from "../../services/service.sql.ts";
import { fakeDns } from "../fake-dns.ts";
import { dangersIn, get, list, sweepDangling, zoneById } from "../index.ts";
import { type DnsRecord, recordKey } from "../record.state.ts";
import { layZone } from "../test-zone.ts";
import { zone, zoneRecord } from "../zone.sql.ts";
import { afterLook, hostOf, provenIn, type Seen, type Suspicion, sendersOf } from "./dangling.state.ts";

const cname = (name: string, data: string): DnsRecord => ({ name, type: "CNAME", ttl: 3600, data: `${data}.` });
const a = (name: string, data: string): DnsRecord => ({ name, type: "A", ttl: 3600, data });

test("a record names the host that it leads to, whatever its type", () => {
  const of = (type: DnsRecord["type"], data: string) => hostOf({ type, data });
  expect(of("MX", "10 mail.gone.net.")).toBe("mail.gone.net");
  expect(of("SRV", "10 60 5060 sip.gone.net.")).toBe("sip.gone.net");
  expect(of("HTTPS", "1 web.gone.net. alpn=h2")).toBe("web.gone.net");
  for (const [type, data] of [
    ["MX", "0 ."],
    ["HTTPS", "1 . alpn=h2"],
    ["TXT", '"v=spf1"'],
    ["A", "203.0.113.7"],
  ] as const)
    expect(of(type, data)).toBeUndefined();
});

test("a policy for senders names those whose policies it takes in, as far as they are ever read", () => {
  const of = (data: string) => sendersOf({ type: "TXT", data });
  expect(of('"v=spf1 include:_spf.One.net ?include:two.net. mx -all"')).toEqual(["_spf.one.net", "two.net"]);
  expect(of('"v=spf1 include:on" "e.net redirect=two.net"')).toEqual(["one.net", "two.net"]);
  expect(of('"v=spf1 ~all include:never.net redirect=nor.net"')).toEqual([]);
  for (const none of [
    '"v=spf1 include:%{d}.spf.net -all"',
    '"v=spf10 include:one.net"',
    '"include:one.net"',
    '"v=spf1 include: -all"',
    '"v=spf1 include:not..a..name include:a/b include:\\"x\\" -all"',
    "",
  ])
    expect(of(none), none).toEqual([]);
  expect(sendersOf({ type: "A", data: '"v=spf1 include:one.net"' })).toEqual([]);
});

test("nothing is told that was not seen twice in a row hours apart, and nothing stays that leads somewhere again", () => {
  const random = randomFrom(20_261_123);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const proofs = ["one.net", "two.net"].map((target) => ({ code: "dangling.target_gone" as const, target }));
  const all = ["w", "x", "y"].map((name) => cname(name, "host.gone.net"));
  for (let run = 0; run < 300; run++) {
    let known: Suspicion[] = [];
    let now = 0;
    /** Since when each was seen to lead to the same nothing, without a break. */
    const since = new Map<string, { target: string; at: number }>();
    for (let look = 0; look < 12; look++) {
      now += pick([1, 3, 4, 5, 24]) * 3_600_000;
      const records = all.filter(() => random() < 0.9);
      const seen = new Map<string, Seen>();
      for (const record of records) {
        const found = pick<Seen | undefined>(["unknown", undefined, "fine", ...proofs, ...proofs]);
        if (found !== undefined) seen.set(recordKey(record), found);
      }
      for (const record of all) {
        const key = recordKey(record);
        const found = seen.get(key) ?? "unknown";
        if (!records.includes(record) || found === "fine") since.delete(key);
        else if (found !== "unknown" && since.get(key)?.target !== found.target)
          since.set(key, { target: found.target, at: now });
      }
      known = afterLook(known, records, seen, new Date(now));
      const told = provenIn(known, records);
      for (const { record, target } of told) {
        const from = since.get(recordKey(record));
        expect(from?.target).toBe(target);
        expect(now - (from?.at ?? now)).toBeGreaterThanOrEqual(4 * 3_600_000);
      }
      // Of what is known nothing is lost: all that is suspected is of a record that is there.
      expect(known.map(recordKey).toSorted()).toEqual([...since.keys()].toSorted());
    }
  }
});

describe("a sweep", () => {
  let world: TestWorld;
  const dns = fakeDns();
  const accountId = newId("account");
  let owner: Ctx;
  let platform: Ctx;
  beforeAll(async () => {
    world = await testWorld();
    const addresses = {
      ...{ publicUrl: "https://portal.example", sitesDomain: "sites.example" },
      ofSite: (name: string) => ({ host: `${name}.sites.example`, url: `http://${name}.sites.example/` }),
    };
    owner = world.as(member(accountId));
    platform = world.as(system, { authoritativeDns: dns, addresses });
    for (const name of ["net", "co.uk", "alive.net", "azurewebsites.net"]) dns.serve(name);
    dns.set("www.alive.net", "A", ["203.0.113.1"]);
    dns.set("alive.net", "NS", ["a.ns.alive.net"]);
  });
  afterAll(() => world.close());

  async function zoneWith(name: string, records: readonly (DnsRecord & { owner?: string })[]): Promise<Id<"zone">> {
    return (await layZone(world, { accountId, createdBy: owner.actor, name }, records)).zoneId;
  }
  const sweep = () => sweepDangling(platform);
  const sweepTwice = async () => {
    await sweep();
    world.clock.advance(5 * 3_600);
    await sweep();
  };
  const found = async (zoneId: Id<"zone">) => {
    const { records, dangling } = await get(owner, { zoneId });
    return dangling.map(({ recordId, code, severity, target }) => {
      const name = records.find(({ id }) => id === recordId)?.name;
      return `${name}: ${severity} ${code} ${target}`;
    });
  };
  const told = () => world.announced.filter(({ type }) => type === "zone.endangered").map(({ subject }) => subject);

  test("finds what leads to nobody, says what is dangerous, tells it once, and forgets what is put right", async () => {
    const zoneId = await zoneWith("garden.net", [
      cname("alive", "www.alive.net"),
      cname("gone", "old.alive.net"),
      cname("taken", "shop.azurewebsites.net"),
      { name: "", type: "MX", ttl: 3600, data: "10 mail.lapsed.net." },
      { name: "uk", type: "NS", ttl: 3600, data: "ns1.lapsed.co.uk." },
      { name: "own", type: "MX", ttl: 3600, data: "10 missing.garden.net." },
      { ...cname("managed", "other.lapsed.net"), owner: newId("service") },
      a("elsewhere", "203.0.113.200"),
    ]);
    dns.serve("garden.net");
    await sweep();
    expect(await found(zoneId)).toEqual([]);
    world.clock.advance(5 * 3_600);
    await sweep();
    const all = [
      ": danger dangling.domain_lapsed lapsed.net",
      "gone: warning dangling.target_gone old.alive.net",
      "taken: danger dangling.claimable shop.azurewebsites.net",
      "uk: danger dangling.domain_lapsed lapsed.co.uk",
    ];
    expect((await found(zoneId)).toSorted()).toEqual(all);
    expect(told()).toEqual([zoneId]);
    const listed = async () => (await list(owner, { dangling: "danger" })).items.map(({ name }) => name);
    await zoneWith("harmless.net", [cname("gone", "old.alive.net")]);
    expect(await listed()).toEqual(["garden.net"]);
    world.clock.advance(30 * 3_600);
    await sweepTwice();
    expect(told()).toEqual([zoneId]);
    dns.set("old.alive.net", "A", ["203.0.113.9"]);
    world.clock.advance(30 * 3_600);
    await sweep();
    expect((await found(zoneId)).toSorted()).toEqual(all.filter((line) => !line.startsWith("gone")));
    // A record that goes takes what was found of it along at once.
    await world.db.transaction({ role: "platform" }, async (tx) => {
      await tx.delete(zoneRecord).where(eq(zoneRecord.name, "taken"));
      const row = await zoneById(tx, zoneId);
      expect((row ? await dangersIn(tx, row) : []).map(({ name, target }) => `${name} ${target}`)).toEqual([
        "garden.net lapsed.net",
        "uk.garden.net lapsed.co.uk",
      ]);
    });
    expect(await found(zoneId)).not.toContain(all[2]);
  });

  test("believes nobody who does not answer: neither that a name is gone, nor that it is back", async () => {
    dns.serve("quiet.net");
    const zoneId = await zoneWith("patient.net", [cname("www", "host.quiet.net")]);
    dns.silence("b.ns.quiet.net");
    await sweepTwice();
    expect(await found(zoneId)).toEqual([]);
    dns.silence("b.ns.quiet.net", false);
    world.clock.advance(30 * 3_600);
    await sweep();
    dns.silence("a.ns.quiet.net");
    world.clock.advance(30 * 3_600);
    await sweep();
    expect(await found(zoneId)).toEqual([]);
    dns.silence("a.ns.quiet.net", false);
    world.clock.advance(30 * 3_600);
    await sweep();
    expect(await found(zoneId)).toEqual(["www: warning dangling.target_gone host.quiet.net"]);
    dns.silence("a.ns.quiet.net");
    world.clock.advance(30 * 3_600);
    await sweep();
    expect(await found(zoneId)).toEqual(["www: warning dangling.target_gone host.quiet.net"]);
  });

  test("follows names that stand for others, and not in circles", async () => {
    dns.serve("chain.net");
    dns.set("one.chain.net", "CNAME", ["two.chain.net"]);
    dns.set("two.chain.net", "CNAME", ["gone.azurewebsites.net"]);
    dns.set("round.chain.net", "CNAME", ["round.chain.net"]);
    const zoneId = await zoneWith("chained.net", [cname("a", "one.chain.net"), cname("b", "round.chain.net")]);
    await sweepTwice();
    expect(await found(zoneId)).toEqual(["a: danger dangling.claimable gone.azurewebsites.net"]);
  });

  test("finds policies for senders that take in what anybody could register, and never one that answers", async () => {
    dns.serve("answering.net");
    dns.set("_spf.answering.net", "TXT", ["v=spf1 -all"]);
    const txt = (name: string, data: string): DnsRecord => ({ name, type: "TXT", ttl: 3600, data: `"${data}"` });
    const zoneId = await zoneWith("mailing.net", [
      txt("", "v=spf1 include:_spf.answering.net include:_spf.nobody-has-it.co.uk -all"),
      txt("fine", "v=spf1 include:_spf.answering.net include:mailing.net -all"),
      txt("gone", "v=spf1 redirect=old.answering.net"),
      txt("other", "google-site-verification=include:nobody.net"),
    ]);
    await sweepTwice();
    expect((await found(zoneId)).toSorted()).toEqual([
      ": danger dangling.domain_lapsed nobody-has-it.co.uk",
      "gone: warning dangling.target_gone old.answering.net",
    ]);
  });

  test("knows what is registered below an ending of several labels that its registry has no zone for", async () => {
    for (const ending of ["br", "jp", "xn--55qx5d.cn"]) dns.serve(ending);
    const zoneId = await zoneWith("far.net", [
      cname("a", "www.lapsed.com.br"),
      cname("b", "deep.www.lapsed.city.kobe.jp"),
      cname("c", "www.lapsed.kobe.jp"),
      cname("d", "www.xn--lapsed-bua.xn--55qx5d.cn"),
      cname("e", "com.br"),
    ]);
    await sweepTwice();
    expect((await found(zoneId)).toSorted()).toEqual([
      "a: danger dangling.domain_lapsed lapsed.com.br",
      "b: danger dangling.domain_lapsed city.kobe.jp",
      "c: danger dangling.domain_lapsed www.lapsed.kobe.jp",
      "d: danger dangling.domain_lapsed xn--lapsed-bua.xn--55qx5d.cn",
      "e: warning dangling.target_gone com.br",
    ]);
  });

  test("takes a host that answers for every name for no proof of anything", async () => {
    dns.serve("wild.net");
    const zoneId = await zoneWith("wildly.net", [cname("shop", "shop.wild.net")]);
    await sweepTwice();
    expect(await found(zoneId)).toEqual(["shop: warning dangling.target_gone shop.wild.net"]);
    dns.set("*.wild.net", "A", ["203.0.113.77"]);
    world.clock.advance(30 * 3_600);
    await sweepTwice();
    expect(await found(zoneId)).toEqual([]);
  });

  test("knows what is left behind at our own nodes and websites", async () => {
    const at = world.clock.now;
    const nodes = ["203.0.113.50", "203.0.113.51", "node3.alive.net"].map((host) => ({ id: newId("node"), host }));
    dns.set("node3.alive.net", "A", ["203.0.113.52"]);
    const [here] = nodes;
    await world.db.transaction({ role: "platform" }, async (tx) => {
      await tx.insert(node).values(
        nodes.map(({ id, host }) => ({
          ...{ id, name: host, region: "at", host, port: 22, httpPort: 80, hostKey: "ssh-ed25519 x", createdAt: at },
          state: "ready" as const,
        })),
      );
      await tx.insert(service).values({
        ...{ id: newId("service"), accountId, orderId: newId("order"), name: "mine", template: "static" },
        ...{ parameters: {}, state: "stopped", generation: 1, planId: newId("plan"), planName: "Small" },
        ...{ planVersionId: newId("planVersion"), interval: "month", priceMinor: 500, priceCurrency: "EUR" },
        ...{ memoryMb: 64, cpuPercent: 25, processes: 64, diskMb: 512, paidUntil: at, createdAt: at },
        nodeId: here?.id ?? null,
      });
    });
    const zoneId = await zoneWith("hosted.net", [
      a("", "203.0.113.50"),
      a("moved", "203.0.113.51"),
      a("named", "203.0.113.52"),
      cname("node", "node3.alive.net"),
      cname("mine", "mine.sites.example"),
      cname("theirs", "theirs.sites.example"),
    ]);
    await sweepTwice();
    expect((await found(zoneId)).toSorted()).toEqual([
      "moved: warning dangling.left_here 203.0.113.51",
      "named: warning dangling.left_here 203.0.113.52",
      "node: warning dangling.left_here node3.alive.net",
      "theirs: warning dangling.left_here theirs.sites.example",
    ]);
  });

  test("looks at few zones at once, those first that wait longest, and at none twice a day without need", async () => {
    world.clock.advance(300 * 3_600);
    await world.db.transaction({ role: "platform" }, (tx) => tx.delete(zone));
    for (let index = 0; index < 12; index++) await zoneWith(`many-${index}.net`, []);
    const [one = 0, other = 0] = await Promise.all([sweep(), sweep()]);
    expect(one + other).toBe(12);
    expect(await sweep()).toBe(0);
    world.clock.advance(25 * 3_600);
    expect([await sweep(), await sweep()]).toEqual([10, 2]);
  });
});
