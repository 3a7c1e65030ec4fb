import type { X509Certificate } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { acmeAuthority } from "#core/certificates/acme/authority.ts";
import { httpsCall } from "#core/certificates/acme/https-call.ts";
import { acmeAccount, certificate, certificateOrder } from "#core/certificates/certificate.sql.ts";
import * as Certificates from "#core/certificates/index.ts";
import type { CertificateAuthority } from "#core/certificates/ports.ts";
import type { Id } from "#core/kernel/id.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import type { FakeNode } from "#core/nodes/fake-nodes.ts";
import { type TestPlatform, testPlatform } from "#core/provisioning/test-platform.ts";
import * as Settings from "#core/settings/index.ts";
import { type LocalAuthority, pebbleIsHere, startPebble } from "./pebble.ts";

const platformRole = { role: "platform" } as const;

describe.skipIf(!pebbleIsHere())("a website's own name", () => {
  const authorities: CertificateAuthority[] = [];
  const records = new Map<string, string[]>();
  let dir: string;
  let pebble: LocalAuthority;
  let platform: TestPlatform;
  let node: FakeNode & { id: Id<"node"> };
  let owner: Ctx;
  let serviceId: Id<"service">;
  let site = 0;
  let name: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "rookery-issue-"));
    const txtRecords = { of: async (record: string) => records.get(record) ?? [] };
    platform = await testPlatform({ certificateAuthorities: authorities, txtRecords });
    node = await platform.readyNode(16_384);
    const leadsHere = (host: string) => host.endsWith(".garden.net");
    pebble = await startPebble({ dir, httpPort: node.address.httpPort, leadsHere });
    authorities.push(acmeAuthority({ directory: pebble.directory, call: httpsCall({ authority: pebble.authority }) }));
  }, 240_000);
  afterAll(async () => {
    await pebble.stop();
    await platform.close();
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

  test("is nobody's to secure who has not shown whose it is", async () => {
    await Settings.addHost(owner, { serviceId, name: "www.open.garden.net" });
    const unproven = Settings.secureHost(owner, { serviceId, name: "www.open.garden.net" });
    await expect(unproven).rejects.toMatchObject({ code: "host.unverified" });
    const { owner: other } = await platform.customer();
    await expect(Settings.secureHost(other, { serviceId, name })).rejects.toMatchObject({ kind: "not_found" });
  });
});
