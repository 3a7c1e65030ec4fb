import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { membership } from "../accounts/account.sql.ts";
import * as Identity from "../identity/index.ts";
import { portal } from "../identity/test-people.ts";
import { type Id, newId } from "../kernel/id.ts";
import { anonymous, system, type TestWorld, testWorld } from "../kernel/test-context.ts";
import * as People from "./index.ts";
import { anAccount, aPerson } from "./test-account.ts";

const password = "quiet harbour violet engine";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld(portal);
});
afterAll(() => world.close());

async function invited(email: string, role: "technical" | "administrator" = "technical") {
  const { accountId, members } = await anAccount(world, "owner", "administrator");
  const [owner, administrator] = members as [(typeof members)[0], (typeof members)[0]];
  const { id } = await People.invite(world.as(administrator), { email, role, serviceIds: null });
  return { accountId, owner, administrator, id, token: await tokenOf(id) };
}
const tokenOf = async (invitationId: Id<"invitation">) =>
  (await People.issueInvitation(world.as(system), { invitationId }))?.reveal() ?? "";
const rolesOf = (personId: Id<"person">) =>
  world.db.transaction({ role: "platform" }, (tx) =>
    tx.select({ role: membership.role }).from(membership).where(eq(membership.personId, personId)),
  );

test("somebody new joins by the link, with an address that counts as confirmed and a session in the account", async () => {
  const email = "new@example.com";
  const { token, accountId } = await invited(email);
  const ctx = world.as(anonymous);
  expect(await People.preview(ctx, { token })).toMatchObject({ state: "open", email, role: "technical", known: false });
  const ours = { token, name: "Kim", password: "portal.example.2026" };
  await expect(People.joinAsNewcomer(ctx, ours)).rejects.toMatchObject({ code: "identity.password_too_weak" });
  const { session } = await People.joinAsNewcomer(ctx, { token, name: "Kim", password });
  expect(session).toMatchObject({
    person: { email, emailVerified: true },
    account: { id: accountId, role: "technical" },
  });
  await expect(People.joinAsNewcomer(ctx, { token, name: "Kim", password })).rejects.toMatchObject({
    code: "invitation.accepted",
  });
});

test("a link is used once, also when it is used many times at the same moment", async () => {
  const { actor, email } = await aPerson(world, "Kim");
  const { token } = await invited(email);
  const tries = Array.from({ length: 5 }, () => People.acceptInvitation(world.as(actor), { token }));
  const outcomes = await Promise.allSettled(tries);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await rolesOf(actor.personId)).toEqual([{ role: "technical" }]);
});

test("whoever is signed in with another address gets nothing of it, link or not", async () => {
  const { token } = await invited("somebody@example.com");
  const { actor } = await aPerson(world, "Mallory");
  await expect(People.acceptInvitation(world.as(actor), { token })).rejects.toMatchObject({
    code: "invitation.other_address",
  });
  expect(await rolesOf(actor.personId)).toEqual([]);
});

test("what was withdrawn, is too old or was sent again opens nothing, and says so", async () => {
  const { actor, email } = await aPerson(world, "Kim");
  const ctx = world.as(actor);
  const first = await invited(email);
  await People.resendInvitation(world.as(first.owner), { invitationId: first.id });
  await expect(People.acceptInvitation(ctx, { token: first.token })).rejects.toMatchObject({
    code: "invitation.other_address",
  });
  const token = await tokenOf(first.id);
  world.clock.advance(7 * 86_400);
  await expect(People.acceptInvitation(ctx, { token })).rejects.toMatchObject({ code: "invitation.expired" });
  await People.withdrawInvitation(world.as(first.owner), { invitationId: first.id });
  await expect(People.acceptInvitation(ctx, { token })).rejects.toMatchObject({ code: "invitation.withdrawn" });
});

test("an invitation is worth what whoever sent it may still give", async () => {
  const { actor, email } = await aPerson(world, "Kim");
  const { token, owner, administrator } = await invited(email, "administrator");
  const { membershipId } = administrator;
  await People.changeMember(world.as(owner), { membershipId, role: "reader", serviceIds: null });
  await expect(People.acceptInvitation(world.as(actor), { token })).rejects.toMatchObject({
    code: "invitation.sender_gone",
  });
});

test("inviting says the same of addresses that are known and of those that are not, and nobody is invited as owner", async () => {
  const { email } = await aPerson(world, "Known");
  const { members } = await anAccount(world, "owner");
  const ctx = world.as(members[0] ?? anonymous);
  const place = { role: "reader", serviceIds: null } as const;
  const answers = await Promise.all(
    [email, "unknown@example.com"].map(async (to) => {
      const { id: _, email: __, ...rest } = await People.invite(ctx, { email: to, ...place });
      return rest;
    }),
  );
  expect(answers[0]).toEqual(answers[1]);
  await expect(People.invite(ctx, { email, ...place })).rejects.toMatchObject({ code: "invitation.exists" });
  await expect(
    People.invite(ctx, { email: "o@example.com", role: "owner" as never, serviceIds: null }),
  ).rejects.toThrow();
});

test("an account goes to whom it was offered, when they accept, and its owner stays as administrator", async () => {
  const { accountId, members } = await anAccount(world, "owner", "technical");
  const [owner, heir] = members as [(typeof members)[0], (typeof members)[0]];
  const { id: transferId } = await People.offerOwnership(world.as(owner), { membershipId: heir.membershipId });
  await expect(People.acceptOwnership(world.as(owner), { transferId })).rejects.toMatchObject({ kind: "not_found" });
  // From another account of theirs, or from none.
  const elsewhere = { type: "person", personId: heir.personId, sessionId: heir.sessionId } as const;
  await People.acceptOwnership(world.as(elsewhere), { transferId });
  expect(await rolesOf(heir.personId)).toEqual([{ role: "owner" }]);
  expect(await rolesOf(owner.personId)).toEqual([{ role: "administrator" }]);
  expect(world.announced.slice(-2).map(({ type }) => type)).toEqual([
    "ownership_transfer.received",
    "ownership_transfer.given",
  ]);
  await expect(People.acceptOwnership(world.as(elsewhere), { transferId })).rejects.toMatchObject({
    code: "ownership_transfer.accepted",
  });
  expect(accountId).toMatch(/^acc_/);
});

test("a link that was never made opens nothing", async () => {
  const token = Identity.newToken().reveal();
  await expect(People.preview(world.as(anonymous), { token })).rejects.toMatchObject({ code: "identity.link_void" });
  await expect(
    People.resendInvitation(world.as((await anAccount(world, "owner")).members[0] ?? anonymous), {
      invitationId: newId("invitation"),
    }),
  ).rejects.toMatchObject({ kind: "not_found" });
});
