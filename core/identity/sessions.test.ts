import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../kernel/id.ts";
import type { Client, Ctx } from "../kernel/operation.ts";
import { Secret } from "../kernel/secret.ts";
import { anonymous, type TestWorld, testWorld } from "../kernel/test-context.ts";
import * as Identity from "./index.ts";
import { portal, registered } from "./test-people.ts";
import { wholly } from "./test-sign-in.ts";
import { testStaff, withFactor } from "./test-staff.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld(portal);
});
afterAll(() => world.close());

const password = "quiet harbour violet engine";
const firefox: Client = { address: "192.0.2.1", userAgent: "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Firefox/140.0" };
const iphone: Client = {
  address: "2001:db8::7",
  userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1",
};

let people = 0;
async function newcomer(client = firefox) {
  const email = `person-${people++}@example.com`;
  const begun = await registered(from(client), { email, password });
  return { email, begun, ctx: await as(begun.token) };
}

const from = (client: Client): Ctx => ({ ...world.as(anonymous), client });
const as = async (token: Secret<string>, client?: Client): Promise<Ctx> => {
  const { actor, ...rest } = await Identity.authenticate(world.db, token, world.clock.now, client);
  return { ...world.as(actor), ...rest };
};
const signIn = async (email: string, client: Client) =>
  wholly(await Identity.signIn(from(client), { email, password }));
const devicesAdded = () => world.announced.filter(({ type }) => type === "device.added");

test("people see where they are signed in, on what and when they used it last, and which one they ask from", async () => {
  const { email, ctx } = await newcomer();
  world.clock.advance(600);
  await signIn(email, iphone);
  const { items } = await Identity.listSessions(ctx, {});
  expect(items).toMatchObject([
    { current: true, agent: { browser: "Firefox", system: "Windows" }, address: "192.0.2.1" },
    { current: false, agent: { browser: "Safari", system: "iPhone" }, address: "2001:db8::7" },
  ]);
  expect(items[1]?.lastUsedAt).toEqual(world.clock.now);
});

test("use is noted once a minute, with where it came from", async () => {
  const { begun } = await newcomer();
  const noted = async () => (await Identity.listSessions(await as(begun.token), {})).items[0];
  const first = (await noted())?.lastUsedAt;
  world.clock.advance(59);
  await as(begun.token, iphone);
  expect(await noted()).toMatchObject({ lastUsedAt: first, address: firefox.address });
  world.clock.advance(1);
  await as(begun.token, iphone);
  expect(await noted()).toMatchObject({ lastUsedAt: world.clock.now, address: iphone.address });
});

test("one session ends alone, and at once", async () => {
  const { email, ctx } = await newcomer();
  const { token } = await signIn(email, iphone);
  const other = (await Identity.listSessions(ctx, {})).items.find(({ current }) => !current);
  expect(await Identity.revokeSession(ctx, { sessionId: other?.id ?? newId("session") })).toEqual({ ended: 1 });
  expect((await as(token)).actor).toEqual({ type: "anonymous" });
  expect((await Identity.listSessions(ctx, {})).items).toHaveLength(1);
});

test("somebody else's session does not exist and goes on, for customers and for staff", async () => {
  const victim = await newcomer();
  const [{ id = newId("session") } = {}] = (await Identity.listSessions(victim.ctx, {})).items;
  const email = `staff-${people++}@example.com`;
  await testStaff(world, { email, password, role: "administrator" });
  const { token, session } = await signIn(email, firefox);
  await withFactor(world, session.person.id);
  const staff = await as(token);
  for (const ctx of [(await newcomer()).ctx, staff]) {
    await expect(Identity.revokeSession(ctx, { sessionId: id })).rejects.toMatchObject({ kind: "not_found" });
    await Identity.revokeOthers(ctx, {});
    expect((await Identity.listSessions(ctx, {})).items).toHaveLength(1);
  }
  expect((await as(victim.begun.token)).actor).toMatchObject({ type: "member" });
});

