import { createPrivateKey, randomBytes, X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { eq, isNotNull } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { AcmeError } from "#core/certificates/acme/acme-error.ts";
import { acmeAuthority } from "#core/certificates/acme/authority.ts";
import { httpsCall } from "#core/certificates/acme/https-call.ts";
import { base64url, publicJwk, signedBody } from "#core/certificates/acme/json-signature.ts";
import { renewalIdOf } from "#core/certificates/acme/renewal-id.ts";
import { acmeAccount, certificate, certificateOrder } from "#core/certificates/certificate.sql.ts";
import * as Certificates from "#core/certificates/index.ts";
import type { CertificateAuthority } from "#core/certificates/ports.ts";
import { noteTry } from "#core/certificates/pre-flight/limits.ts";
import { testCertificate } from "#core/certificates/test-chain.ts";
import * as Dns from "#core/dns/index.ts";
import { autodnsZones } from "#core/domains/autodns/index.ts";
import { domain } from "#core/domains/domain.sql.ts";
import { accountOf } from "#core/kernel/actor.ts";
import { type Id, newId } from "#core/kernel/id.ts";
import { list as operationsOf } from "#core/kernel/long-operation/index.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import type { FakeNode } from "#core/nodes/fake-nodes.ts";
import { type TestPlatform, testPlatform } from "#core/provisioning/test-platform.ts";
import * as Settings from "#core/settings/index.ts";
import { authoritativeDns } from "#functions/runtime/authoritative-dns.ts";
import { type AutodnsUnderTest, autodnsUnderTest } from "../autodns/autodns-under-test.ts";
import { type LocalAuthority, pebbleIsHere, startPebble } from "./pebble.ts";
import { caaIdentity } from "./renewal-window.ts";

const platformRole = { role: "platform" } as const;
const knotIsHere = existsSync("/usr/sbin/knotd");

describe.skipIf(!pebbleIsHere())("a website's own name", () => {
  const authorities: CertificateAuthority[] = [];
  const records = new Map<string, string[]>();
  let dir: string;
  let pebble: LocalAuthority;
  let registrar: AutodnsUnderTest;
  let platform: TestPlatform;
  let node: FakeNode & { id: Id<"node"> };
  let owner: Ctx;
  let serviceId: Id<"service">;
  let site = 0;
  let name: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "rookery-issue-"));
    const txtRecords = { of: async (record: string) => records.get(record) ?? [] };
    registrar = await autodnsUnderTest({ nameServer: knotIsHere });
    const { nameServerPort } = registrar;
    platform = await testPlatform({
      ...{ certificateAuthorities: authorities, txtRecords },
      zoneDesk: autodnsZones((call) => registrar.call(call), ["a.ns.example.net", "b.ns.example.net"]),
      ...(nameServerPort !== undefined && {
        authoritativeDns: authoritativeDns({ everywhere: [`127.0.0.1:${nameServerPort}`] }),
      }),
    });
    node = await platform.readyNode(16_384);
    const leadsHere = (host: string) => host.endsWith(".garden.net");
    pebble = await startPebble({ dir, httpPort: node.address.httpPort, leadsHere, nameServerPort });
    authorities.push(acmeAuthority({ directory: pebble.directory, call: httpsCall({ authority: pebble.authority }) }));
  }, 240_000);
  afterAll(async () => {
    await pebble.stop();
    await platform.close();
    await registrar[Symbol.asyncDispose]();
    await rm(dir, { recursive: true });
  });

  beforeEach(async () => {
    site += 1;
    name = `www.shop-${site}.garden.net`;
    ({ owner } = await platform.customer());
    const order = await platform.paidOrder(owner, `shop-${site}`);
    await platform.deliverFor(60);
    serviceId = order.serviceId as Id<"service">;
    await prove(name);
    await platform.deliverFor(60);
  });

  async function prove(host: string): Promise<void> {
    const { hosts } = await Settings.addHost(owner, { serviceId, name: host });
    const record = hosts.find((each) => each.name === host)?.record;
    if (record) records.set(record.name, [record.value]);
    await Settings.verifyHost(owner, { serviceId, name: host });
  }

  const row = async () => {
    const rows = await platform.world.db.transaction(platformRole, (tx) =>
      tx
        .select()
        .from(certificate)
        .where(eq(certificate.names, [name])),
    );
    return rows[0];
  };
  /** Pebble works by a clock of its own. */
  async function until(condition: () => Promise<boolean>): Promise<void> {
    while (!(await condition())) {
      await platform.deliverFor(5);
      await new Promise((next) => setTimeout(next, 20));
    }
  }
  const ended = async () => {
    const orders = await platform.world.db.transaction(platformRole, (tx) => tx.select().from(certificateOrder));
    return orders.length === 0 && (await row())?.state !== "requested";
  };
  const shownAt = (host: string, root: string) =>
    new Promise<X509Certificate | undefined>((done, fail) => {
      const { host: address, httpsPort: port } = node.address;
      const socket = connect({ host: address, port, servername: host, ca: root }, () => {
        done(socket.getPeerX509Certificate());
        socket.destroy();
      });
      socket.once("error", fail);
    });

  test("gets a certificate and answers https with it, its chain verified", async () => {
    const asked = await Settings.secureHost(owner, { serviceId, name });
    expect(asked.hosts[1]).toMatchObject({ name, certificate: { state: "requested", notAfter: null, failure: null } });
    await until(ended);
    const shown = await shownAt(name, await pebble.root());
    expect(shown?.checkHost(name)).toBe(name);
    const { hosts } = await Settings.getSettings(owner, { serviceId });
    expect(hosts[1]?.certificate).toMatchObject({ state: "valid", notAfter: shown?.validToDate, failure: null });
    expect(node.challenges.size).toBe(0);
    const [account] = await platform.world.db.transaction(platformRole, (tx) => tx.select().from(acmeAccount));
    expect(JSON.stringify([await row(), account])).not.toContain("PRIVATE KEY");

    await Settings.secureHost(owner, { serviceId, name });
    await platform.deliverFor(60);
    expect((await shownAt(name, await pebble.root()))?.serialNumber).toBe(shown?.serialNumber);

    // The node has it, and is given it again only when it was made anew.
    const puts = () => node.calls.filter((primitive) => primitive === "certificate-put").length;
    const before = puts();
    const https = async (httpsOnly: boolean) => {
      await Settings.setHttps(owner, { serviceId, httpsOnly, hstsSeconds: null });
      await platform.deliverFor(60);
    };
    await https(false);
    expect(puts()).toBe(before);
    node.certificates.delete(name);
    await https(true);
    expect(puts()).toBe(before + 1);
    expect((await shownAt(name, await pebble.root()))?.serialNumber).toBe(shown?.serialNumber);

    await Settings.removeHost(owner, { serviceId, name });
    await platform.deliverFor(60);
    expect(await row()).toBeUndefined();
    expect(node.certificates.has(name)).toBe(false);
  });

  test("that leads elsewhere says so, and can be asked for again", async () => {
    name = `www.shop-${site}.elsewhere.net`;
    await prove(name);
    await platform.deliverFor(60);
    await Settings.secureHost(owner, { serviceId, name });
    await until(ended);
    const { hosts } = await Settings.getSettings(owner, { serviceId });
    const failure = { code: "certificate.not_proven", message: expect.stringContaining(name) };
    expect(hosts.find((host) => host.name === name)?.certificate).toMatchObject({ state: "failed", failure });
    await Settings.secureHost(owner, { serviceId, name });
    expect((await row())?.state).toBe("requested");
    await until(ended);
  });

  test("is certified by the next authority where the first one takes no orders of ours", async () => {
    const customer = { id: "somebody-else", key: randomBytes(32).toString("base64url") };
    const theirs = await startPebble({ dir: `${dir}-theirs`, httpPort: 1, leadsHere: () => false, customer });
    authorities.unshift(
      acmeAuthority({ directory: theirs.directory, call: httpsCall({ authority: theirs.authority }) }),
    );
    try {
      await Settings.secureHost(owner, { serviceId, name });
      await until(ended);
      expect(await row()).toMatchObject({ state: "valid", failures: 0, directory: pebble.directory });
      expect((await shownAt(name, await pebble.root()))?.checkHost(name)).toBe(name);
    } finally {
      authorities.shift();
      await theirs.stop();
      await rm(`${dir}-theirs`, { recursive: true });
    }
  });

  test("an order that was begun and broken off at any point is gone on with", async () => {
    node.fail("challenge-put", "after", 2);
    node.fail("certificate-put", "before", 2);
    await Settings.secureHost(owner, { serviceId, name });
    await until(ended);
    expect((await row())?.state).toBe("valid");
    expect((await shownAt(name, await pebble.root()))?.checkHost(name)).toBe(name);
  });

  test("gets the next one when its time has come, with another key, and nothing is reloaded", async () => {
    await Settings.secureHost(owner, { serviceId, name });
    await until(ended);
    const root = await pebble.root();
    const before = await shownAt(name, root);
    const renewAt = (await row())?.renewAt;
    if (!before || !renewAt) throw new Error("there is nothing to renew");
    platform.world.clock.now = renewAt;
    const routes = node.calls.filter((primitive) => primitive === "route-put").length;
    for (const certificateId of await Certificates.due(platform.asSystem, {}))
      await Certificates.renew(platform.asSystem, { certificateId });
    await until(async () => (await shownAt(name, root))?.serialNumber !== before.serialNumber);
    await until(ended);
    const after = await shownAt(name, root);
    expect(after?.publicKey.equals(before.publicKey)).toBe(false);
    const renewed = await row();
    expect(renewed).toMatchObject({ state: "valid", failures: 0 });
    // The authority's clock stood still: of both ends the jitter decides which comes first.
    platform.world.clock.now = new Date((renewed?.renewAt?.getTime() ?? 0) - 1);
    expect(await Certificates.due(platform.asSystem, {})).not.toContain(renewed?.id);
    expect(node.calls.filter((primitive) => primitive === "route-put")).toHaveLength(routes);
  });

  /** As its owner does who has lost its key. */
  async function revoke(host: string): Promise<string> {
    const { chain = "", key = "" } = node.certificates.get(host) ?? {};
    const call = httpsCall({ authority: pebble.authority });
    const directory = await call(pebble.directory, { method: "GET" });
    const { newNonce, revokeCert: url } = JSON.parse(directory.body) as { newNonce: string; revokeCert: string };
    const signer = createPrivateKey(key);
    for (;;) {
      const nonce = (await call(newNonce, { method: "HEAD" })).headers["replay-nonce"];
      const payload = { certificate: base64url(new X509Certificate(chain).raw) };
      const body = signedBody(signer, { jwk: publicJwk(signer), nonce, url }, payload);
      const answer = await call(url, { method: "POST", body, headers: { "content-type": "application/jose+json" } });
      if (answer.status === 200) return chain;
      if (!answer.body.includes("badNonce")) throw new Error(answer.body);
    }
  }

  test("gets another one as soon as its authority says that it has revoked it", async () => {
    await Settings.secureHost(owner, { serviceId, name });
    await until(ended);
    const first = await row();
    if (!first?.askAt || !first.renewAt) throw new Error("its authority is never asked");
    const at = (moment: number) => {
      platform.world.clock.now = new Date(Math.max(platform.world.clock.now.getTime(), moment));
    };
    at(Math.max(first.askAt.getTime(), Date.now()));
    expect(await Certificates.asking(platform.asSystem, {})).toContain(first.id);
    await Certificates.ask(platform.asSystem, { certificateId: first.id });
    expect((await row())?.renewAt).toEqual(first.renewAt);
    expect(await Certificates.asking(platform.asSystem, {})).not.toContain(first.id);

    const revoked = await revoke(name);
    at((await row())?.askAt?.getTime() ?? 0);
    await Certificates.ask(platform.asSystem, { certificateId: first.id });
    expect(await Certificates.due(platform.asSystem, {})).toContain(first.id);
    await Certificates.renew(platform.asSystem, { certificateId: first.id });
    await until(async () => node.certificates.get(name)?.chain !== revoked);
    await until(ended);
    expect(pebble.replaced).toContain(renewalIdOf(revoked));
    expect((await shownAt(name, await pebble.root()))?.serialNumber).not.toBe(
      new X509Certificate(revoked).serialNumber,
    );
  });

  /** A domain of the account whose zone the real name server answers for. */
  async function ownDomain(domainName: string): Promise<Id<"domain">> {
    const accountId = accountOf(owner.actor);
    if (!accountId) throw new Error("an owner without an account");
    const domainId = newId("domain");
    const now = platform.world.clock.now;
    await platform.world.db.transaction(platformRole, (tx) =>
      tx.insert(domain).values({
        ...{ id: domainId, accountId, name: domainName, registrar: "external", state: "proven", provenAt: now },
        ...{ nameServers: [], locked: false, autoRenew: false, createdAt: now },
      }),
    );
    const { id: zoneId } = await Dns.create(owner, { domainId, hosted: "rookery" });
    await Dns.converge(platform.asSystem, { zoneId });
    return domainId;
  }

  test.skipIf(!knotIsHere)(
    "of a domain of ours is ordered while its record is on its way, and the authority told to look once it is there and good",
    async () => {
      const domainName = `early-${site}.net`;
      const domainId = await ownDomain(domainName);
      const { id: zoneId } = (await Dns.ofDomain(owner, { domainId })).zone ?? { id: newId("zone") };
      const orders = () =>
        platform.world.db.transaction(platformRole, (tx) =>
          tx.select({ url: certificateOrder.url }).from(certificateOrder),
        );
      const routes = () => node.calls.filter((primitive) => primitive === "route-put").length;
      const before = routes();
      /** Its record is told to name servers when the authority has the order. */
      const connect = async () => {
        const { connectionId } = await Settings.connectName(owner, { serviceId, name });
        const delivered = platform.deliverFor(5);
        await expect.poll(async () => (await orders()).some(({ url }) => url !== null)).toBe(true);
        await Dns.converge(platform.asSystem, { zoneId });
        await delivered;
        return connectionId;
      };
      name = `www.${domainName}`;
      const connectionId = await connect();
      await until(async () => (await operationsOf(owner, { subject: connectionId })).items[0]?.state === "succeeded");
      expect(await row()).toMatchObject({ state: "valid", method: "http-01", failures: 0 });
      expect((await shownAt(name, await pebble.root()))?.checkHost(name)).toBe(name);
      // What visitors meet is changed once for both.
      expect(routes()).toBe(before + 1);

      const { version } = await Dns.get(owner, { zoneId });
      const refusing = { name: "shop", type: "CAA" as const, ttl: 300, data: '0 issue "other.example"' };
      await Dns.change(owner, { zoneId, version, removes: [], adds: [refusing] });
      await Dns.converge(platform.asSystem, { zoneId });
      name = `shop.${domainName}`;
      await connect();
      await until(async () => (await row())?.finding?.code === "certificate.caa_forbids");
      expect(await orders()).toEqual([]);
      expect(await row()).toMatchObject({ state: "requested", failures: 0 });
    },
  );

  test.skipIf(!knotIsHere)(
    "in a zone of ours is shown to be its owner's by a record where its page is not reached, and so is a wildcard",
    async () => {
      const domainName = `wild-${site}.net`;
      name = `shop.${domainName}`;
      await prove(name);
      await platform.deliverFor(60);
      const domainId = await ownDomain(domainName);
      // Nothing leads to the website, so that its page is not found.
      await Settings.secureHost(owner, { serviceId, name });
      await until(ended);
      expect(await row()).toMatchObject({ state: "valid", method: "dns-01", failureCode: null });
      expect((await shownAt(name, await pebble.root()))?.checkHost(name)).toBe(name);

      await Certificates.orderWildcard(owner, { domainId });
      const wildcard = async () => (await Certificates.certificatesOfDomain(owner, { domainId })).items[0];
      await until(async () => (await wildcard())?.state !== "requested" && !(await wildcard())?.underWay);
      expect(await wildcard()).toMatchObject({ state: "valid", names: [`*.${domainName}`, domainName], failure: null });
      const accountId = accountOf(owner.actor) as Id<"account">;
      const host = `any.${domainName}`;
      const [shown] = await Certificates.chainsToShow(platform.asSystem, { accountId, hosts: [host] });
      expect(new X509Certificate(shown?.chain ?? "").checkHost(host)).toBe(`*.${domainName}`);
      const left = await platform.asSystem.ports.authoritativeDns.ask(`_acme-challenge.${domainName}`, "TXT");
      expect(left.flatMap(({ values }) => values ?? [])).toEqual([]);

      // What somebody brings goes before both, and leaves both as they are.
      const issued = node.certificates.get(name)?.chain;
      const brought = testCertificate(name, { now: platform.world.clock.now, names: [name] });
      const { id: certificateId } = await Settings.uploadCertificate(owner, {
        domainId,
        pem: brought.pem + brought.keyPem,
      });
      await platform.deliverFor(60);
      expect(node.certificates.get(name)?.chain).toBe(brought.pem);
      expect((await Certificates.certificatesOfDomain(owner, { domainId })).items).toHaveLength(3);
      await Settings.removeCertificate(owner, { certificateId });
      await platform.deliverFor(60);
      expect(node.certificates.get(name)?.chain).toBe(issued);

      const { request } = await Settings.requestSigning(owner, { domainId, names: [name] });
      expect(request).toMatch(/^-----BEGIN CERTIFICATE REQUEST-----/);
      await expect(Settings.uploadCertificate(owner, { domainId, pem: brought.pem })).rejects.toMatchObject({
        code: "upload.key_missing",
      });
    },
  );

  const shownNow = async () => {
    const { hosts } = await Settings.getSettings(owner, { serviceId });
    return hosts.find((host) => host.name === name)?.certificate;
  };
  const ordersPlaced = () =>
    platform.world.db.transaction(platformRole, (tx) => tx.$count(certificateOrder, isNotNull(certificateOrder.url)));

  test.skipIf(!knotIsHere)(
    "whose records refuse the authority waits without asking it, and goes on when they are put right from here",
    async () => {
      const domainName = `strict-${site}.net`;
      name = `shop.${domainName}`;
      await prove(name);
      await platform.deliverFor(60);
      const domainId = await ownDomain(domainName);
      const { zone } = await Dns.ofDomain(owner, { domainId });
      if (!zone) throw new Error("the domain has no zone");
      const zoneId = zone.id;
      const caa = { name: "@", type: "CAA", ttl: 600, data: '0 issue "other.example"' };
      await Dns.change(owner, { zoneId, version: zone.version, removes: [], adds: [caa] });
      await Dns.converge(platform.asSystem, { zoneId });

      await Settings.secureHost(owner, { serviceId, name });
      await until(async () => (await shownNow())?.finding !== null);
      const added = { name: domainName, type: "CAA", data: `0 issue "${caaIdentity}"` };
      expect(await shownNow()).toMatchObject({
        ...{ state: "requested", failure: { code: "certificate.caa_forbids" } },
        finding: { code: "certificate.caa_forbids", found: domainName, adds: [added], removes: [], fixable: true },
      });
      await Settings.secureHost(owner, { serviceId, name });
      await platform.deliverFor(120);
      expect(await ordersPlaced()).toBe(0);
      const certificateId = (await row())?.id ?? newId("certificate");
      const stranger = await platform.customer();
      await expect(Certificates.putRight(stranger.owner, { certificateId })).rejects.toMatchObject({
        kind: "not_found",
      });

      await Certificates.putRight(owner, { certificateId });
      await Dns.converge(platform.asSystem, { zoneId });
      const { records } = await Dns.get(owner, { zoneId });
      expect(records.map(({ type, ttl, data }) => [type, ttl, data]).toSorted()).toEqual([
        ["CAA", 600, caa.data],
        ["CAA", 600, added.data],
      ]);
      await until(ended);
      expect(await shownNow()).toMatchObject({ state: "valid", finding: null, failure: null });
      await expect(Certificates.putRight(owner, { certificateId })).rejects.toMatchObject({
        code: "certificate.nothing_to_fix",
      });
    },
  );

  test("whose authority takes no more orders is not asked again before the time that it gave", async () => {
    const [real] = authorities;
    if (!real) throw new Error("there is no authority");
    let asked = 0;
    const busy: CertificateAuthority = {
      ...real,
      async order() {
        asked += 1;
        throw new AcmeError(429, { type: "rateLimited", detail: "too many certificates" }, 7_200);
      },
    };
    authorities.splice(0, 1, busy);
    await Settings.secureHost(owner, { serviceId, name });
    await until(async () => (await shownNow())?.finding !== null);
    expect((await shownNow())?.finding).toMatchObject({ code: "certificate.rate_limited", fixable: false });
    await Settings.secureHost(owner, { serviceId, name });
    await platform.deliverFor(3_600);
    expect([asked, await ordersPlaced()]).toEqual([1, 0]);
    authorities.splice(0, 1, real);
    await platform.deliverFor(3_600);
    await until(ended);
    expect(await shownNow()).toMatchObject({ state: "valid", finding: null });
  });

  test("that an authority would refuse, by what we had of it for its domain, is had of the next without asking it", async () => {
    const [real] = authorities;
    if (!real) throw new Error("there is no authority");
    let asked = 0;
    const full: CertificateAuthority = {
      ...real,
      limits: { perDomain: { max: 1, hours: 168 } },
      async order(...order) {
        asked += 1;
        return real.order(...order);
      },
    };
    await platform.world.db.transaction(platformRole, (tx) =>
      noteTry(
        tx,
        { names: ["other.garden.net"], directory: real.directory, outcome: "issued" },
        platform.world.clock.now,
      ),
    );
    authorities.splice(0, 1, full);
    await Settings.secureHost(owner, { serviceId, name });
    await until(async () => (await shownNow())?.finding !== null);
    expect((await shownNow())?.finding).toMatchObject({
      ...{ code: "certificate.domain_issued_too_often", name: "garden.net", found: "1", fixable: false },
    });
    expect(await ordersPlaced()).toBe(0);
    authorities.push({ ...real, directory: `${real.directory}?next` });
    await Settings.secureHost(owner, { serviceId, name });
    await until(ended);
    expect(asked).toBe(0);
    expect(await shownNow()).toMatchObject({ state: "valid", finding: null });
    authorities.splice(0, 2, real);
  });

  test("that an authority may not issue, by records that it alone has seen, is had of the next, or waits for an hour", async () => {
    const [real] = authorities;
    if (!real) throw new Error("there is no authority");
    let placed = 0;
    const forbidden: CertificateAuthority = {
      ...real,
      async order(...asked) {
        placed += 1;
        return real.order(...asked);
      },
      async readOrder(account, url) {
        const order = await real.readOrder(account, url);
        return { ...order, status: "invalid", error: { type: "caa", detail: "CAA record prevents issuance" } };
      },
    };
    authorities.splice(0, 1, forbidden);
    await Settings.secureHost(owner, { serviceId, name });
    await until(async () => (await shownNow())?.finding !== null);
    expect((await shownNow())?.finding).toMatchObject({ code: "certificate.caa_forbids", name, found: name });
    await Settings.secureHost(owner, { serviceId, name });
    await platform.deliverFor(3_000);
    expect([placed, await ordersPlaced()]).toEqual([1, 0]);
    authorities.splice(0, 1, forbidden, { ...real, directory: `${real.directory}?next` });
    await platform.deliverFor(700);
    await until(ended);
    expect(placed).toBe(2);
    expect(await shownNow()).toMatchObject({ state: "valid", finding: null });
    authorities.splice(0, 2, real);
  });

  test("that an authority has looked at in vain five times within an hour waits until it may be tried again", async () => {
    await Settings.secureHost(owner, { serviceId, name });
    await until(ended);
    const now = platform.world.clock.now;
    await platform.world.db.transaction(platformRole, async (tx) => {
      for (let index = 0; index < 5; index++)
        await noteTry(
          tx,
          { names: [name], directory: pebble.directory, outcome: "refused" },
          new Date(now.getTime() - (50 - index) * 60_000),
        );
    });
    // The name goes, and comes again: to an authority it is the same one.
    await Settings.removeHost(owner, { serviceId, name });
    await platform.deliverFor(60);
    expect(await row()).toBeUndefined();
    await prove(name);
    await platform.deliverFor(60);
    await Settings.secureHost(owner, { serviceId, name });
    await until(async () => (await shownNow())?.finding !== null);
    expect((await shownNow())?.finding).toMatchObject({
      code: "certificate.tried_too_often",
      until: new Date(now.getTime() + 10 * 60_000).toISOString(),
    });
    expect(await ordersPlaced()).toBe(0);
    await platform.deliverFor(660);
    await until(ended);
    expect(await shownNow()).toMatchObject({ state: "valid", finding: null });
  });

  test("is nobody's to secure who has not shown whose it is", async () => {
    await Settings.addHost(owner, { serviceId, name: "www.open.garden.net" });
    const unproven = Settings.secureHost(owner, { serviceId, name: "www.open.garden.net" });
    await expect(unproven).rejects.toMatchObject({ code: "host.unverified" });
    const { owner: other } = await platform.customer();
    await expect(Settings.secureHost(other, { serviceId, name })).rejects.toMatchObject({ kind: "not_found" });
  });
});
