import { eq } from "drizzle-orm";
import { generate } from "otplib/functional";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { factor } from "#core/identity/factor.sql.ts";
import * as Identity from "#core/identity/index.ts";
import { person } from "#core/identity/person.sql.ts";
import { registrationLink } from "#core/identity/test-people.ts";
import { anonymous, system } from "#core/kernel/test-context.ts";
import { password, type TestApi, testApi } from "./test-api.ts";
import { type TestVisitor, testVisitor } from "./test-visitor.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());
// So that no test uses up what another may try.
beforeEach(() => api.world.clock.advance(86_400));

const hour = 3600;
interface Recovery {
  state: string;
  readyAt: string | null;
}

let people = 0;
async function withApp(): Promise<{ email: string; browser: TestVisitor; secret: string }> {
  const browser = testVisitor(api);
  const email = `lost-${people++}@example.com`;
  const token = await registrationLink(api.world.as(anonymous), email);
  await browser.post("/registrations/completion", { token, name: "Ada", password, accountName: "Studio" });
  const { id, secret } = await browser.post<{ id: string; secret: string }>("/factors/totp", { name: "Phone" });
  await browser.post(`/factors/${id}/confirmation`, { code: await codeOf(secret) });
  return { email, browser, secret };
}
const codeOf = (secret: string) => generate({ secret, epoch: Math.floor(api.world.clock.now.getTime() / 1000) });

async function half(email: string, known = password) {
  const browser = testVisitor(api);
  const { secondFactor } = await browser.post<{
    secondFactor: { recovery: Recovery | null; passwordNeedsFactor: boolean };
  }>("/session", { email, password: known });
  return { browser, ...secondFactor };
}

/** What the mail of the latest request leads to. */
async function linkToken(): Promise<string> {
  const asked = api.world.announced.findLast(({ type }) => type === "factor_recovery.requested");
  const recoveryId = (asked?.subject ?? "") as Parameters<typeof Identity.issueRecovery>[1]["recoveryId"];
  const token = await Identity.issueRecovery(api.world.as(system), { recoveryId });
  return token?.reveal() ?? "";
}

async function waiting(email: string): Promise<Recovery> {
  expect(await (await half(email)).browser.post("/factor-recoveries")).toMatchObject({ state: "asked" });
  return testVisitor(api).post<Recovery>("/factor-recoveries/confirmation", { token: await linkToken() });
}

const told = () => api.world.announced.map(({ type }) => type).filter((type) => type.startsWith("factor_recovery."));

test("whoever lost every factor gets in by password, mail and three days, and every other session ends", async () => {
  const { email, browser } = await withApp();
  const { state, readyAt } = await waiting(email);
  expect(state).toBe("waiting");
  expect(new Date(readyAt ?? 0).getTime() - api.world.clock.now.getTime()).toBe(72 * hour * 1000);
  api.world.clock.advance(71 * hour);
  const early = await half(email);
  expect(early.recovery).toMatchObject({ state: "waiting", readyAt });
  expect(await early.browser.refusal("/factor-recoveries/completion")).toBe("factor_recovery.not_ready");
  api.world.clock.advance(hour);
  const ready = await half(email);
  expect(ready.recovery).toMatchObject({ state: "ready" });
  expect(await ready.browser.post("/factor-recoveries/completion")).toMatchObject({ person: { email } });
  await expect(browser.get("/session")).rejects.toMatchObject({ status: 401 });
  expect(await ready.browser.get("/factors")).toMatchObject({ items: [], recoveryCodesLeft: 0 });
  expect(told()).toEqual(
    expect.arrayContaining([
      "factor_recovery.requested",
      "factor_recovery.waiting",
      "factor_recovery.ready",
      "factor_recovery.completed",
    ]),
  );
});

test("a password that was chosen beside a factor gives way to a longer one when they all go", async () => {
  const { email, browser } = await withApp();
  const short = "vier Kiesel";
  await browser.post("/password", { currentPassword: password, newPassword: short });
  expect((await half(email, short)).passwordNeedsFactor).toBe(true);
  await (await half(email, short)).browser.post("/factor-recoveries");
  await testVisitor(api).post("/factor-recoveries/confirmation", { token: await linkToken() });
  api.world.clock.advance(72 * hour);
  const ready = await half(email, short);
  for (const newPassword of [undefined, "elf Reiher"]) {
    expect(await ready.browser.refusal("/factor-recoveries/completion", { newPassword })).toBe(
      "identity.password_too_weak",
    );
  }
  const longer = "elf graue Reiher am Weiher";
  await ready.browser.post("/factor-recoveries/completion", { newPassword: longer });
  expect(api.world.announced.map(({ type }) => type)).toContain("person.password_changed");
  expect(await testVisitor(api).refusal("/session", { email, password: short })).toBe("identity.wrong_credentials");
  expect(await testVisitor(api).post("/session", { email, password: longer })).toMatchObject({ person: { email } });
});