test("all others end, and the one that asks stays", async () => {
  const { email, begun, ctx } = await newcomer();
  const others = [await signIn(email, iphone), await signIn(email, firefox)];
  expect(await Identity.revokeOthers(ctx, {})).toEqual({ ended: 2 });
  for (const { token } of others) expect((await as(token)).actor).toEqual({ type: "anonymous" });
  expect((await as(begun.token)).actor).toMatchObject({ type: "member" });
});

test("staff who leave their desk for an hour have to sign in again", async () => {
  const email = `staff-${people++}@example.com`;
  await testStaff(world, { email, password, role: "support" });
  const { token, session } = await signIn(email, firefox);
  await withFactor(world, session.person.id);
  world.clock.advance(3599);
  expect((await as(token)).actor).toMatchObject({ type: "staff" });
  world.clock.advance(3600);
  expect((await as(token)).actor).toEqual({ type: "anonymous" });
});

test("the present password lets a person choose another, which ends every other session and is told by mail", async () => {
  const { email, begun, ctx } = await newcomer();
  const { token } = await signIn(email, iphone);
  const chosen = "slow copper meadow lantern";
  expect(await Identity.changePassword(ctx, { currentPassword: password, newPassword: chosen })).toEqual({ ended: 1 });
  expect((await as(token)).actor).toEqual({ type: "anonymous" });
  expect((await as(begun.token)).actor).toMatchObject({ type: "member" });
  expect(world.announced.at(-1)).toMatchObject({ type: "person.password_changed", subject: begun.session.person.id });
  await expect(signIn(email, firefox)).rejects.toMatchObject({ code: "identity.wrong_credentials" });
  await Identity.signIn(from(firefox), { email, password: chosen });
});

test("without the present password nothing changes, nor with a new one that is easy to guess", async () => {
  const { email, ctx } = await newcomer();
  const { token } = await signIn(email, iphone);
  const wrong = { currentPassword: "not the password", newPassword: "slow copper meadow lantern" };
  await expect(Identity.changePassword(ctx, wrong)).rejects.toMatchObject({
    code: "identity.wrong_password",
    kind: "invalid",
    fields: [{ path: "currentPassword" }],
  });
  await expect(
    Identity.changePassword(ctx, { currentPassword: password, newPassword: "passwordpassword" }),
  ).rejects.toMatchObject({ code: "identity.password_too_weak", fields: [{ path: "newPassword" }] });
  expect((await as(token)).actor).toMatchObject({ type: "member" });
  await signIn(email, firefox);
});

test("a browser that is new to a person is told to them, one they have used is not, nor the first", async () => {
  const before = devicesAdded().length;
  const { email, begun } = await newcomer();
  expect(devicesAdded()).toHaveLength(before);
  const known = await signIn(email, { ...iphone, device: begun.device });
  expect(known.device.reveal()).toBe(begun.device.reveal());
  expect(devicesAdded()).toHaveLength(before);
  const added = await signIn(email, iphone);
  expect(added.device.reveal()).not.toBe(begun.device.reveal());
  expect(devicesAdded()).toHaveLength(before + 1);
});

test("whoever signs in anew all the time fills nobody's mailbox", async () => {
  const { email } = await newcomer();
  const before = devicesAdded().length;
  for (let times = 0; times < 12; times++) await signIn(email, firefox);
  expect(devicesAdded().length - before).toBe(4);
});

test("a browser that two people share keeps its token, and a token that we did not give out is not taken", async () => {
  const [one, two] = [await newcomer(), await newcomer()];
  const shared = await signIn(two.email, { ...firefox, device: one.begun.device });
  expect(shared.device.reveal()).toBe(one.begun.device.reveal());
  const invented = new Secret("a".repeat(43));
  expect((await signIn(two.email, { ...firefox, device: invented })).device.reveal()).not.toBe(invented.reveal());
});
