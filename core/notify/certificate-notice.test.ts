import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { membership } from "../accounts/account.sql.ts";
import * as Certificates from "../certificates/index.ts";
import { type TestCertificate, testCertificate } from "../certificates/test-chain.ts";
import { domain } from "../domains/domain.sql.ts";
import * as Domains from "../domains/index.ts";
import { person } from "../identity/person.sql.ts";
import { type Id, newId } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import type { MemberRole } from "../kernel/roles.state.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Settings from "../settings/index.ts";
import { compose } from "./index.ts";

const dayMs = 86_400_000;
let platform: TestPlatform;
let root: TestCertificate;
let owner: Ctx;
let accountId: Id<"account">;
let domainId: Id<"domain">;
let name: string;
let count = 0;

beforeAll(async () => {
  platform = await testPlatform();
  root = testCertificate("Root", { now: platform.world.clock.now, days: 4_000 });
});
afterAll(() => platform.close());
beforeEach(async () => {
  count += 1;
  name = `ending-${count}.com`;
  ({ owner, accountId } = await platform.customer());
  ({ id: domainId } = await Domains.addExternalDomain(owner, { name }));
  const provenAt = platform.world.clock.now;
  await asPlatform((tx) => tx.update(domain).set({ provenAt }).where(eq(domain.id, domainId)));
});

const asPlatform = <T>(work: Parameters<typeof platform.world.db.transaction<T>>[1]) =>
  platform.world.db.transaction({ role: "platform" }, work);
const pass = (days: number) => platform.world.clock.advance((days * dayMs) / 1000);

async function bring(days: number, names = [name]): Promise<Id<"certificate">> {
  const leaf = testCertificate(name, { now: platform.world.clock.now, names, by: root, days });
  const pem = `${leaf.pem}${root.pem}${leaf.keyPem}`;
  return (await Settings.uploadCertificate(owner, { domainId, pem })).id;
}

/** As the sweep does each minute, twice at a time; what it has told since it was last asked. */
async function told(certificateId: Id<"certificate">) {
  const before = platform.world.announced.length;
  for (const due of [
    await Certificates.ending(platform.asSystem, {}),
    await Certificates.ending(platform.asSystem, {}),
  ])
    await Promise.all([...due, ...due].map((one) => Certificates.remind(platform.asSystem, { certificateId: one })));
  return platform.world.announced
    .slice(before)
    .filter(({ type, subject }) => type === "certificate.ending" && subject === certificateId).length;
}

const mail = (certificateId: Id<"certificate">) =>
  compose(platform.asSystem, { eventId: newId("event"), type: "certificate.ending", subject: certificateId });

async function colleague(role: MemberRole, serviceIds?: Id<"service">[]): Promise<string> {
  const [id, createdAt] = [newId("person"), platform.world.clock.now];
  const email = `${id}@example.com`;
  await asPlatform(async (tx) => {
    const who = { id, email, name: "Bo", passwordHash: "none", emailVerifiedAt: createdAt, createdAt };
    await tx.insert(person).values(who);
    await tx
      .insert(membership)
      .values({ id: newId("membership"), accountId, personId: id, role, createdAt, serviceIds: serviceIds ?? null });
  });
  return email;
}

test("thirty days before a brought certificate ends, seven days before and when it has, who may bring the next is told once", async () => {
  const certificateId = await bring(90);
  const technical = await colleague("technical");
  const others = [await colleague("billing"), await colleague("technical", [newId("service")])];
  expect(await told(certificateId)).toBe(0);
  pass(59);
  expect(await told(certificateId)).toBe(0);
  pass(1);
  expect(await told(certificateId)).toBe(1);
  pass(1);
  expect(await told(certificateId)).toBe(0);
  const first = await mail(certificateId);
  const on = new Date(platform.world.clock.now.getTime() + 29 * dayMs).toISOString().slice(0, 10);
  expect(first?.subject).toBe(`The certificate of ${name} ends on ${on}`);
  expect(first?.text).toContain(`https://portal.example/domains/${domainId}/certificates`);
  expect(first?.to.split(", ")).toHaveLength(2);
  expect(first?.to).toContain(technical);
  for (const other of others) expect(first?.to).not.toContain(other);
  pass(22);
  expect(await told(certificateId)).toBe(1);
  pass(7);
  expect(await told(certificateId)).toBe(1);
  expect((await mail(certificateId))?.subject).toBe(`The certificate of ${name} has ended`);
  pass(2);
  expect(await told(certificateId)).toBe(0);
});

test("who brings one that ends soon is told of the next mark only, and nobody of what ended long ago", async () => {
  const short = await bring(20);
  expect(await told(short)).toBe(0);
  pass(13);
  expect(await told(short)).toBe(1);
  const forgotten = await bring(40);
  pass(50);
  expect(await told(forgotten)).toBe(0);
});

test("once the next one is there, or the certificate is gone, nobody is told of its end", async () => {
  const certificateId = await bring(60, [name, `shop.${name}`]);
  pass(31);
  const partly = await bring(400);
  expect(await mail(certificateId)).not.toBeNull();
  await bring(400, [name, `*.${name}`]);
  expect(await mail(certificateId)).toBeNull();
  await Settings.removeCertificate(owner, { certificateId: partly });
  expect(await mail(partly)).toBeNull();
});
