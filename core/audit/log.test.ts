import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { membership } from "../accounts/account.sql.ts";
import { person } from "../identity/person.sql.ts";
import type { Actor, MemberRole } from "../kernel/actor.ts";
import { memberRoles } from "../kernel/actor.ts";
import { type Id, newId } from "../kernel/id.ts";
import { type Audit, type Ctx, record } from "../kernel/operation.ts";
import { anonymous, member, staffMember, system } from "../kernel/test-context.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import { sentenceText } from "./entry.ts";
import * as AuditLog from "./index.ts";

let platform: TestPlatform;
let ours: Awaited<ReturnType<TestPlatform["customer"]>>;
let theirs: typeof ours;
beforeAll(async () => {
  platform = await testPlatform();
  ours = await platform.customer();
  theirs = await platform.customer();
});
afterAll(() => platform.close());

const as = (actor: Actor): Ctx => ({ ...platform.asSystem, actor });
const write = (ctx: Ctx, action: string, audit: Audit) =>
  platform.world.db.transaction({ role: "platform" }, (tx) => record({ tx, ctx }, action, audit, []));
const sentencesOf = ({ items }: Awaited<ReturnType<typeof AuditLog.log>>) => items.map(sentenceText);

/** A fresh account with somebody in it, so that a test sees its own rows only. */
async function home(role: MemberRole = "owner") {
  const { accountId } = await platform.customer();
  const personId = newId("person");
  await platform.world.db.transaction({ role: "platform" }, async (tx) => {
    const createdAt = platform.world.clock.now;
    await tx
      .insert(person)
      .values({ id: personId, email: `${personId}@example.com`, name: "Robin", passwordHash: "none", createdAt });
    await tx.insert(membership).values({ id: newId("membership"), accountId, personId, role, createdAt });
  });
  const about = (target: string, more: Partial<Audit> = {}): Audit => ({ target, accountId, ...more });
  return { accountId, personId, actor: member(accountId, role, personId), owner: as(member(accountId)), about };
}

describe("what customers see", () => {
  test("is their account's rows and never another account's, whatever they ask for", async () => {
    const order = await platform.paidOrder(theirs.owner, "their-shop");
    const own = await platform.paidOrder(ours.owner, "our-shop");
    const seen = await AuditLog.activity(ours.owner, { limit: 100 });
    expect(seen.items.length).toBeGreaterThan(2);
    expect(JSON.stringify(seen)).not.toMatch(new RegExp(`their-shop|${order.id}|${theirs.accountId}`));
    expect(new Set(seen.items.map(({ target }) => target.id))).toContain(own.id);

    for (const hostile of [
      { target: order.id },
      { cursor: "zzz" },
      { cursor: "' or 1=1 --" },
      { accountId: theirs.accountId },
      { family: "order" as const, limit: 100, accountId: theirs.accountId },
    ]) {
      const narrowed = await AuditLog.activity(ours.owner, hostile);
      expect(JSON.stringify(narrowed)).not.toContain(order.id);
      const { text } = await AuditLog.exportActivity(ours.owner, { ...hostile, format: "json" });
      expect(text).not.toContain(order.id);
    }
  });

  test("is for owners and administrators", async () => {
    for (const role of memberRoles) {
      const asked = AuditLog.activity(ours.as(role), {});
      if (role === "owner" || role === "administrator") await expect(asked).resolves.toBeTruthy();
      else await expect(asked).rejects.toMatchObject({ kind: "forbidden" });
    }
    await expect(AuditLog.activity(as(anonymous), {})).rejects.toMatchObject({ kind: "unauthenticated" });
    await expect(AuditLog.log(ours.owner, {})).rejects.toMatchObject({ kind: "forbidden" });
    await expect(AuditLog.exportLog(ours.owner, {})).rejects.toMatchObject({ kind: "forbidden" });
  });

  test("names nobody of the staff: they are the support, with their reason", async () => {
    const { owner, about } = await home();
    const operator = staffMember("operator");
    await platform.world.db.transaction({ role: "platform" }, (tx) =>
      tx.insert(person).values({
        ...{ id: personIdOf(operator), email: `${personIdOf(operator)}@example.com`, name: "Sascha Secret" },
        ...{ passwordHash: "none", staffRole: "operator", createdAt: platform.world.clock.now },
      }),
    );
    const service = newId("service");
    await write(as(operator), "service.suspend", about(service, { after: { reason: "Phishing reported" } }));

    const [entry] = (await AuditLog.activity(owner, { actor: "staff" })).items;
    expect(entry?.actor).toEqual({ kind: "staff", personId: null, name: "Support (Rookery)", detail: null });
    expect(entry?.reason).toBe("Phishing reported");
    expect(entry && sentenceText(entry)).toBe("Support (Rookery) suspended a website");
    const { text } = await AuditLog.exportActivity(owner, {});
    expect(JSON.stringify(entry) + text).not.toMatch(new RegExp(`Sascha|${personIdOf(operator)}|operator`));
    // Nor does asking for an id tell whose it is.
    expect((await AuditLog.activity(owner, { personId: personIdOf(operator) })).items).toEqual([]);

    const [full] = (await AuditLog.log(platform.asStaff("support"), { target: service })).items;
    expect(full?.actor).toMatchObject({ name: "Sascha Secret", personId: personIdOf(operator), detail: "operator" });
  });

  test("leaves out the steps inside the platform, and where things are inside it", async () => {
    const { owner, about, accountId } = await home();
    const target = newId("service");
    await write(platform.asSystem, "service.place", about(target, { after: { nodeId: newId("node"), port: 20_001 } }));
    await write(platform.asSystem, "service.provision.succeeded", about(target, { after: { state: "active" } }));
    expect(sentencesOf(await AuditLog.activity(owner, {}))).toEqual(["A website went live"]);
    expect((await AuditLog.log(platform.asStaff(), { accountId })).items).toHaveLength(2);
  });

  test("calls people whose names are not for whoever reads by their role", async () => {
    const { actor, about, accountId } = await home("technical");
    await write(as(actor), "service.suspend", about(newId("service")));
    const reader = await AuditLog.activity(as(member(accountId)), {});
    expect(reader.items[0]?.actor.name).toMatch(/^(A technical member|Robin)$/);
    const self = as({ ...(actor as Actor & { type: "member" }), role: "owner" });
    expect((await AuditLog.activity(self, {})).items[0]?.actor.name).toBe("Robin");
  });
});

