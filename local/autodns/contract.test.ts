import { Resolver } from "node:dns/promises";
import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { apply, difference } from "#core/dns/change-set.state.ts";
import { lookAtRecords } from "#core/dns/dangling/look.ts";
import { byPlace, type DnsRecord, readRecord, recordKey } from "#core/dns/record.state.ts";
import { helloTo } from "#core/domains/autodns/index.ts";
import { autodns, changeZone, createZone, readZone, removeZone } from "#core/domains/index.ts";
import { DomainError } from "#core/kernel/errors.ts";
import { Secret } from "#core/kernel/secret.ts";
import { authoritativeDns } from "#functions/runtime/authoritative-dns.ts";
import { type AutodnsUnderTest, autodnsUnderTest } from "./autodns-under-test.ts";

const nameServers = ["a.ns.example.net", "b.ns.example.net"];
const newZone = (origin: string) => ({ origin, nameServers, email: "dns@example.net" });
const record = (name: string, type: string, data: string, origin = "example.com", ttl = 3600): DnsRecord => {
  const read = readRecord({ name, type, ttl, data }, { origin, by: "person" });
  if ("problem" in read) throw new Error(read.problem);
  return read.record;
};
const refusal = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DomainError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return { kind: error.kind, code: error.code };
};
const removing = (...removes: DnsRecord[]) => ({ adds: [], removes });
const adding = (...adds: DnsRecord[]) => ({ adds, removes: [] });

/** One of each type that is kept. */
const every = [
  record("", "A", "203.0.113.7"),
  record("", "AAAA", "2001:db8::7"),
  record("", "MX", "10 mail"),
  record("", "TXT", "v=spf1 mx -all"),
  record("", "CAA", '0 issue "letsencrypt.org"'),
  record("shop", "ALIAS", "mail"),
  record("www", "CNAME", "@"),
  record("*.apps", "A", "203.0.113.8"),
  record("mail", "A", "203.0.113.9", "example.com", 300),
  record("key._domainkey", "TXT", `v=DKIM1; k=rsa; p=${"A".repeat(400)}`),
  record("odd", "TXT", '"a \\"quote\\", a \\\\, a ; and two" " strings"'),
  record("_sip._tcp", "SRV", "10 60 5060 mail"),
  record("dept", "NS", "ns.example.net"),
  record("host", "PTR", "host.example.net"),
  record("_443._tcp.www", "TLSA", `3 1 1 ${"ab".repeat(32)}`),
  record("mail", "SSHFP", `4 2 ${"cd".repeat(32)}`),
  record("", "HTTPS", "1 . alpn=h2,h3"),
  record("_dns", "SVCB", "1 dns.example.net alpn=dot port=853"),
].toSorted(byPlace);

