import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Actor, authorize, may, type StaffRole } from "../kernel/actor.ts";
import { type Id, newId } from "../kernel/id.ts";
import { anonymous, member, staffMember, system, type TestWorld, testWorld } from "../kernel/test-context.ts";
import * as Identity from "./index.ts";
import { registered } from "./test-people.ts";
import { wholly } from "./test-sign-in.ts";
import { testStaff, withFactor } from "./test-staff.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld({
    addresses: { publicUrl: "https://portal.example", sitesDomain: "", ofSite: () => ({ host: "", url: "" }) },
  });
});
afterAll(() => world.close());

const password = "quiet harbour violet engine";
const administrator = () => world.as(staffMember("administrator"));
const visitor = () => world.as(anonymous);
const all = async () => (await Identity.listStaff(administrator(), {})).items;
const find = async (email: string) => (await all()).find((one) => one.email === email);

let people = 0;
/** Appointed from outside, with the token of the link. */
async function appointed(role: StaffRole = "operator") {
  const email = `ops-${people++}@example.com`;
  const { link } = await Identity.appoint(world.as(system), {
    email: email.toUpperCase(),
    name: "Ops",
    role,
    show: true,
  });
  const token = new URLSearchParams(new URL(link?.reveal() ?? "").hash.slice(1)).get("token") ?? "";
  return { email, token };
}
async function begun(role: StaffRole = "operator") {
  const email = `begun-${people++}@example.com`;
  await testStaff(world, { email, password, role });
  const { token, session } = wholly(await Identity.signIn(visitor(), { email, password }));
  await withFactor(world, session.person.id);
  return { email, token, id: session.person.id };
}
const whoHas = async (token: Awaited<ReturnType<typeof begun>>["token"]): Promise<Actor> =>
  (await Identity.authenticate(world.db, token, world.clock.now)).actor;

describe("the link of an appointment", () => {
  test("is the only way in: before it is used there is no password that fits", async () => {
    const { email } = await appointed();
    for (const attempt of ["", password, "rookery", email]) {
      await expect(Identity.signIn(visitor(), { email, password: attempt })).rejects.toMatchObject({
        code: "identity.wrong_credentials",
      });
    }
    expect(await find(email)).toMatchObject({ state: "invited", role: "operator", lastSeenAt: null });
  });

  test("lets them choose password and name, and then they sign in for half a day, as staff and of no account", async () => {
    const { email, token } = await appointed();
    await Identity.join(visitor(), { token, name: "Robin", password });
    const signedIn = wholly(await Identity.signIn(visitor(), { email, password }));
    expect(signedIn.session).toMatchObject({ staff: "operator", account: null, person: { name: "Robin" } });
    expect(signedIn.session.expiresAt).toEqual(new Date(world.clock.now.getTime() + 12 * 3_600_000));
    // Until they have a second factor they may add one and do nothing else.
    const bare = await whoHas(signedIn.token);
    expect(bare).toMatchObject({ type: "person", needsFactor: true });
    expect(() => authorize(bare, may("overview:read"))).toThrow("Add a second factor");
    await withFactor(world, signedIn.session.person.id);
    expect(await whoHas(signedIn.token)).toMatchObject({ type: "staff", role: "operator" });
    expect(await find(email)).toMatchObject({ state: "active", linkExpiresAt: null, lastSeenAt: world.clock.now });
  });

  test("opens once: of many who follow it at the same time one gets in", async () => {
    const { token } = await appointed();
    const passwords = Array.from({ length: 6 }, (_, index) => `${password} ${index}`);
    const outcomes = await Promise.allSettled(
      passwords.map((chosen) => Identity.join(visitor(), { token, password: chosen })),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "identity.link_void" });
    }
    await expect(Identity.join(visitor(), { token, password })).rejects.toMatchObject({ code: "identity.link_void" });
  });

  test("opens nothing after 72 hours, and takes no weak password", async () => {
    const { token } = await appointed();
    for (const weak of ["passwordpassword", "portal.example.2026"]) {
      await expect(Identity.join(visitor(), { token, password: weak })).rejects.toMatchObject({
        code: "identity.password_too_weak",
      });
    }
    world.clock.advance(72 * 3600);
    await expect(Identity.join(visitor(), { token, password })).rejects.toMatchObject({ code: "identity.link_void" });
  });

  test("is replaced by a new one, and the old one opens nothing", async () => {
    const { email, token } = await appointed();
    const { id = newId("person") } = (await find(email)) ?? {};
    await Identity.resendStaffLink(administrator(), { personId: id });
    expect(world.announced.at(-1)).toMatchObject({ type: "staff_invitation.requested" });
    await expect(Identity.join(visitor(), { token, password })).rejects.toMatchObject({ code: "identity.link_void" });
    const invitationId = world.announced.at(-1)?.subject as Id<"staffInvitation">;
    const mailed = await Identity.issueStaffLink(world.as(system), { invitationId });
    await Identity.join(visitor(), { token: mailed?.reveal() ?? "", password });
    expect(await Identity.issueStaffLink(world.as(system), { invitationId })).toBeNull();
    await expect(Identity.resendStaffLink(administrator(), { personId: id })).rejects.toMatchObject({
      code: "staff.wrong_state",
    });
  });

  test("is in no row of the database, and in nothing that is announced", async () => {
    const { token } = await appointed();
    const rows = await world.db.transaction({ role: "platform" }, async (tx) => {
      const { auditLog, outbox } = await import("../kernel/kernel.sql.ts");
      const { staffInvitation } = await import("./staff-invitation.sql.ts");
      return [
        await tx.select().from(staffInvitation),
        await tx.select().from(auditLog),
        await tx.select().from(outbox),
      ];
    });
    expect(JSON.stringify([rows, world.announced])).not.toContain(token);
  });
});

