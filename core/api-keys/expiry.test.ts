import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { membership } from "../accounts/account.sql.ts";
import { person } from "../identity/person.sql.ts";
import { type Id, newId } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as ApiKeys from "./index.ts";

let platform: TestPlatform;
let owner: Ctx;
let accountId: Id<"account">;
beforeAll(async () => {
  platform = await testPlatform();
  ({ owner, accountId } = await platform.customer());
});
afterAll(() => platform.close());

const make = (name: string, expiresInDays: 30 | 90 | 365 = 30) =>
  ApiKeys.create(
    { ...owner, confirmedAt: platform.world.clock.now },
    { name, scopes: ["service:read"], expiresInDays },
  );
const days = (count: number) => platform.world.clock.advance(count * 86_400);
const ending = () => ApiKeys.ending(platform.asSystem, {});
const told = () => platform.world.announced.filter(({ type }) => type === "api_key.warned");

test("the end of a key is announced seven days before, once, and not of one that was revoked or has ended", async () => {
  const { key } = await make("CI");
  const gone = await make("Gone");
  await make("Later", 90);
  await ApiKeys.revoke(owner, { keyId: gone.key.id });
  platform.world.clock.advance(23 * 86_400 - 1);
  expect(await ending()).toEqual([]);
  platform.world.clock.advance(1);
  expect(await ending()).toEqual([key.id]);
  await ApiKeys.warn(platform.asSystem, { keyId: key.id });
  await ApiKeys.warn(platform.asSystem, { keyId: key.id });
  expect(told()).toMatchObject([{ subject: key.id }]);
  expect(await ending()).toEqual([]);
  const late = await make("Late");
  days(31);
  expect(await ending()).not.toContain(late.key.id);
});

test("it is announced to who made the key, or to an owner when they may not manage keys any more", async () => {
  const { key } = await make("CI");
  const asPlatform = { role: "platform" } as const;
  const about = () => platform.world.db.transaction(asPlatform, (tx) => ApiKeys.endingAndPerson(tx, key.id));
  expect(await about()).toMatchObject({ name: "CI", prefix: key.prefix, to: { name: "Ada" } });
  const next = newId("person");
  const createdAt = platform.world.clock.now;
  await platform.world.db.transaction(asPlatform, async (tx) => {
    await tx
      .insert(person)
      .values({ id: next, email: "next@example.com", name: "Grace", passwordHash: "-", createdAt });
    await tx
      .insert(membership)
      .values({ id: newId("membership"), accountId, personId: next, role: "owner", createdAt });
    await tx.update(membership).set({ role: "technical" }).where(eq(membership.personId, key.createdBy.personId));
  });
  expect(await about()).toMatchObject({ to: { name: "Grace", email: "next@example.com" } });
  await ApiKeys.revoke(owner, { keyId: key.id });
  expect(await about()).toBeUndefined();
});

test("only the platform looks for what ends", async () => {
  await expect(ApiKeys.ending(owner, {})).rejects.toMatchObject({ code: "auth.forbidden" });
  const { key } = await make("CI");
  await expect(ApiKeys.warn(owner, { keyId: key.id })).rejects.toMatchObject({ code: "auth.forbidden" });
});
