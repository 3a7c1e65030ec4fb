import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Id } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import { anonymous, system, type TestWorld, testWorld } from "../kernel/test-context.ts";
import { compose } from "../notify/index.ts";
import * as Identity from "./index.ts";
import { portal, registered } from "./test-people.ts";
import { wholly } from "./test-sign-in.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld(portal);
});
afterAll(() => world.close());

const password = "quiet harbour violet engine";
const linkVoid = { code: "identity.link_void", kind: "invalid" };
const visitor = () => world.as(anonymous);

let people = 0;
async function somebody() {
  const email = `person-${people++}@example.com`;
  const { token } = await registered(visitor(), { email, password });
  return { email, token, ctx: await as(token) };
}
async function as(token: Awaited<ReturnType<typeof registered>>["token"]): Promise<Ctx> {
  const { actor, ...rest } = await Identity.authenticate(world.db, token, world.clock.now);
  return { ...world.as(actor), ...rest };
}

const request = (ctx: Ctx, newEmail: string, currentPassword = password) =>
  Identity.requestEmailChange(ctx, { newEmail, currentPassword });
/** Both mails of the newest change, as they are sent. */
async function mails() {
  const asked = world.announced.slice(-2);
  expect(asked.map(({ type }) => type)).toEqual(["email_change.proof_requested", "email_change.approval_requested"]);
  const changeId = asked[0]?.subject as Id<"emailChange">;
  const sent = async (to: "new" | "old") => {
    const token = (await Identity.issueEmailChange(world.as(system), { changeId, to })) ?? undefined;
    const type =
      to === "new" ? ("email_change.proof_requested" as const) : ("email_change.approval_requested" as const);
    const mail = await compose(world.as(system), { eventId: `${changeId}-${to}`, type, subject: changeId, token });
    return { token: token?.reveal() ?? "", mail };
  };
  return { proof: await sent("new"), approval: await sent("old") };
}
const confirm = (token: string) => Identity.confirmEmailChange(visitor(), { token });
const pending = async (ctx: Ctx) => (await Identity.pendingEmailChange(ctx, {})).pending;
const emailOf = async (ctx: Ctx) => (await Identity.current(ctx, {})).person.email;
const signIn = (email: string) => Identity.signIn(visitor(), { email, password });
const lastEvents = (count: number) => world.announced.slice(-count).map(({ type }) => type);

