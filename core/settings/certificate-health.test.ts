import { afterAll, beforeAll, expect, test } from "vitest";
import { certificate } from "../certificates/certificate.sql.ts";
import { domain } from "../domains/domain.sql.ts";
import { type Id, newId } from "../kernel/id.ts";
import { member, staffMember, type TestWorld, testWorld } from "../kernel/test-context.ts";
import { serviceHost } from "./front.sql.ts";
import { certificateHealth } from "./index.ts";

const dayMs = 86_400_000;
let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const after = (days: number) => new Date(world.clock.now.getTime() + days * dayMs);
const health = () => certificateHealth(world.as(staffMember("support")), {});
type New = typeof certificate.$inferInsert;

/** What an account has, straight as rows. */
async function given(rows: readonly (Partial<New> & Pick<New, "names" | "method" | "state">)[], hosts: string[] = []) {
  const accountId = newId("account");
  const domainId = newId("domain");
  const [createdAt, ids] = [after(-90), rows.map(() => newId("certificate"))];
  await world.db.transaction({ role: "platform" }, async (tx) => {
    const name = rows[0]?.names[0]?.replace(/^\*\./, "") ?? "";
    const own = { id: domainId, accountId, name, registrar: "external", state: "active", nameServers: [] } as const;
    await tx.insert(domain).values({ ...own, locked: false, autoRenew: false, provenAt: createdAt, createdAt });
    for (const [index, row] of rows.entries()) {
      const id = ids[index] ?? newId("certificate");
      await tx.insert(certificate).values({ id, accountId, failures: 0, createdAt, ...row });
    }
    for (const host of hosts) {
      const at = { accountId, serviceId: newId("service"), name: host, challenge: "x", verifiedAt: createdAt };
      await tx.insert(serviceHost).values({ ...at, createdAt });
    }
  });
  return { accountId, domainId, ids: ids as Id<"certificate">[] };
}

test("staff see what needs somebody, with the domain and the websites that it is for, and nothing that is well", async () => {
  const directory = "https://ca.example/directory";
  const valid = { method: "http-01", state: "valid", directory, notBefore: after(-80), chain: "x" } as const;
  const failure = { failureCode: "certificate.refused", failureMessage: "No.", failedAt: after(-1) };
  const { accountId, domainId, ids } = await given(
    [
      { ...valid, names: ["shop.example"], notAfter: after(10), renewAt: after(-2) },
      { ...valid, names: ["www.shop.example"], notBefore: after(-10), notAfter: after(80), renewAt: after(50) },
      { names: ["*.shop.example"], method: "dns-01", state: "failed", failures: 3, ...failure },
      { names: ["mail.shop.example"], method: "manual", state: "valid", notBefore: after(-80), notAfter: after(13) },
      { names: ["far.shop.example"], method: "manual", state: "valid", notBefore: after(-80), notAfter: after(20) },
    ],
    ["shop.example", "a.shop.example"],
  );
  await given([{ ...valid, names: ["other.example"], notBefore: after(-1), notAfter: after(89), renewAt: after(60) }]);
  const found = await health();
  expect(found).toMatchObject({ valid: 5, failing: 1, late: 2 });
  expect(found.authorities).toEqual(
    expect.arrayContaining([
      { directory, valid: 3, failing: 0 },
      { directory: null, valid: 2, failing: 1 },
    ]),
  );
  const byId = new Map(found.items.map((item) => [item.id, item]));
  expect([...byId.keys()].toSorted()).toEqual([ids[0], ids[2], ids[3]].toSorted());
  for (const item of found.items) expect(item).toMatchObject({ accountId, domainId });
  const hostsOf = (index: number) => byId.get(ids[index] ?? newId("certificate"))?.services.map(({ host }) => host);
  expect([hostsOf(0), hostsOf(2), hostsOf(3)]).toEqual([["shop.example"], ["a.shop.example"], []]);
  expect(byId.get(ids[2] ?? newId("certificate"))).toMatchObject({
    late: false,
    failure: { code: "certificate.refused", inARow: 3 },
  });
});

test("no customer sees it", async () => {
  await expect(certificateHealth(world.as(member(newId("account"))), {})).rejects.toMatchObject({ kind: "forbidden" });
});