test("appointing again leaves whoever has begun as they are, and gives others another link", async () => {
  const { email } = await begun();
  const again = { email, name: "Else", role: "administrator", show: true } as const;
  expect(await Identity.appoint(world.as(system), again)).toEqual({ appointed: false, invited: false, link: null });
  expect(await find(email)).toMatchObject({ role: "operator", name: "Ops" });
  const waiting = await appointed();
  const second = await Identity.appoint(world.as(system), { ...again, email: waiting.email });
  expect(second).toMatchObject({ appointed: false, invited: true });
  await expect(Identity.join(visitor(), { token: waiting.token, password })).rejects.toMatchObject({
    code: "identity.link_void",
  });
});

test("administrators appoint, by mail; nobody else does, and no customer becomes staff", async () => {
  const invited = { email: `new-${people++}@example.com`, name: "New", role: "support" } as const;
  for (const actor of [
    anonymous,
    member(newId("account")),
    ...(["operator", "billing", "support"] as const).map(staffMember),
  ]) {
    await expect(Identity.inviteStaff(world.as(actor), invited)).rejects.toThrow();
    await expect(Identity.appoint(world.as(actor), invited)).rejects.toThrow();
  }
  expect(await Identity.inviteStaff(administrator(), invited)).toMatchObject({ state: "invited", role: "support" });
  const customer = { name: "Ada", email: `ada-${people++}@example.com`, password, accountName: "Studio" };
  await registered(visitor(), customer);
  for (const email of [invited.email, customer.email]) {
    await expect(Identity.inviteStaff(administrator(), { ...invited, email })).rejects.toMatchObject({
      code: "staff.email_taken",
    });
  }
  expect(await find(customer.email)).toBeUndefined();
});

test("what is dangerous is asked of administrators who have shown lately who they are", async () => {
  const { id } = await begun();
  const stale = { ...administrator(), confirmedAt: new Date(world.clock.now.getTime() - 16 * 60_000) };
  for (const attempt of [
    Identity.deactivateStaff(stale, { personId: id }),
    Identity.changeStaffRole(stale, { personId: id, role: "administrator" }),
    Identity.inviteStaff(stale, { email: "x@example.com", name: "X", role: "administrator" }),
  ]) {
    await expect(attempt).rejects.toMatchObject({ code: "auth.confirmation_required" });
  }
});

test("a colleague who is deactivated is out at once, and in again only when they are let in", async () => {
  await begun("administrator");
  const { email, token, id } = await begun("support");
  expect(await Identity.deactivateStaff(administrator(), { personId: id })).toMatchObject({ state: "deactivated" });
  expect(await whoHas(token)).toEqual({ type: "anonymous" });
  await expect(Identity.signIn(visitor(), { email, password })).rejects.toMatchObject({
    code: "identity.wrong_credentials",
  });
  expect(await Identity.reactivateStaff(administrator(), { personId: id })).toMatchObject({ state: "active" });
  await Identity.signIn(visitor(), { email, password });
});

test("a new role counts from the next request on", async () => {
  await begun("administrator");
  const { token, id } = await begun("support");
  await Identity.changeStaffRole(administrator(), { personId: id, role: "billing" });
  expect(await whoHas(token)).toMatchObject({ type: "staff", role: "billing" });
});

describe("there is always an active administrator", () => {
  /** The administrators there are, as themselves. */
  const administrators = async () =>
    (await all()).filter(({ role, state }) => role === "administrator" && state === "active");
  const as = (personId: Id<"person">) => world.as({ ...staffMember("administrator"), personId } as Actor);

  test("nobody deactivates or demotes themselves", async () => {
    const { id } = await begun("administrator");
    await expect(Identity.deactivateStaff(as(id), { personId: id })).rejects.toMatchObject({
      code: "staff.own_account",
    });
    await expect(Identity.changeStaffRole(as(id), { personId: id, role: "support" })).rejects.toMatchObject({
      code: "staff.own_account",
    });
  });

  test("of administrators who all remove each other at the same time one is left", async () => {
    await begun("administrator");
    await begun("administrator");
    const before = await administrators();
    expect(before.length).toBeGreaterThan(2);
    // Appointed, but not there yet: they do not count.
    await appointed("administrator");
    const outcomes = await Promise.allSettled(
      before.flatMap(({ id: by }) =>
        before
          .filter(({ id }) => id !== by)
          .map(({ id }, index) =>
            index % 2
              ? Identity.deactivateStaff(as(by), { personId: id })
              : Identity.changeStaffRole(as(by), { personId: id, role: "support" }),
          ),
      ),
    );
    expect(await administrators()).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected")
        expect(outcome.reason.code).toMatch(/^staff\.(last_administrator|wrong_state)$/);
    }
  });
});

test("a session shows who it is, and to nobody else", async () => {
  const { token, session } = await registered(visitor(), { email: "ada@example.com", password });
  const { actor } = await Identity.authenticate(world.db, token, world.clock.now);
  expect(await Identity.current(world.as(actor), {})).toEqual(session);
  if (actor.type !== "member") throw new Error("not a member");
  const { sessionId } = actor;
  const stranger = { ...member(newId("account")), sessionId };
  await expect(Identity.current(world.as(stranger), {})).rejects.toMatchObject({ kind: "unauthenticated" });
});
