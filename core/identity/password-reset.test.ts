import { afterAll, beforeAll, expect, test } from "vitest";
import type { Id } from "../kernel/id.ts";
import { Secret } from "../kernel/secret.ts";
import { anonymous, system, type TestWorld, testWorld } from "../kernel/test-context.ts";
import * as Identity from "./index.ts";
import { portal, registered } from "./test-people.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld(portal);
});
afterAll(() => world.close());

const password = "quiet harbour violet engine";
const chosen = "slow copper meadow lantern";

let people = 0;
async function newcomer() {
  const email = `person-${people++}@example.com`;
  const begun = await registered(world.as(anonymous), { email, password });
  return { email, token: begun.token };
}

const ask = async (email: string): Promise<Id<"passwordReset">> => {
  await Identity.requestReset(world.as(anonymous), { email });
  return world.announced.at(-1)?.subject as Id<"passwordReset">;
};
/** What the mail is written with. */
const issue = (resetId: Id<"passwordReset">) => Identity.issueReset(world.as(system), { resetId });
async function link(email: string): Promise<string> {
  const token = await issue(await ask(email));
  if (!token) throw new Error("no link was made");
  return token.reveal();
}
const use = (token: string, password = chosen) => Identity.reset(world.as(anonymous), { token, password });
const signIn = (email: string, password: string) => Identity.signIn(world.as(anonymous), { email, password });
const linkVoid = { code: "identity.link_void", kind: "invalid" };

test("a link sets a new password, ends every session, tells the person and signs nobody in", async () => {
  const { email, token } = await newcomer();
  await use(await link(email.toUpperCase()));
  expect(await Identity.authenticate(world.db, token, world.clock.now)).toEqual({ actor: { type: "anonymous" } });
  expect(world.announced.at(-1)).toMatchObject({ type: "person.password_changed" });
  await expect(signIn(email, password)).rejects.toMatchObject({ code: "identity.wrong_credentials" });
  await signIn(email, chosen);
});

test("a link works once, also when it is used twice at the same moment", async () => {
  const { email } = await newcomer();
  const token = await link(email);
  const both = await Promise.allSettled([use(token), use(token, "another meadow of lanterns")]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: linkVoid });
  await expect(use(token)).rejects.toMatchObject(linkVoid);
});

test("using one link voids the others that were sent", async () => {
  const { email } = await newcomer();
  const [one, two] = [await link(email), await link(email)];
  await use(two);
  await expect(use(one)).rejects.toMatchObject(linkVoid);
});

test("a link lasts a quarter of an hour from when it was mailed", async () => {
  const { email } = await newcomer();
  const resetId = await ask(email);
  world.clock.advance(600);
  const token = (await issue(resetId)) ?? new Secret("");
  world.clock.advance(899);
  const late = await link(email);
  await use(token.reveal());
  const { email: other } = await newcomer();
  const expired = await link(other);
  world.clock.advance(900);
  await expect(use(expired)).rejects.toMatchObject(linkVoid);
  await expect(use(late)).rejects.toMatchObject(linkVoid);
});

test("a password that is easy to guess is refused at its field, and the link goes on working", async () => {
  const { email } = await newcomer();
  const token = await link(email);
  await expect(use(token, "password")).rejects.toMatchObject({
    code: "identity.password_too_weak",
    fields: [{ path: "password" }],
  });
  await use(token);
});

test("nothing but a token that was mailed opens anything", async () => {
  await ask((await newcomer()).email);
  for (const token of ["", "x", "x".repeat(43), "'; drop table person; --"]) {
    await expect(use(token)).rejects.toMatchObject(linkVoid);
  }
});

test("asking answers alike for every address, and nobody is written to who has no account", async () => {
  const { email } = await newcomer();
  const before = world.announced.length;
  const answers = [email, "nobody@example.com"].map((each) =>
    Identity.requestReset(world.as(anonymous), { email: each }),
  );
  expect(await Promise.all(answers)).toEqual([{}, {}]);
  const events = world.announced.slice(before);
  expect(events.map(({ type }) => type)).toEqual(["password_reset.requested", "password_reset.requested"]);
  const links = await Promise.all(events.map(({ subject }) => issue(subject as Id<"passwordReset">)));
  expect(links.filter((each) => each !== null)).toHaveLength(1);
});

test("however often somebody asks, a person has three links that work and gets no more; nobody can keep them without one", async () => {
  const { email } = await newcomer();
  const first = await link(email);
  await link(email);
  await link(email);
  for (let minute = 0; minute < 15; minute++) {
    expect([minute, await issue(await ask(email))]).toEqual([minute, null]);
    if (minute < 14) world.clock.advance(60);
  }
  await use(first);
  const second = await link(email);
  await link(email);
  await link(email);
  expect(await issue(await ask(email))).toBeNull();
  world.clock.advance(15 * 60);
  await expect(use(second)).rejects.toMatchObject(linkVoid);
  await link(email);
});

test("the browser in which a link was used is one of theirs, and nobody is mailed about it when they sign in there", async () => {
  const { email } = await newcomer();
  const { device } = await use(await link(email));
  const before = world.announced.length;
  await Identity.signIn(
    { ...world.as(anonymous), client: { address: "", userAgent: "", device } },
    { email, password: chosen },
  );
  expect(world.announced.slice(before)).toEqual([]);
});

test("only the platform makes links", async () => {
  const resetId = await ask((await newcomer()).email);
  await expect(Identity.issueReset(world.as(anonymous), { resetId })).rejects.toMatchObject({ code: "auth.required" });
});

test("what opens nothing any more is forgotten, and what does stays", async () => {
  const { email, token } = await newcomer();
  const open = await link(email);
  const forget = () =>
    world.db.transaction({ role: "platform" }, (tx) => Identity.forgetEnded(tx, world.clock.now, 100));
  await forget();
  await use(open);
  world.clock.advance(14 * 86_400);
  expect(await forget()).toBeGreaterThan(0);
  expect(await forget()).toBe(0);
  expect(await Identity.authenticate(world.db, token, world.clock.now)).toEqual({ actor: { type: "anonymous" } });
});

test("a link says how long a password has to be while it is good, and nothing else says anything", async () => {
  const { email } = await newcomer();
  const token = await link(email);
  const look = (shown: string) => Identity.previewReset(world.as(anonymous), { token: shown });
  expect(await look(token)).toEqual({ charactersMin: 15 });
  await use(token);
  for (const shown of [token, "x".repeat(43), ""]) await expect(look(shown)).rejects.toMatchObject(linkVoid);
  const late = await link(email);
  world.clock.advance(15 * 60);
  await expect(look(late)).rejects.toMatchObject(linkVoid);
});
