import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { membership } from "../accounts/account.sql.ts";
import { person } from "../identity/person.sql.ts";
import { type MemberRole, memberRoles } from "../kernel/actor.ts";
import { type Id, newId } from "../kernel/id.ts";
import { auditLog } from "../kernel/kernel.sql.ts";
import type { Ctx } from "../kernel/operation.ts";
import { scopes } from "../kernel/permissions.state.ts";
import { Secret } from "../kernel/secret.ts";
import { anonymous, member, staffMember, system } from "../kernel/test-context.ts";
import * as Orders from "../orders/index.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import { apiKey } from "./api-key.sql.ts";
import * as ApiKeys from "./index.ts";

let platform: TestPlatform;
let home: Awaited<ReturnType<TestPlatform["customer"]>>;
beforeAll(async () => {
  platform = await testPlatform();
  await platform.readyNode();
  home = await platform.customer();
});
afterAll(() => platform.close());

const asPlatform = { role: "platform" } as const;
const everywhere = "198.51.100.9";
const wish = { name: "CI", scopes: ["service:read"], expiresInDays: 30 } as const;
const make = (ctx: Ctx, more: Partial<Parameters<typeof ApiKeys.create>[1]> = {}) =>
  ApiKeys.create({ ...ctx, confirmedAt: platform.world.clock.now }, { ...wish, scopes: [...wish.scopes], ...more });
const open = (token: string, address = everywhere) =>
  ApiKeys.authenticate(platform.world.db, new Secret(token), platform.world.clock.now, address);
const listed = async (ctx: Ctx, id: Id<"apiKey">) => (await ApiKeys.list(ctx, {})).items.find((key) => key.id === id);
const days = (count: number) => platform.world.clock.advance(count * 86_400);

/** Somebody more in an account. */
async function colleague(role: MemberRole, at: { emailVerifiedAt: Date | null }): Promise<Ctx> {
  const personId = newId("person");
  const { accountId } = home;
  const createdAt = platform.world.clock.now;
  await platform.world.db.transaction(asPlatform, async (tx) => {
    const email = `${personId.toLowerCase()}@example.com`;
    await tx.insert(person).values({ id: personId, email, name: "Grace", passwordHash: "none", createdAt, ...at });
    await tx.insert(membership).values({ id: newId("membership"), accountId, personId, role, createdAt });
  });
  return { ...home.owner, actor: member(accountId, role, personId) };
}

