import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as Dns from "../dns/index.ts";
import { zone, zoneRecord } from "../dns/zone.sql.ts";
import { domain } from "../domains/domain.sql.ts";
import * as Domains from "../domains/index.ts";
import { newId } from "../kernel/id.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import { compose } from "./index.ts";

let platform: TestPlatform;

beforeAll(async () => {
  platform = await testPlatform();
});
afterAll(() => platform.close());

test("who may change a zone is told which of its records could be taken over, and nobody once they are put right", async () => {
  const { owner } = await platform.customer();
  const { id: domainId } = await Domains.addExternalDomain(owner, { name: "grün.com" });
  const asPlatform = <T>(work: Parameters<typeof platform.world.db.transaction<T>>[1]) =>
    platform.world.db.transaction({ role: "platform" }, work);
  const provenAt = platform.world.clock.now;
  await asPlatform((tx) => tx.update(domain).set({ provenAt }).where(eq(domain.id, domainId)));
  const { id: zoneId, accountId } = await Dns.create(owner, { domainId, hosted: "rookery" });
  const record = { name: "", type: "MX" as const, ttl: 3600, data: "10 mail.lapsed.net." };
  const other = { name: "old", type: "CNAME" as const, ttl: 3600, data: "gone.alive.net." };
  const times = { firstAt: provenAt.toISOString(), provenAt: provenAt.toISOString() };
  await asPlatform(async (tx) => {
    const ids = { zoneId, accountId };
    await tx.insert(zoneRecord).values([record, other].map((one) => ({ ...one, ...ids, id: newId("zoneRecord") })));
    const dangling = [
      { ...record, ...times, code: "dangling.domain_lapsed" as const, target: "lapsed.net" },
      { ...other, ...times, code: "dangling.target_gone" as const, target: "gone.alive.net" },
    ];
    await tx.update(zone).set({ dangling }).where(eq(zone.id, zoneId));
  });
  const mail = () => compose(platform.asSystem, { eventId: newId("event"), type: "zone.endangered", subject: zoneId });
  const told = await mail();
  expect(told?.subject).toBe("Records of grün.com could be taken over");
  expect(told?.text).toContain("  grün.com (MX) leads to lapsed.net, a domain that does not exist\n");
  expect(told?.text).not.toContain("gone.alive.net");
  expect(told?.text).toContain(`https://portal.example/domains/${domainId}/dns`);
  await asPlatform((tx) => tx.delete(zoneRecord).where(eq(zoneRecord.zoneId, zoneId)));
  expect(await mail()).toBeNull();
});
