import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { membership } from "../accounts/account.sql.ts";
import { mayManage } from "../accounts/index.ts";
import { sentenceText } from "../audit/entry.ts";
import { activity } from "../audit/index.ts";
import { session } from "../identity/session.sql.ts";
import { type Actor, type MemberRole, memberRoles } from "../kernel/actor.ts";
import { type Id, newId } from "../kernel/id.ts";
import { auditLog } from "../kernel/kernel.sql.ts";
import { holds, permissionNames } from "../kernel/permissions.state.ts";
import { type TestWorld, testWorld } from "../kernel/test-context.ts";
import * as Reports from "../reports/index.ts";
import * as People from "./index.ts";
import { aMember, anAccount, aPerson } from "./test-account.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld({
    addresses: {
      publicUrl: "https://portal.example",
      sitesDomain: "example",
      ofSite: (name) => ({ host: `${name}.example`, url: `https://${name}.example/` }),
    },
  });
});
afterAll(() => world.close());

const rolesIn = async (accountId: Id<"account">) =>
  (
    await world.db.transaction({ role: "platform" }, (tx) =>
      tx.select().from(membership).where(eq(membership.accountId, accountId)).orderBy(membership.id),
    )
  ).map(({ role }) => role);
const sessionsOf = (personId: Id<"person">) =>
  world.db.transaction({ role: "platform" }, (tx) =>
    tx.select({ accountId: session.accountId }).from(session).where(eq(session.personId, personId)),
  );
const saidLast = async (reader: Actor) => {
  const [entry] = (await activity(world.as(reader), { limit: 1 })).items;
  return entry && sentenceText(entry);
};

describe("an account always has an owner", () => {
  test("also when two owners remove each other at the same moment", async () => {
    for (let round = 0; round < 5; round++) {
      const { accountId, members } = await anAccount(world, "owner", "owner");
      const [one, two] = members as [(typeof members)[0], (typeof members)[0]];
      const outcomes = await Promise.allSettled([
        People.removeMember(world.as(one), { membershipId: two.membershipId }),
        People.removeMember(world.as(two), { membershipId: one.membershipId }),
      ]);
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
      expect(await rolesIn(accountId)).toEqual(["owner"]);
    }
  });

  test("also when all of them leave at the same moment", async () => {
    const { accountId, members } = await anAccount(world, "owner", "owner", "owner", "technical");
    const owners = members.slice(0, 3);
    const outcomes = await Promise.allSettled(owners.map((owner) => People.leave(world.as(owner), {})));
    expect(outcomes.filter(({ status }) => status === "rejected")).toMatchObject([
      { reason: { code: "account.last_owner" } },
    ]);
    expect(await rolesIn(accountId)).toEqual(["owner", "technical"]);
  });

  test("also when one is made something else while the other leaves", async () => {
    const { accountId, members } = await anAccount(world, "owner", "owner");
    const [one, two] = members as [(typeof members)[0], (typeof members)[0]];
    await Promise.allSettled([
      People.changeMember(world.as(one), { membershipId: two.membershipId, role: "reader", serviceIds: null }),
      People.leave(world.as(one), {}),
    ]);
    expect(await rolesIn(accountId)).toContain("owner");
  });

  test("whoever writes to the table, the database refuses what leaves none", async () => {
    const { accountId, members } = await anAccount(world, "owner", "reader");
    const viewer = { role: "tenant", accountId, personId: newId("person") } as const;
    const where = eq(membership.id, members[0]?.membershipId ?? newId("membership"));
    for (const role of [viewer, { role: "platform" } as const]) {
      await expect(world.db.transaction(role, (tx) => tx.delete(membership).where(where))).rejects.toThrow();
      await expect(
        world.db.transaction(role, (tx) => tx.update(membership).set({ role: "reader" }).where(where)),
      ).rejects.toThrow();
    }
    expect(await rolesIn(accountId)).toEqual(["owner", "reader"]);
  });
});

