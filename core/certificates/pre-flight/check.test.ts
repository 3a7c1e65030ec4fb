import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { fakeDns } from "../../dns/fake-dns.ts";
import { layZone } from "../../dns/test-zone.ts";
import { zoneRecord } from "../../dns/zone.sql.ts";
import { type Id, newId } from "../../kernel/id.ts";
import type { Ctx } from "../../kernel/operation.ts";
import { member, system, type TestWorld, testWorld } from "../../kernel/test-context.ts";
import { certificate } from "../certificate.sql.ts";
import { certificatesOfDomain, check, lookNow, putRight } from "../index.ts";
import { noteTry } from "./limits.ts";

let world: TestWorld;
let ingress: Server;
let owner: Ctx;
let accountId: Id<"account">;
let domainId: Id<"domain">;
let zoneId: Id<"zone">;
let name: string;
let looks = 0;
let run = 0;
const dns = fakeDns();
/** What the website's node shows at challenge paths. */
const shown = new Map<string, string>();

beforeAll(async () => {
  world = await testWorld();
  ingress = createServer(({ url = "" }, response) => {
    const answer = shown.get(url.split("/").at(-1) ?? "");
    response.writeHead(answer === undefined ? 404 : 200).end(answer);
  });
  await new Promise<void>((resolve) => ingress.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  ingress.close();
  await world.close();
});

/** A valid certificate of a website on loopback, in a zone of ours that leads there. */
beforeEach(async () => {
  run += 1;
  name = `shop-${run}.net`;
  accountId = newId("account");
  const { port: httpPort } = ingress.address() as AddressInfo;
  const authority = { directory: "https://ca.example/directory", caaIdentities: async () => ["ca.example"] };
  const ports = { authoritativeDns: dns, certificateAuthorities: [authority] as never };
  const platform = world.as(system, ports);
  owner = world.as(member(accountId), {
    ...ports,
    certificateChecks: {
      checkCertificate: ({ certificateId }) => {
        looks += 1;
        const put = async (token: string, answer: string) => shown.set(token, answer);
        const remove = async (token: string) => shown.delete(token);
        return lookNow(platform, certificateId, async () => ({ host: "127.0.0.1", httpPort, put, remove }));
      },
    },
  });
  looks = 0;
  dns.serve(name);
  dns.set(name, "A", ["127.0.0.1"]);
  ({ zoneId, domainId } = await layZone(world, { accountId, createdBy: owner.actor, name }));
});

async function valid(more: Partial<typeof certificate.$inferInsert> = {}): Promise<Id<"certificate">> {
  const id = newId("certificate");
  const createdAt = world.clock.now;
  const [notBefore, notAfter] = [createdAt, new Date(createdAt.getTime() + 90 * 86_400_000)];
  await world.db.transaction({ role: "platform" }, (tx) =>
    tx.insert(certificate).values({
      ...{ id, accountId, names: [name], method: "http-01", state: "valid", failures: 0, createdAt },
      ...{ notBefore, notAfter, renewAt: notAfter },
      ...more,
    }),
  );
  return id;
}
const addRecord = (type: "A" | "AAAA" | "CAA", data: string) =>
  world.db.transaction({ role: "platform" }, (tx) =>
    tx.insert(zoneRecord).values({ id: newId("zoneRecord"), zoneId, accountId, name: "", type, ttl: 3600, data }),
  );
const later = () => world.clock.advance(60);

test("a valid certificate's names are looked at on demand, and what was seen and when stays with it", async () => {
  const certificateId = await valid();
  expect(await check(owner, { certificateId })).toMatchObject({
    state: "valid",
    ...{ failure: null, finding: null, check: { at: world.clock.now, finding: null } },
  });
  expect(shown.size).toBe(0);
  const at = world.clock.now;
  later();
  expect((await certificatesOfDomain(owner, { domainId })).items[0]?.check).toEqual({ at, finding: null });
});

test("the one thing that is wrong is named, put right by a change of the zone, and gone when it is looked at again", async () => {
  const certificateId = await valid();
  await addRecord("A", "127.0.0.1");
  await addRecord("AAAA", "2001:db8::1");
  dns.set(name, "AAAA", ["2001:db8::1"]);
  const found = (await check(owner, { certificateId })).check?.finding;
  expect(found).toMatchObject({ code: "certificate.ipv6_elsewhere", name, found: "2001:db8::1", fixable: true });
  expect(found?.removes).toEqual([{ name, type: "AAAA", data: "2001:db8::1" }]);
  expect((await putRight(owner, { certificateId })).check).toBeNull();
  await expect(putRight(owner, { certificateId })).rejects.toMatchObject({ code: "certificate.nothing_to_fix" });
  dns.set(name, "AAAA", []);
  expect((await check(owner, { certificateId })).check?.finding).toBeNull();
});

test("each thing that an authority would stumble over is told, and none of them twice", async () => {
  const certificateId = await valid();
  const seen = async () => {
    later();
    return (await check(owner, { certificateId })).check?.finding?.code;
  };
  dns.set(name, "A", ["198.51.100.7"]);
  expect(await seen()).toBe("certificate.address_elsewhere");
  dns.set(name, "A", []);
  expect(await seen()).toBe("certificate.no_address");
  dns.set(name, "A", ["127.0.0.1"]);
  dns.set(name, "CAA", [`0 issue "other.example"`]);
  expect(await seen()).toBe("certificate.caa_forbids");
  dns.set(name, "CAA", [`0 issue "ca.example"`]);
  expect(await seen()).toBeUndefined();
  await world.db.transaction({ role: "platform" }, async (tx) => {
    for (let count = 0; count < 5; count++)
      await noteTry(
        tx,
        { names: [name], directory: "https://ca.example/directory", outcome: "refused" },
        world.clock.now,
      );
  });
  expect(await seen()).toBe("certificate.tried_too_often");
});

test("nobody's servers are asked again within ten seconds, however often somebody presses", async () => {
  const certificateId = await valid();
  await Promise.all([check(owner, { certificateId }), check(owner, { certificateId })]);
  const before = looks;
  dns.set(name, "A", []);
  expect((await check(owner, { certificateId })).check?.finding).toBeNull();
  expect(looks).toBe(before);
  world.clock.advance(11);
  expect((await check(owner, { certificateId })).check?.finding?.code).toBe("certificate.no_address");
  expect(looks).toBe(before + 1);
});

test("what somebody brought is looked at by no authority, and what is another account's by nobody else", async () => {
  const brought = await valid({ method: "manual" });
  await expect(check(owner, { certificateId: brought })).rejects.toMatchObject({ code: "certificate.brought" });
  const certificateId = await valid({ names: [`www.${name}`] });
  const stranger = world.as(member(newId("account")), owner.ports);
  await expect(check(stranger, { certificateId })).rejects.toMatchObject({ kind: "not_found" });
  const [row] = await world.db.transaction({ role: "platform" }, (tx) =>
    tx.select({ checkedAt: certificate.checkedAt }).from(certificate).where(eq(certificate.id, certificateId)),
  );
  expect(row?.checkedAt).toBeNull();
});