describe("a new key", () => {
  test("is shown once, opens its account with its scopes, and is stored as a digest", async () => {
    const { key, token } = await make(home.owner, {
      networks: ["203.0.113.0/24"],
      scopes: ["order:read", "order:read"],
    });
    expect(token.startsWith(`${key.prefix}_`)).toBe(true);
    expect(await open(token, "203.0.113.9")).toEqual({
      type: "key",
      keyId: key.id,
      accountId: home.accountId,
      scopes: ["order:read"],
    });
    const everyRow = await platform.world.db.transaction(asPlatform, (tx) => tx.select().from(apiKey));
    const secret = token.slice(key.prefix.length + 1);
    expect(JSON.stringify(everyRow)).not.toContain(secret);
    expect(JSON.stringify(await ApiKeys.list(home.owner, {}))).not.toContain(secret);
  });

  test("leaves its name, its scopes and its end in the audit log, and no secret", async () => {
    const { key, token } = await make(home.owner, { name: "Deploy" });
    const rows = await platform.world.db.transaction(asPlatform, (tx) =>
      tx.select().from(auditLog).where(eq(auditLog.target, key.id)),
    );
    expect(rows).toMatchObject([
      {
        action: "api_key.create",
        accountId: home.accountId,
        // Its name is somebody's words, and stands beside the log.
        after: {
          name: { personal: expect.any(String) },
          prefix: key.prefix,
          scopes: ["service:read"],
          expiresAt: key.expiresAt.toISOString(),
        },
      },
    ]);
    expect(JSON.stringify(rows)).not.toContain(token.slice(key.prefix.length + 1));
  });

  test("ends after the days that were chosen, and none is made for longer than a year or for ever", async () => {
    for (const expiresInDays of [30, 90, 365] as const) {
      const { key } = await make(home.owner, { expiresInDays });
      expect(key.expiresAt.getTime() - key.createdAt.getTime()).toBe(expiresInDays * 86_400_000);
    }
    for (const expiresInDays of [0, 1, 366, 1e9, -30, undefined]) {
      await expect(make(home.owner, { expiresInDays: expiresInDays as never })).rejects.toThrow("expiresInDays");
    }
    const late = new Date(platform.world.clock.now.getTime() + 367 * 86_400_000);
    const forging = platform.world.db.transaction(asPlatform, (tx) => tx.update(apiKey).set({ expiresAt: late }));
    await expect(forging).rejects.toMatchObject({ cause: { constraint: "api_key_ends" } });
  });

  test("is made by owners and administrators who showed lately who they are, and by nobody and nothing else", async () => {
    const grace = await colleague("administrator", { emailVerifiedAt: platform.world.clock.now });
    expect((await make(grace)).key.createdBy).toMatchObject({ name: "Grace", role: "administrator" });
    for (const role of memberRoles) {
      if (role === "owner" || role === "administrator") continue;
      await expect(make(home.as(role)), role).rejects.toMatchObject({ code: "auth.forbidden" });
    }
    const key = await open((await make(home.owner, { scopes: [...scopes] })).token);
    for (const actor of [key, anonymous, system, staffMember()]) {
      await expect(make({ ...home.owner, actor })).rejects.toThrow();
    }
    const { confirmedAt: _, ...unconfirmed } = home.owner;
    const input = { ...wish, scopes: [...wish.scopes] };
    await expect(ApiKeys.create(unconfirmed, input)).rejects.toMatchObject({ code: "auth.confirmation_required" });
  });

  test("is not made by whoever sees chosen websites alone, or reads no mail at their address", async () => {
    if (home.owner.actor.type !== "member") throw new Error("the owner is a member");
    const limited = { ...home.owner, actor: { ...home.owner.actor, serviceIds: [newId("service")] } };
    await expect(make(limited)).rejects.toMatchObject({ code: "key.limited_member" });
    const unverified = await colleague("administrator", { emailVerifiedAt: null });
    await expect(make(unverified)).rejects.toMatchObject({ code: "identity.email_unverified" });
  });

  test("has no scope that keys cannot have", async () => {
    for (const scope of ["key:manage", "key:read", "member:manage", "order:refund", "node:read", "service", "*", ""]) {
      await expect(make(home.owner, { scopes: [scope as never] }), scope).rejects.toThrow("scopes");
    }
    await expect(make(home.owner, { scopes: [] })).rejects.toThrow("Choose what the key may do");
  });

  test("is one of fifty at most that work at one time", async () => {
    const other = await platform.customer();
    const made = await Promise.all(Array.from({ length: 10 }, () => make(other.owner)));
    for (let i = 10; i < 50; i++) await make(other.owner);
    await expect(make(other.owner)).rejects.toMatchObject({ code: "key.too_many" });
    await ApiKeys.revoke(other.owner, { keyId: made[0]?.key.id ?? newId("apiKey") });
    await expect(make(other.owner)).resolves.toMatchObject({ key: { name: "CI" } });
  });
});

describe("a key of chosen websites", () => {
  let chosen: Id<"service">;
  beforeAll(async () => {
    const { id: orderId } = await platform.paidOrder(home.owner, "chosen-site");
    const { serviceId } = await Orders.get(home.owner, { orderId });
    if (serviceId === null) throw new Error("the site is not there");
    chosen = serviceId;
  });

  test("carries them to what it asks", async () => {
    const { key, token } = await make(home.owner, {
      serviceIds: [chosen, chosen],
      scopes: ["service:read", "order:read"],
    });
    expect(key.serviceIds).toEqual([chosen]);
    expect(await open(token)).toMatchObject({ type: "key", serviceIds: [chosen] });
  });

  test("has no scope that reaches the whole account", async () => {
    for (const scope of ["order:place", "order:pay", "activity:read"] as const) {
      const making = make(home.owner, { serviceIds: [chosen], scopes: ["service:read", scope] });
      await expect(making, scope).rejects.toMatchObject({ code: "input.invalid", fields: [{ path: "scopes" }] });
    }
  });

  test("is of websites of its own account", async () => {
    const other = await platform.customer();
    await expect(make(other.owner, { serviceIds: [chosen] })).rejects.toMatchObject({ kind: "not_found" });
    await expect(make(home.owner, { serviceIds: [newId("service")] })).rejects.toMatchObject({ kind: "not_found" });
    await expect(make(home.owner, { serviceIds: [] })).rejects.toThrow("Choose a website");
  });
});