describe("who changes whom", () => {
  test("an administrator touches no owner and makes none", async () => {
    const { accountId, members } = await anAccount(world, "owner", "administrator", "technical");
    const [owner, administrator, technical] = members as [
      (typeof members)[0],
      (typeof members)[0],
      (typeof members)[0],
    ];
    const ctx = world.as(administrator);
    const { membershipId } = owner;
    await expect(People.removeMember(ctx, { membershipId })).rejects.toMatchObject({
      code: "member.owner_untouchable",
    });
    await expect(People.changeMember(ctx, { membershipId, role: "reader", serviceIds: null })).rejects.toMatchObject({
      code: "member.owner_untouchable",
    });
    await expect(
      People.changeMember(ctx, { membershipId: technical.membershipId, role: "owner", serviceIds: null }),
    ).rejects.toMatchObject({ code: "member.role_too_high" });
    expect(await rolesIn(accountId)).toEqual(["owner", "administrator", "technical"]);
  });

  test("nobody changes their own role, an owner neither", async () => {
    const { members } = await anAccount(world, "owner", "owner", "administrator");
    for (const one of members.slice(1)) {
      const { membershipId } = one;
      await expect(
        People.changeMember(world.as(one), { membershipId, role: "technical", serviceIds: null }),
      ).rejects.toMatchObject({ code: "member.own_role" });
    }
  });

  test("what somebody is counts at the moment of the change, not when their request began", async () => {
    const { members } = await anAccount(world, "owner", "administrator", "reader");
    const [owner, administrator, reader] = members as [(typeof members)[0], (typeof members)[0], (typeof members)[0]];
    await People.changeMember(world.as(owner), {
      membershipId: administrator.membershipId,
      role: "reader",
      serviceIds: null,
    });
    await expect(
      People.changeMember(world.as(administrator), {
        membershipId: reader.membershipId,
        role: "administrator",
        serviceIds: null,
      }),
    ).rejects.toMatchObject({ kind: "forbidden" });
  });

  test("to make or unmake an owner, and to remove somebody, one shows who one is", async () => {
    const { members } = await anAccount(world, "owner", "technical");
    const [owner, technical] = members as [(typeof members)[0], (typeof members)[0]];
    const stale = { ...world.as(owner), confirmedAt: new Date(world.clock.now.getTime() - 16 * 60_000) };
    const { membershipId } = technical;
    const refused = { code: "auth.confirmation_required" };
    await expect(People.removeMember(stale, { membershipId })).rejects.toMatchObject(refused);
    await expect(People.changeMember(stale, { membershipId, role: "owner", serviceIds: null })).rejects.toMatchObject(
      refused,
    );
    await People.changeMember(stale, { membershipId, role: "reader", serviceIds: null });
  });

  test("members of another account do not exist", async () => {
    const { members } = await anAccount(world, "owner");
    const other = await anAccount(world, "owner", "reader");
    const membershipId = other.members[1]?.membershipId ?? newId("membership");
    const ctx = world.as(members[0] ?? { type: "anonymous" });
    await expect(People.removeMember(ctx, { membershipId })).rejects.toMatchObject({ kind: "not_found" });
    await expect(People.changeMember(ctx, { membershipId, role: "billing", serviceIds: null })).rejects.toMatchObject({
      kind: "not_found",
    });
  });

  test("by rule, whoever gives a role holds all that it allows, and owners are touched by owners", () => {
    const allowedTo = (role: MemberRole) => permissionNames.filter((name) => holds({ type: "member", role }, name));
    for (const own of memberRoles) {
      for (const theirs of memberRoles.filter((role) => mayManage(own, role))) {
        expect(allowedTo(own)).toEqual(expect.arrayContaining(allowedTo(theirs)));
        expect(allowedTo(own)).toContain("member:manage");
        if (theirs === "owner") expect(own).toBe("owner");
      }
    }
  });

  test("whatever people try one after the other, an owner stays, and nobody is more by their own act or by that of who is less", async () => {
    const { accountId, members } = await anAccount(world, "owner", "owner", "administrator", "administrator", "reader");
    const rank = (role: MemberRole) => permissionNames.filter((name) => holds({ type: "member", role }, name)).length;
    const state = async () =>
      new Map(
        (
          await world.db.transaction({ role: "platform" }, (tx) =>
            tx.select().from(membership).where(eq(membership.accountId, accountId)),
          )
        ).map(({ id, role }) => [id, role]),
      );
    const random = seeded(7);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    let before = await state();
    for (let step = 0; step < 120; step++) {
      const [actor, target] = [pick(members), pick(members)];
      const own = before.get(actor.membershipId);
      if (own === undefined) continue;
      // What the session says of the role may be old; what counts is in the table.
      const ctx = world.as({ ...actor, role: random() < 0.5 ? own : "administrator" });
      const { membershipId } = target;
      await (random() < 0.9
        ? People.changeMember(ctx, { membershipId, role: pick(memberRoles), serviceIds: null })
        : People.removeMember(ctx, { membershipId })
      ).catch(() => undefined);
      const after = await state();
      expect([...after.values()]).toContain("owner");
      for (const [id, role] of before) {
        const now = after.get(id);
        if (now === role) continue;
        expect(id).not.toBe(actor.membershipId);
        if (role === "owner" || now === "owner") expect(own).toBe("owner");
        if (now !== undefined) expect(rank(now)).toBeLessThanOrEqual(rank(own));
      }
      before = after;
    }
    expect(before.size).toBeLessThan(5);
  });
});