describe("a change of address", () => {
  for (const first of ["proof", "approval"] as const) {
    test(`is made when both addresses have confirmed, the ${first} first, and ends every other session`, async () => {
      const { email, token, ctx } = await somebody();
      const other = wholly(await signIn(email));
      const wanted = `New-${email}`;
      await request(ctx, wanted);
      const { proof, approval } = await mails();
      expect(proof.mail).toMatchObject({ to: wanted.toLowerCase(), subject: "Confirm your new email address" });
      expect(approval.mail).toMatchObject({ to: email, subject: "Your email address is to be changed" });
      const [one, two] = first === "proof" ? [proof, approval] : [approval, proof];
      expect(await confirm(one.token)).toEqual({ complete: false });
      expect(await emailOf(ctx)).toBe(email);
      expect(await pending(ctx)).toMatchObject({ proven: first === "proof", approved: first === "approval" });
      expect(await confirm(two.token)).toEqual({ complete: true });
      expect(await emailOf(await as(token))).toBe(wanted.toLowerCase());
      expect(lastEvents(2)).toEqual(["email_change.made", "email_change.left"]);
      expect(await pending(ctx)).toBeNull();
      expect(await Identity.authenticate(world.db, other.token, world.clock.now)).toMatchObject({
        actor: { type: "anonymous" },
      });
      await signIn(wanted);
      await expect(signIn(email)).rejects.toMatchObject({ code: "identity.wrong_credentials" });
    });
  }

  test("one link alone changes nothing, however often it is used", async () => {
    const { email, ctx } = await somebody();
    await request(ctx, `alone-${email}`);
    const { proof } = await mails();
    for (let times = 0; times < 3; times++) expect(await confirm(proof.token)).toEqual({ complete: false });
    expect(await emailOf(ctx)).toBe(email);
  });

  test("is asked for with the present password, in a session that was confirmed lately", async () => {
    const { email, ctx } = await somebody();
    await expect(request(ctx, `x-${email}`, "not the password")).rejects.toMatchObject({
      code: "identity.wrong_password",
      fields: [{ path: "currentPassword" }],
    });
    await expect(request(ctx, email.toUpperCase())).rejects.toMatchObject({ fields: [{ path: "newEmail" }] });
    const stale = { ...ctx, confirmedAt: new Date(world.clock.now.getTime() - 16 * 60_000) };
    await expect(request(stale, `x-${email}`)).rejects.toMatchObject({ code: "auth.confirmation_required" });
    await expect(request(visitor(), `x-${email}`)).rejects.toMatchObject({ code: "auth.required" });
  });

  test("to an address that is known is answered alike; whoever has it is told by mail, and gets no link", async () => {
    const [{ ctx }, known] = [await somebody(), await somebody()];
    expect(await request(ctx, known.email)).toEqual({});
    const { proof, approval } = await mails();
    expect(proof.token).toBe("");
    expect(proof.mail).toMatchObject({ to: known.email, subject: "Somebody wanted to use your email address" });
    expect(proof.mail?.text).not.toContain("token=");
    expect(await confirm(approval.token)).toEqual({ complete: false });
    expect(await pending(ctx)).toMatchObject({ proven: false, approved: true });
  });

  test("to an address that was taken meanwhile changes nothing and answers alike", async () => {
    const { email, ctx } = await somebody();
    const wanted = `taken-${email}`;
    await request(ctx, wanted);
    const { proof, approval } = await mails();
    await confirm(proof.token);
    await registered(visitor(), { email: wanted, password });
    expect(await confirm(approval.token)).toEqual({ complete: true });
    expect(lastEvents(1)).toEqual(["email_change.collided"]);
    expect(await emailOf(ctx)).toBe(email);
  });

  test("is refused by the old address: whoever asked is signed out everywhere, and a way to a new password is mailed", async () => {
    const { email, token, ctx } = await somebody();
    await request(ctx, `evil-${email}`);
    const { proof, approval } = await mails();
    await confirm(proof.token);
    await expect(Identity.refuseEmailChange(visitor(), { token: proof.token })).rejects.toMatchObject(linkVoid);
    await Identity.refuseEmailChange(visitor(), { token: approval.token });
    expect(lastEvents(1)).toEqual(["password_reset.requested"]);
    expect(await Identity.authenticate(world.db, token, world.clock.now)).toMatchObject({
      actor: { type: "anonymous" },
    });
    for (const used of [proof.token, approval.token]) await expect(confirm(used)).rejects.toMatchObject(linkVoid);
    const resetId = world.announced.at(-1)?.subject as Id<"passwordReset">;
    expect(await Identity.issueReset(world.as(system), { resetId })).not.toBeNull();
  });

  test("is void when it is withdrawn, replaced or a day old", async () => {
    const { email, ctx } = await somebody();
    const links: string[] = [];
    const ask = async (to: string) => {
      await request(ctx, to);
      const { proof, approval } = await mails();
      links.push(proof.token, approval.token);
    };
    await ask(`a-${email}`);
    await Identity.withdrawEmailChange(ctx, {});
    expect(await pending(ctx)).toBeNull();
    await ask(`b-${email}`);
    await ask(`c-${email}`);
    expect(await pending(ctx)).toMatchObject({ newEmail: `c-${email}` });
    for (const link of links.slice(0, 4)) await expect(confirm(link)).rejects.toMatchObject(linkVoid);
    world.clock.advance(86_400);
    for (const link of [...links, "", "x".repeat(43)]) await expect(confirm(link)).rejects.toMatchObject(linkVoid);
    expect(await pending(ctx)).toBeNull();
  });

  test("of somebody else is not to be seen or withdrawn, and one address gets five mails a day at most", async () => {
    const wanted = "everybodys@example.com";
    const [{ ctx }, other] = [await somebody(), await somebody()];
    await request(ctx, wanted);
    await Identity.withdrawEmailChange(other.ctx, {});
    expect(await pending(other.ctx)).toBeNull();
    expect(await pending(ctx)).toMatchObject({ newEmail: wanted });
    for (let times = 0; times < 4; times++) await request(ctx, wanted);
    expect((await mails()).proof.mail).not.toBeNull();
    await request(ctx, wanted);
    expect((await mails()).proof.mail).toBeNull();
  });
});

test("people change their own name, and nobody else's", async () => {
  const [{ ctx }, other] = [await somebody(), await somebody()];
  expect(await Identity.renamePerson(ctx, { name: "  Ada Lovelace " })).toEqual({ name: "Ada Lovelace" });
  expect((await Identity.current(ctx, {})).person.name).toBe("Ada Lovelace");
  expect((await Identity.current(other.ctx, {})).person.name).toBe("Ada");
  await expect(Identity.renamePerson(ctx, { name: " " })).rejects.toThrow();
  await expect(Identity.renamePerson(visitor(), { name: "Eve" })).rejects.toMatchObject({ code: "auth.required" });
});