describe("the list of keys", () => {
  test("has those that work first, then those that ended within ninety days, of this account alone", async () => {
    const other = await platform.customer();
    const [first, second, third] = [
      await make(other.owner, { name: "First" }),
      await make(other.owner, { name: "Second", expiresInDays: 365 }),
      await make(other.owner, { name: "Third", expiresInDays: 365 }),
    ];
    await ApiKeys.revoke(other.owner, { keyId: third.key.id });
    const names = async (ctx: Ctx) => (await ApiKeys.list(ctx, {})).items.map(({ name }) => name);
    expect(await names(other.owner)).toEqual(["Second", "First", "Third"]);
    days(31);
    expect(await names(other.owner)).toEqual(["Second", "Third", "First"]);
    days(60);
    expect(await names(other.owner)).toEqual(["Second", "First"]);
    expect((await ApiKeys.list(home.owner, {})).items.some(({ id }) => id === first.key.id)).toBe(false);
    expect(second.key.createdBy).toMatchObject({ name: "Ada", role: "owner" });
  });

  test("is for owners and administrators, and for no key", async () => {
    await expect(ApiKeys.list(home.as("administrator"), {})).resolves.toBeDefined();
    for (const role of ["billing", "technical", "reader"] as const) {
      await expect(ApiKeys.list(home.as(role), {})).rejects.toMatchObject({ code: "auth.forbidden" });
    }
    const actor = await open((await make(home.owner, { scopes: [...scopes] })).token);
    await expect(ApiKeys.list({ ...home.owner, actor }, {})).rejects.toMatchObject({ code: "auth.forbidden" });
  });

  test("says when whoever made a key has left; the key stays the account's", async () => {
    const grace = await colleague("administrator", { emailVerifiedAt: platform.world.clock.now });
    const { key, token } = await make(grace);
    if (grace.actor.type !== "member") throw new Error("a colleague is a member");
    const { personId } = grace.actor;
    await platform.world.db.transaction(asPlatform, (tx) =>
      tx.delete(membership).where(eq(membership.personId, personId)),
    );
    expect((await listed(home.owner, key.id))?.createdBy).toMatchObject({ personId, role: null });
    expect(await open(token)).toMatchObject({ type: "key", accountId: home.accountId });
  });
});

describe("a revoked key", () => {
  test("opens nothing from that moment on, and says when", async () => {
    const { key, token } = await make(home.owner);
    await open(token);
    const revoked = await ApiKeys.revoke(home.owner, { keyId: key.id });
    expect(revoked.revokedAt).toEqual(platform.world.clock.now);
    await expect(open(token)).rejects.toMatchObject({ kind: "unauthenticated", code: "key.refused" });
  });

  test("was revoked once, however many try at the same moment", async () => {
    const { key } = await make(home.owner);
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => ApiKeys.revoke(home.owner, { keyId: key.id })),
    );
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const tried of tries) {
      if (tried.status === "rejected") expect(tried.reason).toMatchObject({ code: "key.revoked_already" });
    }
    const rows = await platform.world.db.transaction(asPlatform, (tx) =>
      tx.select({ action: auditLog.action }).from(auditLog).where(eq(auditLog.target, key.id)),
    );
    expect(rows.filter(({ action }) => action === "api_key.revoke")).toHaveLength(1);
  });

  test("of another account does not exist, and goes on", async () => {
    const other = await platform.customer();
    const { key, token } = await make(home.owner);
    await expect(ApiKeys.revoke(other.owner, { keyId: key.id })).rejects.toMatchObject({ code: "key.not_found" });
    await expect(open(token)).resolves.toMatchObject({ type: "key" });
  });
});
