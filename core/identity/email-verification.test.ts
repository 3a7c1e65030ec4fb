import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Id } from "../kernel/id.ts";
import { anonymous, system, type TestWorld, testWorld } from "../kernel/test-context.ts";
import * as Identity from "./index.ts";
import { person } from "./person.sql.ts";
import { registered } from "./test-people.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const password = "quiet harbour violet engine";

let people = 0;
async function newcomer() {
  const email = `person-${people++}@example.com`;
  const { token, session } = await registered(world.as(anonymous), { email, password });
  await world.db.transaction({ role: "platform" }, (tx) =>
    tx.update(person).set({ emailVerifiedAt: null }).where(eq(person.id, session.person.id)),
  );
  const ctx = world.as((await Identity.authenticate(world.db, token, world.clock.now)).actor);
  await Identity.requestVerification(ctx, {});
  return ctx;
}
type Somebody = Awaited<ReturnType<typeof newcomer>>;

const asked = () => world.announced.filter(({ type }) => type === "email_verification.requested");
/** What the newest mail is written with. */
const issue = () =>
  Identity.issueVerification(world.as(system), {
    verificationId: asked().at(-1)?.subject as Id<"emailVerification">,
  });
async function link(): Promise<string> {
  const token = await issue();
  if (!token) throw new Error("no link was made");
  return token.reveal();
}
const verify = (ctx: Somebody, token: string) => Identity.verifyEmail(ctx, { token });
const isVerified = async (ctx: Somebody) => (await Identity.current(ctx, {})).person.emailVerified;
const linkVoid = { code: "identity.link_void", kind: "invalid" };

test("asking mails a link, and using it verifies the address", async () => {
  const ctx = await newcomer();
  expect(await isVerified(ctx)).toBe(false);
  await verify(ctx, await link());
  expect(await isVerified(ctx)).toBe(true);
});

test("a link works once", async () => {
  const ctx = await newcomer();
  const token = await link();
  const both = await Promise.allSettled([verify(ctx, token), verify(ctx, token)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(verify(ctx, token)).rejects.toMatchObject(linkVoid);
});

test("a link works for whom it was sent to: a stranger who registered with that address gets nothing from a click", async () => {
  const owner = await newcomer();
  const token = await link();
  const other = await newcomer();
  await expect(verify(other, token)).rejects.toMatchObject(linkVoid);
  await expect(Identity.verifyEmail(world.as(anonymous), { token })).rejects.toMatchObject({ code: "auth.required" });
  expect(await isVerified(other)).toBe(false);
  await verify(owner, token);
});

test("a link lasts a day from when it was mailed", async () => {
  const ctx = await newcomer();
  const token = await link();
  world.clock.advance(86_400);
  await expect(verify(ctx, token)).rejects.toMatchObject(linkVoid);
  await Identity.requestVerification(ctx, {});
  const another = await link();
  world.clock.advance(86_399);
  await verify(ctx, another);
});

test("whose address is verified is sent no other link", async () => {
  const ctx = await newcomer();
  const before = asked().length;
  await Identity.requestVerification(ctx, {});
  expect(asked()).toHaveLength(before + 1);
  await verify(ctx, await link());
  expect(await issue()).toBeNull();
  await Identity.requestVerification(ctx, {});
  expect(asked()).toHaveLength(before + 1);
});

test("nothing but a token that was mailed verifies anything", async () => {
  const ctx = await newcomer();
  for (const token of ["", "x", "x".repeat(43)]) await expect(verify(ctx, token)).rejects.toMatchObject(linkVoid);
  expect(await isVerified(ctx)).toBe(false);
});