describe("what the platform relies on", () => {
  let desk: AutodnsUnderTest;
  beforeAll(async () => {
    desk = await autodnsUnderTest();
  });
  afterAll(() => desk[Symbol.asyncDispose]());

  test("a zone is made once, read as it was written, and gone for good", async () => {
    const { call } = desk;
    expect(await readZone(call, "example.com")).toBeUndefined();
    await createZone(call, newZone("example.com"));
    await createZone(call, newZone("example.com"));
    await changeZone(call, "example.com", adding(...every), "chg_1");
    const zone = await readZone(call, "example.com");
    expect(zone).toMatchObject({ nameServers, foreign: [], dnssec: false });
    expect(zone?.records.toSorted(byPlace)).toEqual(every);
    await desk.restart();
    expect(await readZone(call, "example.com")).toEqual(zone);
    await removeZone(call, "example.com");
    await removeZone(call, "example.com");
    expect(await readZone(call, "example.com")).toBeUndefined();
  });

  test("a change names what it changes, leaves the rest, and may come twice", async () => {
    const { call } = desk;
    await createZone(call, newZone("twice.example"));
    const at = (name: string, data: string) => record(name, "A", data, "twice.example");
    const start = [at("www", "203.0.113.1"), at("mail", "203.0.113.2")];
    await changeZone(call, "twice.example", adding(...start));
    const change = difference(start, [at("www", "203.0.113.3"), at("mail", "203.0.113.2")]);
    await changeZone(call, "twice.example", adding(at("new", "203.0.113.4")));
    await changeZone(call, "twice.example", change);
    await changeZone(call, "twice.example", change);
    const wanted = apply([...start, at("new", "203.0.113.4")], change);
    expect(((await readZone(call, "twice.example"))?.records ?? []).toSorted(byPlace)).toEqual(
      "records" in wanted && wanted.records,
    );
  });

  test("an answer that never came may have taken effect, and the next try finds it so", async () => {
    const { call, local } = desk;
    local.failures.add({ kind: "close", path: "/zone", executed: true });
    expect(await refusal(createZone(call, newZone("lost.example")))).toMatchObject({ kind: "unavailable" });
    await createZone(call, newZone("lost.example"));
    expect(await readZone(call, "lost.example")).toMatchObject({ records: [] });
  });

  test("what they did not hear because it came too soon is sent again", async () => {
    desk.local.failures.add({ kind: "error", status: 429, path: "/zone/_search" });
    expect(await readZone(desk.call, "nobody.example")).toBeUndefined();
  });

  test.each([429, 500, 502, 503] as const)("%d is worth another try", async (status) => {
    for (const path of status === 429 ? ["/zone/_search", "/zone/_search"] : ["/zone/_search"])
      desk.local.failures.add({ kind: "error", status, path });
    expect(await refusal(readZone(desk.call, "example.com"))).toEqual({
      kind: "unavailable",
      code: "registry.unavailable",
    });
  });

  test("a no is final, with their words in the cause", async () => {
    desk.local.failures.add({ kind: "refuse", code: "E0299", path: "/zone/_search" });
    const error: unknown = await readZone(desk.call, "example.com").catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: "conflict", code: "registry.refused", cause: { code: "E0299" } });
  });

  test("our own id comes back with the answer", async () => {
    const answer = await desk.call({ method: "GET", path: "/hello", ctid: "chg_7", data: z.unknown() });
    expect(answer).toMatchObject({ state: "done", ctid: "chg_7" });
  });

  test("a wrong password lets nobody in, and shows nowhere", async () => {
    const password = new Secret("not the one");
    const call = autodns({
      login: { user: "rookery", password, context: 1 },
      url: desk.local.url,
      userAgent: "rookery-test",
      takeTurn: async () => ({ allowed: true }),
    });
    const error: unknown = await readZone(call, "example.com").catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: "unavailable", code: "registry.login" });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain("not the one");
  });

  test("one login is for many calls, and another follows when they end the session", async () => {
    const turns: number[] = [];
    const call = autodns({
      login: { user: "rookery", password: new Secret("of the stand-in"), context: 1 },
      url: desk.local.url,
      userAgent: "rookery-test",
      takeTurn: async () => ({ allowed: turns.push(1) > 0 }) as { allowed: true },
    });
    const hello = () => call({ method: "GET", path: "/hello", data: z.unknown() });
    await Promise.all([hello(), hello(), hello()]);
    expect(turns).toHaveLength(1 + 3);
    desk.local.endSessions();
    await Promise.all([hello(), hello()]);
    expect(turns).toHaveLength(4 + 2 + 1 + 2);
  });

  test("what becomes of calls is told: a no is an answer, silence and a closed door are none, and a turn not taken was no call", async () => {
    const told: string[] = [];
    let allowed = true;
    const desk = await autodnsUnderTest();
    const callAs = (password: string) =>
      autodns({
        login: { user: "rookery", password: new Secret(password), context: 1 },
        url: desk.local.url,
        userAgent: "rookery-test",
        takeTurn: async () => (allowed ? { allowed } : { allowed, retryAfterSeconds: 2 }),
        notes: {
          answered: async () => void told.push("answered"),
          failed: async (error) => void told.push(error instanceof DomainError ? error.code : String(error)),
        },
      });
    const call = callAs("of the stand-in");
    await helloTo(call);
    desk.local.failures.add({ kind: "refuse", code: "E0299", path: "/zone/_search" });
    await refusal(readZone(call, "example.com"));
    desk.local.failures.add({ kind: "error", status: 503, path: "/hello" });
    await refusal(helloTo(call));
    allowed = false;
    await refusal(helloTo(call));
    allowed = true;
    await refusal(helloTo(callAs("not the one")));
    await desk[Symbol.asyncDispose]();
    await refusal(helloTo(call));
    expect(told).toEqual(["answered", "answered", "registry.unavailable", "registry.login", "registry.unavailable"]);
  });

  test("nobody is called before a turn is taken", async () => {
    const call = autodns({
      login: { user: "rookery", password: new Secret(""), context: 1 },
      url: "http://127.0.0.1:9",
      userAgent: "rookery-test",
      takeTurn: async () => ({ allowed: false, retryAfterSeconds: 2 }),
    });
    const error: unknown = await readZone(call, "example.com").catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "registry.unavailable", retryAfterSeconds: 2 });
  });

  test("a fourth call in a second, the login included, is refused by the stand-in too, and heard a second later", async () => {
    await using slow = await autodnsUnderTest({ callsPerSecond: 3 });
    const begun = performance.now();
    const calls = Array.from({ length: 4 }, () => slow.call({ method: "GET", path: "/hello", data: z.unknown() }));
    for (const { state } of await Promise.all(calls)) expect(state).toBe("done");
    expect(performance.now() - begun).toBeGreaterThanOrEqual(990);
  });

  test.each([
    ["a record that no name server would load", { adds: [{ raw: "www.example.org. 60 IN A 203.0.113.700" }] }],
    ["a record of another zone", { adds: [{ raw: "www.example.net. 60 IN A 203.0.113.7" }] }],
    [
      "two lines in place of one",
      { adds: [{ raw: "a.example.org. 60 IN A 203.0.113.7\nb.example.org. 60 IN A 203.0.113.7" }] },
    ],
    ["a file of others", { adds: [{ raw: "$INCLUDE /etc/passwd" }] }],
    ["what the call does not know", { adds: [], removes: [] }],
  ])("%s is refused", async (_what, body) => {
    await createZone(desk.call, newZone("example.org"));
    const call = desk.call({ method: "POST", path: "/zone/example.org/_stream", body, data: z.unknown() });
    expect(await refusal(call)).toEqual({ kind: "conflict", code: "registry.refused" });
  });
});

