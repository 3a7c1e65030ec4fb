import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as Audit from "../audit/index.ts";
import type { Actor, StaffRole } from "../kernel/actor.ts";
import type { Id } from "../kernel/id.ts";
import { newId } from "../kernel/id.ts";
import type { Client, Ctx } from "../kernel/operation.ts";
import type { Secret } from "../kernel/secret.ts";
import { anonymous, member, staffMember, type TestWorld, testWorld } from "../kernel/test-context.ts";
import { factor } from "./factor.sql.ts";
import * as Identity from "./index.ts";
import { person } from "./person.sql.ts";
import { session } from "./session.sql.ts";
import { registered } from "./test-people.ts";
import { digestOf, newToken } from "./token.ts";

let world: TestWorld;
let customer: Ctx;
let accountId: Id<"account">;
beforeAll(async () => {
  world = await testWorld({
    addresses: { publicUrl: "https://portal.example", sitesDomain: "", ofSite: () => ({ host: "", url: "" }) },
  });
  const ada = { email: "ada@example.com", password: "quiet harbour violet engine" };
  const begun = await registered(world.as(anonymous), ada);
  const { actor } = await Identity.authenticate(world.db, begun.token, world.clock.now);
  if (actor.type !== "member") throw new Error("not a member");
  accountId = actor.accountId;
  customer = world.as(actor);
});
afterAll(() => world.close());
beforeEach(() => Identity.setSupportAccess(customer, { access: "never" }).then(() => undefined));

const reason = "The site does not answer";

/** Signed in at a browser of their own, with a second factor as staff have it. */
async function colleague(role: StaffRole = "support"): Promise<{ token: Secret<string>; ctx(): Promise<Ctx> }> {
  const [personId, token] = [newId("person"), newToken()];
  const at = world.clock.now;
  await world.db.transaction({ role: "platform" }, async (tx) => {
    const email = `${personId.toLowerCase()}@example.com`;
    await tx
      .insert(person)
      .values({ id: personId, email, name: "Sam Support", staffRole: role, emailVerifiedAt: at, createdAt: at });
    const passkey = { credentialId: personId, publicKey: Buffer.from("key"), counter: 0 };
    await tx.insert(factor).values({
      id: newId("factor"),
      personId,
      kind: "passkey",
      name: "Key",
      ...passkey,
      createdAt: at,
      confirmedAt: at,
    });
    await tx.insert(session).values({
      ...{ id: newId("session"), tokenHash: digestOf(token), personId, createdAt: at, lastUsedAt: at, confirmedAt: at },
      expiresAt: new Date(at.getTime() + 12 * 3_600_000),
    });
  });
  const client: Client = { address: "192.0.2.1", userAgent: "", session: token };
  return {
    token,
    async ctx() {
      const { actor, ...rest } = await Identity.authenticate(world.db, token, world.clock.now);
      return { ...world.as(actor), ...rest, client };
    },
  };
}
const grant = (hours = 4) => Identity.setSupportAccess(customer, { access: "granted", hours });
const beginsFor = async (who: Awaited<ReturnType<typeof colleague>>, minutes = 30) =>
  Identity.act(await who.ctx(), { accountId, reason, minutes });
const actorOf = async (who: Awaited<ReturnType<typeof colleague>>): Promise<Actor> => (await who.ctx()).actor;

describe("staff who act for a customer", () => {
  test("are in that account from the next request on, for the reason they gave", async () => {
    await grant();
    const who = await colleague();
    await beginsFor(who);
    expect(await actorOf(who)).toMatchObject({ type: "acting", accountId, reason, role: "support" });
    expect(await Identity.current(await who.ctx(), {})).toMatchObject({
      account: null,
      staff: "support",
      acting: { account: { id: accountId, name: "Studio" }, reason },
    });
  });

  test("are out when their minutes are over, to the millisecond, whatever they do meanwhile", async () => {
    await grant();
    const who = await colleague();
    const { expiresAt } = await beginsFor(who, 10);
    expect(expiresAt).toEqual(new Date(world.clock.now.getTime() + 600_000));
    world.clock.advance(599.999);
    expect(await actorOf(who)).toMatchObject({ type: "acting" });
    world.clock.advance(0.001);
    expect(await actorOf(who)).toMatchObject({ type: "staff", role: "support" });
    const client = await who.ctx();
    expect((await Identity.current(client, {})).acting).toBeNull();
  });

  test("never outlive what was granted", async () => {
    await grant(4);
    world.clock.advance(4 * 3600 - 300);
    const who = await colleague();
    const { expiresAt } = await beginsFor(who, 60);
    expect(expiresAt).toEqual(new Date(world.clock.now.getTime() + 300_000));
    world.clock.advance(300);
    expect(await actorOf(who)).toMatchObject({ type: "staff" });
    await expect(beginsFor(await colleague())).rejects.toMatchObject({ code: "support.not_granted" });
  });

  test("are out at once when they stop, when they sign out, and when their role goes", async () => {
    await grant();
    const who = await colleague();
    await beginsFor(who);
    expect(await Identity.stopActing(await who.ctx(), {})).toEqual({ ended: 1 });
    expect(await actorOf(who)).toMatchObject({ type: "staff" });
    expect(await Identity.stopActing(await who.ctx(), {})).toEqual({ ended: 0 });

    await beginsFor(who);
    await Identity.signOut(world.as(anonymous), { token: who.token });
    expect(await actorOf(who)).toEqual({ type: "anonymous" });
    expect((await Identity.supportAccess(customer, {})).acting).toEqual([]);

    const other = await colleague();
    await beginsFor(other);
    const { personId } = (await actorOf(other)) as { personId: Id<"person"> };
    await Identity.changeStaffRole(world.as(staffMember()), { personId, role: "billing" });
    expect(await actorOf(other)).toMatchObject({ type: "staff", role: "billing" });
  });

  test("say why and show who they are; billing staff may not, and nobody for longer than an hour", async () => {
    await grant();
    const who = await colleague();
    const ctx = await who.ctx();
    for (const wrong of [{ reason: "" }, { reason: "    x    " }, { minutes: 61 }, { minutes: 0 }]) {
      await expect(Identity.act(ctx, { accountId, reason, minutes: 30, ...wrong })).rejects.toThrow();
    }
    const stale = { ...ctx, confirmedAt: new Date(world.clock.now.getTime() - 15 * 60_000) };
    await expect(Identity.act(stale, { accountId, reason, minutes: 30 })).rejects.toMatchObject({
      code: "auth.confirmation_required",
    });
    await expect(beginsFor(await colleague("billing"))).rejects.toMatchObject({ kind: "forbidden" });
    await expect(Identity.act(customer, { accountId, reason, minutes: 30 })).rejects.toMatchObject({
      kind: "forbidden",
    });
    expect(await actorOf(who)).toMatchObject({ type: "staff" });
  });

  test("act in one account at a time", async () => {
    await grant();
    const who = await colleague();
    await beginsFor(who);
    await expect(beginsFor(who)).rejects.toMatchObject({ kind: "forbidden" });
    await Identity.stopActing(await who.ctx(), {});
    await beginsFor(who);
    expect((await Identity.supportAccess(customer, {})).acting).toHaveLength(1);
    await Identity.endSupportAccess(customer, {});
  });
});