test("without any factor a password that was chosen beside one opens nothing, however the last one went", async () => {
  const { email, browser } = await withApp();
  const short = "sieben Stelzen";
  await browser.post("/password", { currentPassword: password, newPassword: short });
  await api.world.db.transaction({ role: "platform" }, async (tx) => {
    const [who] = await tx.select().from(person).where(eq(person.email, email));
    if (who) await tx.delete(factor).where(eq(factor.personId, who.id));
  });
  expect(await testVisitor(api).refusal("/session", { email, password: "not the password" })).toBe(
    "identity.wrong_credentials",
  );
  expect(await testVisitor(api).refusal("/session", { email, password: short })).toBe("identity.password_too_short");
});

describe("it stops", () => {
  test("when a factor signs in, and its link then opens nothing", async () => {
    const { email, secret } = await withApp();
    await (await half(email)).browser.post("/factor-recoveries");
    const token = await linkToken();
    await (await half(email)).browser.post("/session/second-factor", { code: await codeOf(secret) }).catch(async () => {
      api.world.clock.advance(60);
      await (await half(email)).browser.post("/session/second-factor", { code: await codeOf(secret) });
    });
    expect(await testVisitor(api).refusal("/factor-recoveries/confirmation", { token })).toBe("identity.link_void");
    expect((await half(email)).recovery).toMatchObject({ state: "none" });
  });

  test("when the password is changed in a session that is still open", async () => {
    const { email, browser } = await withApp();
    await waiting(email);
    await browser.post("/password", { currentPassword: password, newPassword: "seventeen grey herons" });
    expect(told().at(-1)).toBe("factor_recovery.cancelled");
    api.world.clock.advance(73 * hour);
    const other = testVisitor(api);
    const answer = await other.post<{ secondFactor: { recovery: Recovery } }>("/session", {
      email,
      password: "seventeen grey herons",
    });
    expect(answer.secondFactor.recovery).toMatchObject({ state: "none" });
  });

  test("when nobody comes back for a week", async () => {
    const { email } = await withApp();
    await waiting(email);
    api.world.clock.advance((72 + 7 * 24) * hour);
    const late = await half(email);
    expect(late.recovery).toMatchObject({ state: "none" });
    expect(await late.browser.refusal("/factor-recoveries/completion")).toBe("factor_recovery.not_ready");
  });
});

test("it takes the password, and the link, and neither begins it anew or shortens the wait", async () => {
  expect(await testVisitor(api).refusal("/factor-recoveries")).toBe("identity.sign_in_expired");
  const { email } = await withApp();
  const { readyAt } = await waiting(email);
  api.world.clock.advance(hour);
  expect(await (await half(email)).browser.post("/factor-recoveries")).toMatchObject({ state: "waiting", readyAt });
  expect(await testVisitor(api).refusal("/factor-recoveries/confirmation", { token: "x".repeat(43) })).toBe(
    "identity.link_void",
  );
});

test("when the password came out of the same mailbox lately, the wait is two weeks", async () => {
  const { email } = await withApp();
  await testVisitor(api).post("/password-resets", { email });
  const asked = api.world.announced.findLast(({ type }) => type === "password_reset.requested");
  const resetId = (asked?.subject ?? "") as Parameters<typeof Identity.issueReset>[1]["resetId"];
  const token = (await Identity.issueReset(api.world.as(system), { resetId }))?.reveal();
  await testVisitor(api).post("/password-resets/completion", { token, password });
  const { readyAt } = await waiting(email);
  expect(new Date(readyAt ?? 0).getTime() - api.world.clock.now.getTime()).toBe(14 * 24 * hour * 1000);
});

describe("where a second factor is demanded", () => {
  test("who has none may add one and do nothing else, and then goes on in the same session", async () => {
    const { browser, email } = await withApp();
    await browser.post("/account/factor-requirement", { required: true });
    expect(await browser.refusal("/services")).not.toBe("auth.factor_required");
    const { items } = await browser.get<{ items: { id: string }[] }>("/factors");
    expect(await browser.refusal(`/factors/${items[0]?.id}/remove`)).toBe("factor.mandatory");
    expect(await browser.get("/factors")).toMatchObject({ mandatory: true });
    await waiting(email);
    api.world.clock.advance(72 * hour);
    const { browser: bare } = await half(email);
    expect(await bare.post("/factor-recoveries/completion")).toMatchObject({ needsFactor: true, account: null });
    await expect(bare.get("/orders")).rejects.toMatchObject({ status: 403, code: "auth.factor_required" });
    const { id, secret } = await bare.post<{ id: string; secret: string }>("/factors/totp", { name: "New phone" });
    await bare.post(`/factors/${id}/confirmation`, { code: await codeOf(secret) });
    expect(await bare.get("/session")).toMatchObject({ needsFactor: false, account: { role: "owner" } });
    await bare.get("/orders");
  });

  test("nobody demands of others what they have not themselves", async () => {
    const browser = testVisitor(api);
    const email = `bare-${people++}@example.com`;
    const token = await registrationLink(api.world.as(anonymous), email);
    await browser.post("/registrations/completion", { token, name: "Ada", password, accountName: "Studio" });
    expect(await browser.refusal("/account/factor-requirement", { required: true })).toBe("factor.own_first");
  });
});
