import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { account } from "../accounts/account.sql.ts";
import type { Id } from "../kernel/id.ts";
import { Secret } from "../kernel/secret.ts";
import { anonymous, system, type TestWorld, testWorld } from "../kernel/test-context.ts";
import { compose } from "../notify/index.ts";
import * as Identity from "./index.ts";
import { person } from "./person.sql.ts";
import { session } from "./session.sql.ts";
import { portal, registered, registrationLink } from "./test-people.ts";
import { wholly } from "./test-sign-in.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld(portal);
});
afterAll(() => world.close());

const password = "quiet harbour violet engine";
const visitor = () => world.as(anonymous);
const ask = async (email: string): Promise<Id<"registration">> => {
  await Identity.requestRegistration(visitor(), { email });
  return world.announced.at(-1)?.subject as Id<"registration">;
};
const issue = (registrationId: Id<"registration">) => Identity.issueRegistration(world.as(system), { registrationId });
const link = (email: string) => registrationLink(visitor(), email);
const finish = (token: string, more: { password?: string; name?: string } = {}) =>
  Identity.register(visitor(), { token, name: "Ada Example", accountName: "Studio North", password, ...more });
const linkVoid = { code: "identity.link_void", kind: "invalid" };
/** What is mailed for one that was asked for. */
const mail = (registrationId: Id<"registration">, token?: Secret<string> | null) =>
  compose(world.as(system), {
    ...{ eventId: `mail-of-${registrationId}`, type: "registration.requested" as const, subject: registrationId },
    ...(token && { token }),
  });

describe("registering", () => {
  test("is finished by the link: the person, whose address it proves, their account, and a session that knows them", async () => {
    const { token, session: begun } = await finish(await link("Ada@Example.com"));

    expect(begun).toMatchObject({
      person: { email: "ada@example.com", emailVerified: true },
      account: { role: "owner" },
      staff: null,
    });
    expect((await Identity.authenticate(world.db, token, world.clock.now)).actor).toMatchObject({
      type: "member",
      personId: begun.person.id,
      accountId: begun.account?.id,
      role: "owner",
    });
    expect(world.announced).toContainEqual(expect.objectContaining({ type: "person.registered" }));
  });

  test("makes nothing before the link was used: nobody, no account and no session", async () => {
    const counted = () =>
      world.db.transaction({ role: "platform" }, (tx) =>
        Promise.all([person, account, session].map((table) => tx.$count(table))),
      );
    const before = await counted();
    await link("patient@example.com");
    expect(await counted()).toEqual(before);
  });

  test("an address that is known is answered alike, is sent no link, and whoever has it is told", async () => {
    await registered(visitor(), { email: "known@example.com", name: "Noor", password });
    const before = world.announced.length;
    const emails = ["KNOWN@example.com", "unknown@example.com"];
    const answers = await Promise.all(emails.map((email) => Identity.requestRegistration(visitor(), { email })));
    expect(answers).toEqual([{}, {}]);
    const events = world.announced.slice(before);
    expect(events.map(({ type }) => type)).toEqual(["registration.requested", "registration.requested"]);

    const known = await ask("known@example.com");
    expect(await issue(known)).toBeNull();
    const told = await mail(known);
    expect(told).toMatchObject({ to: "known@example.com", subject: "You have an account already" });
    expect(told?.text).toMatch(/Hello Noor.*portal\.example\/sign-in\n.*portal\.example\/forgot-password\n/s);
    expect(told?.text).not.toContain("token");

    const unknown = await ask("unknown@example.com");
    const token = await issue(unknown);
    const sent = await mail(unknown, token);
    expect(sent).toMatchObject({ to: "unknown@example.com", subject: "Go on with your registration" });
    expect(sent?.text).toContain(`https://portal.example/finish-registration#token=${token?.reveal()}&email=`);
  });

  test("a password that is easy to guess is refused at its field, and the link goes on working", async () => {
    const token = await link("weak@example.com");
    for (const weak of ["password", "Studio-North-2026", "portal.example.2026", "weak@example.com"]) {
      await expect(finish(token, { password: weak })).rejects.toMatchObject({
        code: "identity.password_too_weak",
        fields: [{ path: "password" }],
      });
    }
    await finish(token);
  });
});