describe("the customer", () => {
  test("is asked first: without a grant, and where nobody is let in, nobody gets in", async () => {
    const who = await colleague("administrator");
    for (const access of ["granted", "never"] as const) {
      await Identity.setSupportAccess(customer, { access });
      await expect(beginsFor(who)).rejects.toMatchObject({ code: "support.not_granted" });
    }
    await Identity.setSupportAccess(customer, { access: "always" });
    await beginsFor(who);
    expect(await Identity.supportAccess(customer, {})).toMatchObject({ access: "always", acting: [{ reason }] });
  });

  test.each([
    ["ends it", () => Identity.endSupportAccess(customer, {})],
    ["lets nobody in any more", () => Identity.setSupportAccess(customer, { access: "never" })],
    ["takes the grant back", () => Identity.setSupportAccess(customer, { access: "granted" })],
  ])("%s, and whoever acts is out at once", async (_, ends) => {
    await grant();
    const [one, two] = [await colleague(), await colleague("operator")];
    await beginsFor(one);
    await beginsFor(two);
    expect((await Identity.supportAccess(customer, {})).acting).toHaveLength(2);
    expect(await ends()).toMatchObject({ acting: [], until: null });
    for (const who of [one, two]) expect(await actorOf(who)).toMatchObject({ type: "staff" });
  });

  test("who takes access back while somebody comes in has nobody inside afterwards", async () => {
    for (let round = 0; round < 5; round++) {
      await grant();
      const all = await Promise.all([colleague(), colleague(), colleague()]);
      await Promise.allSettled([...all.map((who) => beginsFor(who)), Identity.endSupportAccess(customer, {})]);
      for (const who of all) expect(await actorOf(who)).toMatchObject({ type: "staff" });
    }
  });

  test("reads in their own log that support came, why, and what they did, and not who it was; staff read that", async () => {
    await grant();
    const who = await colleague();
    await beginsFor(who);
    await Identity.stopActing(await who.ctx(), {});
    const [left, came] = (await Audit.activity(customer, {})).items;
    for (const entry of [left, came]) {
      expect(entry).toMatchObject({ actor: { kind: "staff", name: "Support (Rookery)", personId: null }, reason });
      expect(JSON.stringify(entry)).not.toContain("Sam");
    }
    expect(came?.action).toBe("support.act");
    const [seen] = (await Audit.log(world.as(staffMember()), {})).items;
    expect(seen).toMatchObject({ action: "support.stop", actor: { name: "Sam Support" }, account: { id: accountId } });
  });

  test("is told by mail each time, and only its owners and administrators decide", async () => {
    await grant();
    await beginsFor(await colleague());
    expect(world.announced.at(-1)).toMatchObject({ type: "support.begun" });
    for (const role of ["technical", "billing", "reader"] as const) {
      const ctx = world.as(member(accountId, role));
      await expect(Identity.setSupportAccess(ctx, { access: "always" })).rejects.toMatchObject({ kind: "forbidden" });
      await expect(Identity.endSupportAccess(ctx, {})).rejects.toMatchObject({ kind: "forbidden" });
    }
    const stranger = world.as(member(newId("account")));
    await expect(Identity.endSupportAccess(stranger, {})).rejects.toMatchObject({ kind: "not_found" });
    expect((await Identity.supportAccess(customer, {})).acting).toHaveLength(1);
  });

  test("keeps the say: whoever acts cannot open the account further", async () => {
    await grant();
    const who = await colleague("administrator");
    await beginsFor(who);
    const ctx = await who.ctx();
    await expect(Identity.setSupportAccess(ctx, { access: "always" })).rejects.toMatchObject({ kind: "forbidden" });
    await expect(Identity.listSessions(ctx, {})).rejects.toMatchObject({ kind: "forbidden" });
    await expect(Identity.listStaff(ctx, {})).rejects.toMatchObject({ kind: "forbidden" });
    expect(await Identity.supportAccess(ctx, {})).toMatchObject({ acting: [{ reason }] });
  });
});