describe.skipIf(!existsSync("/usr/sbin/knotd"))("the name server of the stand-in", () => {
  test("answers what the zones say, as soon as a change is answered", async () => {
    await using desk = await autodnsUnderTest({ nameServer: true });
    const resolver = new Resolver({ tries: 1 });
    resolver.setServers([`127.0.0.1:${desk.nameServerPort}`]);
    await createZone(desk.call, newZone("example.com"));
    await createZone(desk.call, newZone("example.org"));
    await changeZone(desk.call, "example.com", adding(...every));
    expect(await resolver.resolve4("example.com")).toEqual(["203.0.113.7"]);
    expect(await resolver.resolve4("any.apps.example.com")).toEqual(["203.0.113.8"]);
    expect(await resolver.resolve4("shop.example.com")).toEqual(["203.0.113.9"]);
    expect(await resolver.resolveMx("example.com")).toMatchObject([{ priority: 10, exchange: "mail.example.com" }]);
    expect((await resolver.resolveTxt("key._domainkey.example.com")).map((texts) => texts.join(""))).toEqual([
      `v=DKIM1; k=rsa; p=${"A".repeat(400)}`,
    ]);
    expect(await resolver.resolveTxt("odd.example.com")).toEqual([['a "quote", a \\, a ; and two', " strings"]]);
    expect((await resolver.resolveNs("example.com")).toSorted()).toEqual(nameServers);
    const dns = authoritativeDns({ everywhere: [`127.0.0.1:${desk.nameServerPort}`] });
    expect(await dns.zoneOf("any.apps.example.com")).toEqual({ zone: "example.com", servers: nameServers });
    expect(await dns.zoneOf("example.net")).toBeNull();
    expect(await dns.ask("odd.example.com", "TXT")).toEqual(
      nameServers.map((server) => ({ server, values: ['a "quote", a \\, a ; and two strings'] })),
    );
    expect((await dns.ask("example.com", "CAA")).map(({ values }) => values)[0]).toEqual(['0 issue "letsencrypt.org"']);
    expect((await dns.ask("nothing.example.com", "A")).map(({ values }) => values)).toEqual([[], []]);
    // A name that stands for another one is in the zone where it is, and not in the other's.
    const leads = record("leads", "CNAME", "example.org.");
    await changeZone(desk.call, "example.com", adding(leads));
    expect(await dns.zoneOf("leads.example.com")).toEqual({ zone: "example.com", servers: nameServers });
    await changeZone(desk.call, "example.com", removing(leads, record("", "A", "203.0.113.7")));
    await expect(resolver.resolve4("example.com")).rejects.toMatchObject({ code: "ENODATA" });
    await desk.restart();
    expect(await resolver.resolve4("mail.example.com")).toEqual(["203.0.113.9"]);
    await removeZone(desk.call, "example.com");
    await expect(resolver.resolve4("mail.example.com")).rejects.toMatchObject({ code: "EREFUSED" });
  });

  test("denies names, and records that lead to such are told from those that nobody can say anything of", async () => {
    await using desk = await autodnsUnderTest({ nameServer: true });
    await createZone(desk.call, newZone("example.com"));
    await createZone(desk.call, newZone("co.uk"));
    await changeZone(desk.call, "example.com", adding(...every, record("leads", "CNAME", "lapsed.co.uk.")));
    await changeZone(desk.call, "co.uk", adding(record("held", "NS", "ns.held.co.uk.", "co.uk")));
    const dns = authoritativeDns({ everywhere: [`127.0.0.1:${desk.nameServerPort}`] });
    const there = { state: "there" };
    expect(await dns.existence("example.com")).toEqual(there);
    // It has texts alone, and above it is nothing but what is below.
    expect(await dns.existence("odd.example.com")).toEqual(there);
    expect(await dns.existence("_domainkey.example.com")).toEqual(there);
    expect(await dns.existence("any.apps.example.com")).toEqual(there);
    expect(await dns.existence("www.example.com")).toEqual({ ...there, alias: "example.com" });
    expect(await dns.existence("leads.example.com")).toEqual({ ...there, alias: "lapsed.co.uk" });
    expect(await dns.existence("held.co.uk")).toEqual(there);
    expect(await dns.existence("nothing.example.com")).toEqual({ state: "absent", zone: "example.com" });
    expect(await dns.existence("deep.lapsed.co.uk")).toEqual({ state: "absent", zone: "co.uk" });
    expect(await dns.existence("example.net")).toEqual({ state: "unknown" });
    const records = [
      record("gone", "CNAME", "nothing.example.com.", "mine.net"),
      record("", "MX", "10 mx.deep.lapsed.co.uk.", "mine.net"),
      record("chain", "ALIAS", "leads.example.com.", "mine.net"),
      record("fine", "SRV", "10 60 5060 www.example.com.", "mine.net"),
      record("unsaid", "NS", "ns.example.net.", "mine.net"),
      record("held", "HTTPS", "1 held.co.uk.", "mine.net"),
    ];
    const ours = { isLeft: () => undefined, isLeftHost: () => undefined };
    const look = async (asked = dns) => {
      const seen = await lookAtRecords(asked, records, { origin: "mine.net", ours, until: Number.POSITIVE_INFINITY });
      return records.map((each) => seen.get(recordKey(each)));
    };
    const lapsed = { code: "dangling.domain_lapsed", target: "lapsed.co.uk" };
    expect(await look()).toEqual([
      { code: "dangling.target_gone", target: "nothing.example.com" },
      ...[lapsed, lapsed, "fine", "unknown", "fine"],
    ]);
    const silent = authoritativeDns({ everywhere: ["127.0.0.1:1"] });
    expect(await look(silent)).toEqual(records.map(() => "unknown"));
  });
});
