import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../kernel/id.ts";
import { anonymous, member, staffMember, system, type TestWorld, testWorld } from "../kernel/test-context.ts";
import * as Identity from "./index.ts";
import { wholly } from "./test-sign-in.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const password = "quiet harbour violet engine";
const appointed = { email: "Ops@Example.com", name: "Ops", password, role: "operator" } as const;

test("an appointed member of staff signs in for half a day, as staff and of no account", async () => {
  await Identity.appoint(world.as(system), appointed);
  const { token, session } = wholly(await Identity.signIn(world.as(anonymous), { email: "ops@example.com", password }));
  expect(session).toMatchObject({ staff: "operator", account: null });
  expect(session.expiresAt).toEqual(new Date(world.clock.now.getTime() + 12 * 3_600_000));
  const { actor } = await Identity.authenticate(world.db, token, world.clock.now);
  expect(actor).toMatchObject({ type: "staff", role: "operator" });
});

test("appointing an address again changes nothing, least of all its password or role", async () => {
  await Identity.appoint(world.as(system), { ...appointed, password: "another pass phrase", role: "administrator" });
  const { session } = wholly(await Identity.signIn(world.as(anonymous), { email: appointed.email, password }));
  expect(session.staff).toBe("operator");
});

test("nobody appoints staff from outside, not even an administrator", async () => {
  for (const actor of [anonymous, member(newId("account")), staffMember("administrator")]) {
    await expect(Identity.appoint(world.as(actor), appointed)).rejects.toThrow();
  }
});

test("a session shows who it is, and to nobody else", async () => {
  const registered = await Identity.register(world.as(anonymous), {
    ...{ name: "Ada", email: "ada@example.com", password, accountName: "Studio" },
  });
  const { actor } = await Identity.authenticate(world.db, registered.token, world.clock.now);
  expect(await Identity.current(world.as(actor), {})).toEqual(registered.session);
  if (actor.type !== "member") throw new Error("not a member");
  const { sessionId } = actor;
  const stranger = { ...member(newId("account")), sessionId };
  await expect(Identity.current(world.as(stranger), {})).rejects.toMatchObject({ kind: "unauthenticated" });
});