/** The same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

describe("a member who is removed", () => {
  test("is out at once, wherever they are signed in to the account, and the log names them", async () => {
    const { accountId, members } = await anAccount(world, "owner");
    const owner = members[0];
    if (!owner) throw new Error("there is an owner");
    const { membershipId, personId } = await aMember(world, accountId, "technical");
    expect(await sessionsOf(personId)).toEqual([{ accountId }]);
    await People.removeMember(world.as(owner), { membershipId });
    expect(await sessionsOf(personId)).toEqual([]);
    expect(await saidLast(owner)).toBe("owner removed technical from the account");
  });

  test("who leaves stays signed in, in the account they used before it or in none", async () => {
    const first = await anAccount(world, "owner", "reader");
    const reader = first.members[1];
    if (!reader) throw new Error("there is a reader");
    const { id } = await People.openAccount(world.as(reader), { name: "Mine" });
    await People.switchTo(world.as({ ...reader, accountId: id }), { accountId: first.accountId });
    await People.leave(world.as(reader), {});
    expect(await sessionsOf(reader.personId)).toEqual([{ accountId: id }]);
    expect(await rolesIn(first.accountId)).toEqual(["owner"]);

    const alone = await anAccount(world, "owner", "reader");
    const guest = alone.members[1];
    if (!guest) throw new Error("there is a reader");
    await People.leave(world.as(guest), {});
    expect(await sessionsOf(guest.personId)).toEqual([{ accountId: null }]);
  });
});

describe("several accounts", () => {
  test("a person sees theirs and nobody else's, and goes on only where they belong", async () => {
    const { actor } = await aPerson(world, "Kim");
    const elsewhere = await anAccount(world, "owner");
    expect(await People.listAccounts(world.as(actor), {})).toEqual({ items: [] });
    const one = await People.openAccount(world.as(actor), { name: "One" });
    const two = await People.openAccount(world.as(actor), { name: "Two" });
    expect((await People.listAccounts(world.as(actor), {})).items).toMatchObject([
      { id: one.id, name: "One", role: "owner" },
      { id: two.id, name: "Two", role: "owner" },
    ]);
    await People.switchTo(world.as(actor), { accountId: one.id });
    expect(await sessionsOf(actor.personId)).toEqual([{ accountId: one.id }]);
    await expect(People.switchTo(world.as(actor), { accountId: elsewhere.accountId })).rejects.toMatchObject({
      kind: "not_found",
    });
    const rows = await world.db.transaction({ role: "platform" }, (tx) =>
      tx.select().from(auditLog).where(eq(auditLog.accountId, one.id)).orderBy(desc(auditLog.id)),
    );
    expect(rows.map(({ action }) => action)).toEqual(["session.switch_account", "account.open"]);
  });

  test("colleagues are named to each other and to nobody else", async () => {
    const { accountId, members } = await anAccount(world, "owner", "reader");
    const [owner, reader] = members as [(typeof members)[0], (typeof members)[0]];
    const shown = (await Reports.members(world.as(reader), {})).items;
    expect(shown).toMatchObject([
      { personId: owner.personId, name: "owner", role: "owner", own: false, care: null },
      { personId: reader.personId, name: "reader", own: true },
    ]);
    expect((await Reports.members(world.as(owner), {})).items[0]?.care).toEqual({
      secondFactor: false,
      lastSeenAt: null,
    });
    const stranger = (await anAccount(world, "owner")).members[0];
    if (!stranger) throw new Error("there is an owner");
    expect((await Reports.members(world.as(stranger), { accountId })).items).toHaveLength(1);
  });
});
