import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { acmeAuthority } from "#core/certificates/acme/authority.ts";
import { httpsCall } from "#core/certificates/acme/https-call.ts";
import type { CertificateAuthority } from "#core/certificates/ports.ts";
import * as Dns from "#core/dns/index.ts";
import { zoneRecord } from "#core/dns/zone.sql.ts";
import * as Domains from "#core/domains/index.ts";
import type { Id } from "#core/kernel/id.ts";
import { list as operationsOf } from "#core/kernel/long-operation/index.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import type { FakeNode } from "#core/nodes/fake-nodes.ts";
import { type TestPlatform, testPlatform } from "#core/provisioning/test-platform.ts";
import * as Releases from "#core/releases/index.ts";
import * as Settings from "#core/settings/index.ts";
import { type LocalAuthority, pebbleIsHere, startPebble } from "./pebble.ts";

/** Much of it is other programs starting. */
const patienceMs = 240_000;
const platformRole = { role: "platform" } as const;

describe.skipIf(!pebbleIsHere())("a domain held elsewhere that is connected with a website", () => {
  const authorities: CertificateAuthority[] = [];
  let dir: string;
  let pebble: LocalAuthority;
  let platform: TestPlatform;
  let node: FakeNode & { id: Id<"node"> };
  let owner: Ctx;
  let serviceId: Id<"service">;
  let domain: Domains.Domain;
  let count = 0;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "rookery-connect-"));
    platform = await testPlatform({ certificateAuthorities: authorities });
    node = await platform.readyNode(16_384);
    const leadsHere = (host: string) => host.endsWith("garden.net");
    pebble = await startPebble({ dir, httpPort: node.address.httpPort, leadsHere });
    authorities.push(acmeAuthority({ directory: pebble.directory, call: httpsCall({ authority: pebble.authority }) }));
  }, patienceMs);
  afterAll(async () => {
    await pebble?.stop();
    await platform?.close();
    await rm(dir, { recursive: true });
  });

  async function provenDomain(ctx: Ctx, name: string): Promise<Domains.Domain> {
    const added = await Domains.addExternalDomain(ctx, { name });
    platform.dns.serve(name);
    platform.dns.set(`_rookery-challenge.${name}`, "TXT", [added.proof?.value ?? ""]);
    await platform.deliverFor(30);
    return Domains.get(ctx, { domainId: added.id });
  }

  beforeEach(async () => {
    count += 1;
    ({ owner } = await platform.customer());
    const order = await platform.paidOrder(owner, `garden-${count}`);
    await platform.deliverFor(60);
    serviceId = order.serviceId as Id<"service">;
    domain = await provenDomain(owner, `no-${count}-garden.net`);
  });

  const records = async () => {
    const rows = await platform.world.db.transaction(platformRole, (tx) => tx.select().from(zoneRecord));
    return rows.filter(({ owner: whose }) => whose === serviceId);
  };
  const operation = async (connectionId: string) => (await operationsOf(owner, { subject: connectionId })).items[0];
  /** Pebble works by a clock of its own; zones are looked at by a function of their own. */
  async function until(condition: () => Promise<boolean>): Promise<void> {
    while (!(await condition())) {
      const zone = await platform.world.db.transaction(platformRole, (tx) => Dns.zoneOfDomain(tx, domain.id));
      if (zone) await Dns.converge(platform.asSystem, { zoneId: zone.id });
      await platform.deliverFor(5);
      await new Promise((next) => setTimeout(next, 20));
    }
  }
  const setRecords = (...names: string[]) => {
    for (const name of names) platform.dns.set(name, "A", [node.address.host]);
  };
  const route = () => node.routes.get(`s-${serviceId.slice(4).toLowerCase()}`);

  test("waits for its records, then answers by https with both names, and leaves nothing when they go", async () => {
    const { name } = domain;
    const www = `www.${name}`;
    const { connectionId } = await Settings.connectName(owner, { serviceId, name, partner: true });
    await until(async () => (await operation(connectionId))?.waitingFor?.code === "host.records_missing");
    expect((await records()).map((record) => [record.name, record.type, record.data]).toSorted()).toEqual([
      ["", "A", node.address.host],
      ["www", "A", node.address.host],
    ]);
    setRecords(name, www);
    await until(async () => (await operation(connectionId))?.state === "succeeded");
    expect(route()).toMatchObject({
      hosts: [expect.any(String), name, www],
      tls: { hosts: [name, www], redirectPort: node.address.httpsPort },
      redirects: [{ from: www, to: `https://${name}:${node.address.httpsPort}`, code: 301, keepPath: true }],
    });
    const { hosts } = await Settings.hostsOfDomain(owner, { domainId: domain.id });
    expect(hosts).toMatchObject([
      { name, serviceId, leadsTo: null, certificate: { state: "valid" } },
      { name: www, serviceId, leadsTo: name, certificate: { state: "valid" } },
    ]);

    await Settings.setHttps(owner, { serviceId, httpsOnly: true, hstsSeconds: 86_400 });
    await platform.deliverFor(10);
    expect(route()?.tls).toMatchObject({ hstsSeconds: 86_400 });
    await Settings.setHttps(owner, { serviceId, httpsOnly: false, hstsSeconds: null });
    await platform.deliverFor(10);
    expect(route()?.tls).toEqual({ hosts: [name, www] });

    await Settings.setPrimaryHost(owner, { serviceId, name });
    await platform.deliverFor(10);
    await Releases.redeploy(owner, { serviceId });
    await platform.deliverFor(60);
    expect((await Releases.list(owner, { serviceId })).items[0]).toMatchObject({ number: 2, state: "live" });

    for (const host of [www, name]) {
      await Settings.removeHost(owner, { serviceId, name: host });
      await platform.deliverFor(10);
    }
    expect(await records()).toEqual([]);
    expect(route()).not.toHaveProperty("tls");
    expect(node.certificates.size).toBe(0);
  });

  test("says with its names what keeps its certificate waiting, so that it can be said in any language", async () => {
    const { name } = domain;
    const { connectionId } = await Settings.connectName(owner, { serviceId, name });
    setRecords(name);
    platform.dns.set(name, "AAAA", ["2001:db8::9"]);
    await until(async () => (await operation(connectionId))?.waitingFor?.code === "certificate.ipv6_elsewhere");
    expect((await operation(connectionId))?.waitingFor).toEqual({
      code: "certificate.ipv6_elsewhere",
      message: `The IPv6 address of ${name}, 2001:db8::9, is not where your website is. Remove that AAAA record.`,
      about: { name, found: "2001:db8::9", until: null },
    });
    await Settings.removeHost(owner, { serviceId, name });
  });

  test("that is taken away while it waits is waited for no more", async () => {
    const { name } = domain;
    const { connectionId } = await Settings.connectName(owner, { serviceId, name: `shop.${name}` });
    await until(async () => (await operation(connectionId))?.waitingFor?.code === "host.records_missing");
    await Settings.removeHost(owner, { serviceId, name: `shop.${name}` });
    await platform.deliverFor(120);
    expect((await operation(connectionId))?.state).toBe("failed");
    expect(await records()).toEqual([]);
  });

  test("is refused where its domain is not the account's, and where another website has the name", async () => {
    const stranger = await platform.customer();
    const order = await platform.paidOrder(stranger.owner, `strange-${count}`);
    await platform.deliverFor(60);
    const theirs = { serviceId: order.serviceId as Id<"service">, name: `www.${domain.name}` };
    await Domains.addExternalDomain(stranger.owner, { name: domain.name });
    await expect(Settings.connectName(stranger.owner, theirs)).rejects.toMatchObject({ code: "host.no_domain" });
    await expect(Settings.connectName(stranger.owner, { ...theirs, serviceId })).rejects.toMatchObject({
      kind: "not_found",
    });
    await Settings.connectName(owner, { serviceId, name: domain.name });
    await platform.deliverFor(10);
    await expect(Settings.connectName(owner, { serviceId, name: domain.name })).rejects.toMatchObject({
      code: "host.known",
    });
    const second = await platform.paidOrder(owner, `second-${count}`);
    await platform.deliverFor(60);
    const elsewhere = { serviceId: second.serviceId as Id<"service">, name: domain.name };
    await expect(Settings.connectName(owner, elsewhere)).rejects.toMatchObject({ code: "host.taken" });
  });
});