describe("a link", () => {
  test("works once, also when it is used twice at the same moment", async () => {
    const token = await link("twice@example.com");
    const both = await Promise.allSettled([finish(token), finish(token)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: linkVoid });
    await expect(finish(token)).rejects.toMatchObject(linkVoid);
  });

  test("that was used voids the others, and of two that are used at once one registers", async () => {
    const [one, two] = [await link("both@example.com"), await link("both@example.com")];
    const both = await Promise.allSettled([finish(one), finish(two)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: linkVoid });
  });

  test("lasts a day from when it was mailed", async () => {
    const registrationId = await ask("late@example.com");
    world.clock.advance(3600);
    const token = (await issue(registrationId)) ?? new Secret("");
    world.clock.advance(86_399);
    await finish(token.reveal());
    const expired = await link("later@example.com");
    world.clock.advance(86_400);
    await expect(finish(expired)).rejects.toMatchObject(linkVoid);
  });

  test("opens nothing when somebody has got the address meanwhile", async () => {
    const token = await link("raced@example.com");
    await Identity.enrol(world.as(system), { email: "raced@example.com", name: "Kim", accountName: "Else", password });
    await expect(finish(token)).rejects.toMatchObject(linkVoid);
  });

  test("that nobody was sent opens nothing", async () => {
    await ask("guessed@example.com");
    for (const token of ["", "x", "x".repeat(43), "'; drop table person; --"]) {
      await expect(finish(token)).rejects.toMatchObject(linkVoid);
    }
  });

  test("is sent five times a day at most, however often somebody asks; those that were sent go on working", async () => {
    const first = await link("flooded@example.com");
    for (let times = 1; times < 5; times++) await link("flooded@example.com");
    const sixth = await ask("flooded@example.com");
    expect(await issue(sixth)).toBeNull();
    expect(await mail(sixth)).toBeNull();
    world.clock.advance(86_399);
    await finish(first);
    await registered(visitor(), { email: "told@example.com", password });
    for (let times = 0; times < 4; times++) {
      const told = await ask("told@example.com");
      await issue(told);
      expect(await mail(told)).not.toBeNull();
    }
    const once = await ask("told@example.com");
    await issue(once);
    expect(await mail(once)).toBeNull();
  });

  test("is made by the platform alone", async () => {
    const registrationId = await ask("alone@example.com");
    await expect(Identity.issueRegistration(visitor(), { registrationId })).rejects.toMatchObject({
      code: "auth.required",
    });
  });

  test("is forgotten when it opens nothing any more", async () => {
    await link("gone@example.com");
    const forget = () =>
      world.db.transaction({ role: "platform" }, (tx) => Identity.forgetEnded(tx, world.clock.now, 100));
    world.clock.advance(2 * 86_400);
    expect(await forget()).toBeGreaterThan(0);
    expect(await forget()).toBe(0);
  });
});

describe("sign-in", () => {
  test("the right password begins a session, which signing out ends", async () => {
    await registered(visitor(), { email: "in@example.com", password });
    const { token } = wholly(await Identity.signIn(visitor(), { email: "in@example.com", password }));
    expect((await Identity.authenticate(world.db, token, world.clock.now)).actor).toMatchObject({ type: "member" });

    await Identity.signOut(visitor(), { token });
    expect(await Identity.authenticate(world.db, token, world.clock.now)).toEqual({ actor: { type: "anonymous" } });
  });

  test("a wrong password and an unknown address are refused alike", async () => {
    await registered(visitor(), { email: "here@example.com", password });
    for (const email of ["here@example.com", "nobody@example.com"]) {
      await expect(Identity.signIn(visitor(), { email, password: "quite another pass phrase" })).rejects.toMatchObject({
        code: "identity.wrong_credentials",
        kind: "unauthenticated",
      });
    }
  });

  test("a session ends by itself", async () => {
    const { token, session: begun } = await registered(visitor(), { email: "brief@example.com", password });
    expect(await Identity.authenticate(world.db, token, begun.expiresAt)).toEqual({ actor: { type: "anonymous" } });
  });
});

test("the platform enrols whom it vouches for, and leaves alone who is known", async () => {
  const customer = { email: "seed@example.com", name: "Kim", accountName: "Studio North", password };
  expect(await Identity.enrol(world.as(system), customer)).toEqual({ enrolled: true });
  expect(await Identity.enrol(world.as(system), { ...customer, password: "another meadow of lanterns" })).toEqual({
    enrolled: false,
  });
  const { session: begun } = wholly(await Identity.signIn(visitor(), { email: customer.email, password }));
  expect(begun).toMatchObject({ person: { emailVerified: true }, account: { name: "Studio North", role: "owner" } });
  await expect(Identity.enrol(visitor(), customer)).rejects.toMatchObject({ code: "auth.required" });
});