const personIdOf = (actor: Actor): Id<"person"> => ("personId" in actor ? actor.personId : newId("person"));

describe("filters", () => {
  test("narrow by time, kind, person, family and target, together as well", async () => {
    const { owner, actor, about, personId } = await home();
    const [first, second] = [newId("order"), newId("service")];
    const { clock } = platform.world;
    await write(as(actor), "order.checkout", about(first));
    clock.advance(60);
    const between = clock.now.toISOString();
    await write(as(system), "order.expire", about(first));
    await write(as(anonymous), "session.begin", about(personId));
    await write(as(actor), "service.suspend", about(second));
    const count = async (filter: Parameters<typeof AuditLog.activity>[1]) =>
      (await AuditLog.activity(owner, filter)).items.length;

    expect(await count({})).toBe(4);
    expect(await count({ from: between })).toBe(3);
    expect(await count({ to: between })).toBe(1);
    expect(await count({ actor: "system" })).toBe(1);
    expect(await count({ actor: "door" })).toBe(1);
    expect(await count({ family: "order" })).toBe(2);
    expect(await count({ target: first })).toBe(2);
    // Signing in is something that the person did, though nobody was known at the door.
    expect(await count({ personId })).toBe(3);
    expect(await count({ personId, family: "order", from: between })).toBe(0);
  });

  test("that are none are refused before anything is asked", async () => {
    for (const hostile of [
      { from: "0000-01-01T00:00:00Z" },
      { from: "yesterday" },
      { to: "2026-13-45T00:00:00Z" },
      { target: "' or '1'='1" },
      { target: "%" },
      { family: "ord%" },
      { actor: "root" },
      { personId: "per_%" },
      { limit: 1_000_000 },
    ]) {
      await expect(AuditLog.activity(ours.owner, hostile as never), JSON.stringify(hostile)).rejects.toThrow();
    }
  });

  test("take no underscore for any character", async () => {
    const { about, accountId } = await home();
    await write(platform.asSystem, "platform.key.made", about("x"));
    const found = await AuditLog.log(platform.asStaff(), { accountId, family: "platform_key" });
    expect(found.items).toEqual([]);
  });
});

describe("pages", () => {
  test("hold each row once, in order, also when rows are added meanwhile", async () => {
    const { owner, about } = await home();
    const targets = Array.from({ length: 11 }, () => newId("order"));
    for (const target of targets) await write(platform.asSystem, "order.refund", about(target));
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const { items, nextCursor } = await AuditLog.activity(owner, { limit: 3, ...(cursor && { cursor }) });
      seen.push(...items.map(({ target }) => target.id));
      await write(platform.asSystem, "order.refund", about(newId("order")));
      if (nextCursor === null) break;
      cursor = nextCursor;
    }
    expect(seen).toEqual(targets.toReversed());
  });
});

describe("sentences", () => {
  test("call things as they are called now, and show what changed", async () => {
    const order = await platform.paidOrder(ours.owner, "new-shop");
    const { items } = await AuditLog.activity(ours.owner, { target: order.id });
    const placed = items.find(({ action }) => action === "order.place");
    expect(placed && sentenceText(placed)).toBe("Ada ordered new-shop.sites.example");
    expect(placed?.changes).toEqual([
      { name: "Plan", before: null, after: "Small" },
      { name: "Price", before: null, after: "EUR 5.00" },
    ]);
    const paid = items.find(({ action }) => action === "order.record_payment");
    expect(paid && sentenceText(paid)).toBe(`The payment of order ${order.number} arrived`);
    expect(paid?.changes).toEqual([{ name: "State", before: "pending", after: "paid" }]);
    expect(paid?.target).toEqual({ id: order.id, kind: "order", name: `order ${order.number}` });
  });

  test("hold what people typed as a part of its own, on one line and the right way round", async () => {
    const { owner, about, personId } = await home();
    const typed = "<b>{actor}</b>\n\u{202e}evil";
    await write(as(anonymous), "person.register", about(personId, { after: { accountName: typed, name: "Kim" } }));
    const [entry] = (await AuditLog.activity(owner, {})).items;
    expect(entry?.sentence).toContainEqual({ kind: "value", text: "<b>{actor}</b> evil" });
  });

  test("show no field that the table does not name, whatever a command recorded", async () => {
    const { owner, about } = await home();
    const after = { state: "paid", passwordHash: "$argon2id$", token: "t0ken", apiKey: "rk_live", nested: { otp: 1 } };
    await write(platform.asSystem, "order.refund", about(newId("order"), { before: { token: "0ld" }, after }));
    await write(platform.asSystem, "order.unheard_of", about("something", { after }));
    for (const ctx of [owner, platform.asStaff()]) {
      const list = ctx === owner ? await AuditLog.activity(ctx, {}) : await AuditLog.log(ctx, { limit: 2 });
      expect(sentencesOf(list)[0]).toBe("Rookery did “order.unheard_of” to something");
      expect(JSON.stringify(list)).not.toMatch(/argon2|t0ken|0ld|rk_live|otp/);
    }
  });
});
