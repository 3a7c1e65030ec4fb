import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anonymous, type TestWorld, testWorld } from "../kernel/test-context.ts";
import * as Identity from "./index.ts";
import { wholly } from "./test-sign-in.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const applicant = (email: string) => ({
  name: "Ada Example",
  email,
  password: "quiet harbour violet engine",
  accountName: "Studio North",
});

describe("register", () => {
  test("makes the person, their account and a session that knows them", async () => {
    const { token, session } = await Identity.register(world.as(anonymous), applicant("Ada@Example.com"));

    expect(session).toMatchObject({ person: { email: "ada@example.com" }, account: { role: "owner" }, staff: null });
    expect((await Identity.authenticate(world.db, token, world.clock.now)).actor).toMatchObject({
      type: "member",
      personId: session.person.id,
      accountId: session.account?.id,
      role: "owner",
    });
    expect(world.announced).toContainEqual(expect.objectContaining({ type: "person.registered" }));
  });

  test("an address registers once, however it is written", async () => {
    await Identity.register(world.as(anonymous), applicant("once@example.com"));
    await expect(Identity.register(world.as(anonymous), applicant("ONCE@example.com"))).rejects.toMatchObject({
      code: "identity.email_taken",
      fields: [{ path: "email" }],
    });
  });

  test("refuses a password that is easy to guess, at the field", async () => {
    const weak = { ...applicant("weak@example.com"), password: "password" };
    await expect(Identity.register(world.as(anonymous), weak)).rejects.toMatchObject({
      code: "identity.password_too_weak",
      fields: [{ path: "password" }],
    });
  });
});

describe("sign-in", () => {
  test("the right password begins a session, which signing out ends", async () => {
    await Identity.register(world.as(anonymous), applicant("in@example.com"));
    const { token } = wholly(
      await Identity.signIn(world.as(anonymous), {
        email: "in@example.com",
        password: applicant("").password,
      }),
    );
    expect((await Identity.authenticate(world.db, token, world.clock.now)).actor).toMatchObject({ type: "member" });

    await Identity.signOut(world.as(anonymous), { token });
    expect(await Identity.authenticate(world.db, token, world.clock.now)).toEqual({ actor: { type: "anonymous" } });
  });

  test("a wrong password and an unknown address are refused alike", async () => {
    await Identity.register(world.as(anonymous), applicant("known@example.com"));
    for (const email of ["known@example.com", "unknown@example.com"]) {
      await expect(
        Identity.signIn(world.as(anonymous), { email, password: "quite another pass phrase" }),
      ).rejects.toMatchObject({ code: "identity.wrong_credentials", kind: "unauthenticated" });
    }
  });

  test("a session ends by itself", async () => {
    const { token, session } = await Identity.register(world.as(anonymous), applicant("late@example.com"));
    expect(await Identity.authenticate(world.db, token, session.expiresAt)).toEqual({ actor: { type: "anonymous" } });
  });
});
