import { generate } from "otplib/functional";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { PasskeyCreation, PasskeyRequest } from "#core/identity/passkey.ts";
import { type TestAuthenticator, testAuthenticator } from "#core/identity/test-authenticator.ts";
import { portal, registrationLink } from "#core/identity/test-people.ts";
import { anonymous, system } from "#core/kernel/test-context.ts";
import { compose } from "#core/notify/index.ts";
import { origin, password, type TestApi, testApi } from "./test-api.ts";
import { type TestVisitor, testVisitor } from "./test-visitor.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());
// So that no test uses up what another may try.
beforeEach(() => api.world.clock.advance(86_400));

interface Asked {
  secondFactor: { totp: boolean; passkey: PasskeyRequest | null; recoveryCode: boolean };
}
interface Added {
  factor: { id: string; name: string };
  recoveryCodes: string[] | null;
}
interface Somebody {
  email: string;
  browser: TestVisitor;
}

let people = 0;
async function somebody(): Promise<Somebody> {
  const browser = testVisitor(api);
  const email = `factor-${people++}@example.com`;
  const token = await registrationLink(api.world.as(anonymous), email);
  await browser.post("/registrations/completion", { token, name: "Ada", password, accountName: "Studio" });
  return { email, browser };
}

const codeOf = (secret: string, stepsAway = 0) =>
  generate({ secret, epoch: Math.floor(api.world.clock.now.getTime() / 1000) + stepsAway * 30 });

async function withApp(who?: Somebody): Promise<Somebody & { secret: string; codes: string[]; factorId: string }> {
  const { email, browser } = who ?? (await somebody());
  const { id, secret } = await browser.post<{ id: string; secret: string }>("/factors/totp", { name: "Phone" });
  const added = await browser.post<Added>(`/factors/${id}/confirmation`, { code: await codeOf(secret) });
  return { email, browser, secret, codes: added.recoveryCodes ?? [], factorId: id };
}

async function withPasskey(who?: Somebody, key = testAuthenticator(origin)) {
  const { email, browser } = who ?? (await somebody());
  const creation = await browser.post<PasskeyCreation>("/factors/passkey-request");
  const added = await browser.post<Added>("/factors/passkeys", { name: "Laptop", passkey: key.create(creation) });
  return { email, browser, key, added };
}

async function halfSignedIn(email: string): Promise<{ browser: TestVisitor; asked: Asked["secondFactor"] }> {
  const browser = testVisitor(api);
  const { secondFactor } = await browser.post<Asked>("/session", { email, password });
  return { browser, asked: secondFactor };
}

async function passkeyAsked(): Promise<{ browser: TestVisitor; passkey: PasskeyRequest }> {
  const browser = testVisitor(api);
  return { browser, ...(await browser.post<{ passkey: PasskeyRequest }>("/session/passkey-request")) };
}

const requestOf = (asked: { passkey: PasskeyRequest | null }): PasskeyRequest => {
  if (!asked.passkey) throw new Error("no passkey is asked for");
  return asked.passkey;
};

test("with an app, the password alone opens nothing, and the code opens the rest", async () => {
  const { email, secret } = await withApp();
  api.world.clock.advance(60);
  const { browser, asked } = await halfSignedIn(email);
  expect(asked).toMatchObject({ totp: true, passkey: null, recoveryCode: true });
  expect([...browser.cookies.keys()]).toEqual(["__Host-rookery-sign-in"]);
  await expect(browser.get("/session")).rejects.toMatchObject({ status: 401 });
  expect(await browser.refusal("/session/second-factor", { code: "000000" })).toBe("identity.wrong_factor");
  const session = await browser.post("/session/second-factor", { code: (await codeOf(secret)).replace(/^.../, "$& ") });
  expect(session).toMatchObject({ person: { email } });
  expect([...browser.cookies.keys()].sort()).toEqual(["__Host-rookery", "__Host-rookery-device"]);
  expect(await browser.get("/session")).toMatchObject({ person: { email } });
});

test("passkeys that a browser offers meanwhile take nothing from whoever has typed the password", async () => {
  const { email, secret } = await withApp();
  const { key, added } = await withPasskey();
  expect(added.factor.name).toBe("Laptop");
  api.world.clock.advance(60);
  const { browser } = await halfSignedIn(email);
  const offered = await browser.post<{ passkey: PasskeyRequest }>("/session/passkey-request");
  expect(await browser.post("/session/second-factor", { code: await codeOf(secret) })).toMatchObject({
    person: { email },
  });
  expect(await browser.refusal("/session/passkey", { passkey: key.use(offered.passkey) })).toBe(
    "identity.sign_in_expired",
  );
  expect([...browser.cookies.keys()].sort()).toEqual(["__Host-rookery", "__Host-rookery-device"]);
});

test("the half of a sign-in is no session, not even in the session's cookie", async () => {
  const { email } = await withApp();
  const { browser } = await halfSignedIn(email);
  const half = browser.cookies.get("__Host-rookery-sign-in") ?? "";
  browser.cookies.set("__Host-rookery", half);
  await expect(browser.get("/session")).rejects.toMatchObject({ status: 401 });
});

test("whether there is a second factor is told nobody who does not know the password", async () => {
  const { email } = await withApp();
  const answers = [];
  for (const who of [email, "nobody-has-this@example.com", (await somebody()).email]) {
    const response = await api.call("anonymous", "POST", "/session", { email: who, password: "not the password" });
    const { requestId: _, ...answer } = (await response.json()) as Record<string, unknown>;
    answers.push([response.status, response.headers.getSetCookie(), answer]);
  }
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
});

test("a code opens once, one before the last used never, and one step of a wrong clock is forgiven", async () => {
  const { email, secret } = await withApp();
  api.world.clock.advance(600);
  const early = await codeOf(secret, -1);
  const now = await codeOf(secret);
  const next = await codeOf(secret, 1);
  for (const code of [await codeOf(secret, -2), await codeOf(secret, 2)]) {
    const { browser } = await halfSignedIn(email);
    expect(await browser.refusal("/session/second-factor", { code })).toBe("identity.wrong_factor");
  }
  await (await halfSignedIn(email)).browser.post("/session/second-factor", { code: now });
  for (const code of [now, early]) {
    const { browser } = await halfSignedIn(email);
    expect(await browser.refusal("/session/second-factor", { code })).toBe("identity.wrong_factor");
  }
  api.world.clock.advance(300);
  expect(await (await halfSignedIn(email)).browser.refusal("/session/second-factor", { code: next })).toBe(
    "identity.wrong_factor",
  );
  await (await halfSignedIn(email)).browser.post("/session/second-factor", { code: await codeOf(secret, 1) });
});

test("of many that bring the same code at once, one gets in", async () => {
  const { email, secret } = await withApp();
  api.world.clock.advance(600);
  const halves = await Promise.all([1, 2, 3, 4].map(() => halfSignedIn(email)));
  const code = await codeOf(secret);
  const outcomes = await Promise.all(
    halves.map(({ browser }) => browser.refusal("/session/second-factor", { code }).catch(String)),
  );
  expect(outcomes.filter((each) => each === undefined)).toHaveLength(1);
});

test("codes are not tried out: after ten in ten minutes everybody who has the password waits, from wherever they come", async () => {
  const { email, secret } = await withApp();
  api.world.clock.advance(600);
  const outcomes = [];
  for (let tries = 0; tries < 12; tries++) {
    const { browser } = await halfSignedIn(email);
    outcomes.push(await browser.refusal("/session/second-factor", { code: "111111" }));
  }
  expect(outcomes.filter((each) => each === "identity.wrong_factor")).toHaveLength(10);
  expect(outcomes.at(-1)).toBe("rate.limited");
  api.world.clock.advance(600);
  await (await halfSignedIn(email)).browser.post("/session/second-factor", { code: await codeOf(secret) });
});

test("the second half has ten minutes", async () => {
  const { email, secret } = await withApp();
  const { browser } = await halfSignedIn(email);
  api.world.clock.advance(600);
  expect(await browser.refusal("/session/second-factor", { code: await codeOf(secret) })).toBe(
    "identity.sign_in_expired",
  );
  expect(await testVisitor(api).refusal("/session/second-factor", { code: "123456" })).toBe("identity.sign_in_expired");
});

test("each recovery code opens once, however many bring it at once, and the person is told", async () => {
  const { email, browser, codes } = await withApp();
  expect(codes).toHaveLength(10);
  expect(new Set(codes.map((code) => /^([a-z2-9]{4}-){3}[a-z2-9]{4}$/.test(code)))).toEqual(new Set([true]));
  const recoveryCode = ` ${(codes[0] ?? "").toUpperCase().replaceAll("-", " ")} `;
  const halves = await Promise.all([1, 2, 3, 4].map(() => halfSignedIn(email)));
  const outcomes = await Promise.all(
    halves.map((half) => half.browser.refusal("/session/second-factor", { recoveryCode })),
  );
  expect(outcomes.filter((each) => each === undefined)).toHaveLength(1);
  expect(await browser.get("/factors")).toMatchObject({ recoveryCodesLeft: 9 });
  expect(api.world.announced.map(({ type }) => type)).toContain("recovery_code.used");
});

test("new recovery codes void the old ones", async () => {
  const { email, browser, codes } = await withApp();
  const { codes: fresh } = await browser.post<{ codes: string[] }>("/recovery-codes");
  const half = await halfSignedIn(email);
  expect(await half.browser.refusal("/session/second-factor", { recoveryCode: codes[0] })).toBe(
    "identity.wrong_factor",
  );
  await half.browser.post("/session/second-factor", { recoveryCode: fresh[0] });
});

test("a passkey signs in by itself, without a name or a password", async () => {
  const { email, key } = await withPasskey();
  const { browser, passkey } = await passkeyAsked();
  expect(passkey).toMatchObject({ rpId: "portal.example", userVerification: "required", allowCredentials: [] });
  expect(await browser.post("/session/passkey", { passkey: key.use(passkey) })).toMatchObject({ person: { email } });
  expect(await browser.get("/session")).toMatchObject({ person: { email } });
});

test("a passkey is the second factor too, and the password then comes first", async () => {
  const { email, key, added } = await withPasskey();
  const { browser, asked } = await halfSignedIn(email);
  expect(asked).toMatchObject({ totp: false, passkey: { allowCredentials: [{ transports: ["internal"] }] } });
  await browser.post("/session/second-factor", { passkey: key.use(requestOf(asked)) });
  expect(await browser.get("/factors")).toMatchObject({ items: [{ id: added.factor.id, name: "Laptop" }] });
});

const forgeries: Record<string, (key: TestAuthenticator, asked: PasskeyRequest) => unknown> = {
  "from another site": (key, asked) => key.use(asked, { origin: "https://portal.example.evil" }),
  "from another port": (key, asked) => key.use(asked, { origin: "https://portal.example:8443" }),
  "for another relying party": (key, asked) => key.use(asked, { rpId: "evil" }),
  "for another challenge": (key, asked) => key.use(asked, { challenge: "A".repeat(43) }),
  "without a finger, a face or a PIN": (key, asked) => key.use(asked, { unverified: true }),
  "with a counter that does not rise": (key, asked) => key.use(asked, { counter: 1 }),
  "with a counter that begins anew": (key, asked) => key.use(asked, { counter: 0 }),
  "of another person": (key, asked) => key.use(asked, { userHandle: "cGVyX290aGVy" }),
  "with another key under a name that is known": (key, asked) =>
    testAuthenticator(origin).use(asked, {
      id: key.use(asked).id,
      userHandle: key.use(asked).response.userHandle ?? "",
    }),
};

test.each(Object.keys(forgeries))("a passkey's answer %s opens nothing", async (name) => {
  const { email, key } = await withPasskey();
  // What it counts is more than 1 then.
  const first = await passkeyAsked();
  await first.browser.post("/session/passkey", { passkey: key.use(first.passkey) });
  const { browser, passkey } = await passkeyAsked();
  const forged = forgeries[name]?.(key, passkey) as object;
  expect(await browser.refusal("/session/passkey", { passkey: forged })).toBe("identity.wrong_factor");
  const { browser: other, asked } = await halfSignedIn(email);
  const second = forgeries[name]?.(key, requestOf(asked)) as object;
  if (name !== "of another person") {
    expect(await other.refusal("/session/second-factor", { passkey: second })).toBe("identity.wrong_factor");
  }
  await expect(browser.get("/session")).rejects.toMatchObject({ status: 401 });
  // The real one still does.
  await browser.post("/session/passkey", { passkey: key.use(passkey) });
});

test("an answer opens once, and only the browser that asked for it", async () => {
  const { key } = await withPasskey();
  const { browser, passkey } = await passkeyAsked();
  const answer = key.use(passkey);
  const other = await passkeyAsked();
  expect(await other.browser.refusal("/session/passkey", { passkey: answer })).toBe("identity.wrong_factor");
  expect(await testVisitor(api).refusal("/session/passkey", { passkey: answer })).toBe("identity.sign_in_expired");
  await browser.post("/session/passkey", { passkey: answer });
  expect(await browser.refusal("/session/passkey", { passkey: answer })).toBe("identity.sign_in_expired");
});

test("somebody else's passkey is nobody's second factor", async () => {
  const { email } = await withPasskey();
  const { key } = await withPasskey();
  const { browser, asked } = await halfSignedIn(email);
  expect(await browser.refusal("/session/second-factor", { passkey: key.use(requestOf(asked)) })).toBe(
    "identity.wrong_factor",
  );
});

test.each([
  ["from another site", { origin: "https://evil.example" }],
  ["for another relying party", { rpId: "evil.example" }],
  ["for a challenge that we did not give", { challenge: "B".repeat(43) }],
  ["without a finger, a face or a PIN", { unverified: true as const }],
])("a passkey made %s is not added", async (_, lies) => {
  const { browser } = await somebody();
  const creation = await browser.post<PasskeyCreation>("/factors/passkey-request");
  const passkey = testAuthenticator(origin).create(creation, lies);
  expect(await browser.refusal("/factors/passkeys", { name: "Key", passkey })).toBe("identity.passkey_unusable");
  expect(await browser.get("/factors")).toMatchObject({ items: [] });
});

test("a passkey belongs to one person, and its challenge is good for one answer", async () => {
  const { browser, key } = await withPasskey();
  const again = await browser.post<PasskeyCreation>("/factors/passkey-request");
  const answer = key.create(again);
  expect(await browser.refusal("/factors/passkeys", { name: "Twice", passkey: answer })).toBe(
    "identity.passkey_unusable",
  );
  const other = await somebody();
  const theirs = await other.browser.post<PasskeyCreation>("/factors/passkey-request");
  expect(await other.browser.refusal("/factors/passkeys", { name: "Stolen", passkey: key.create(theirs) })).toBe(
    "identity.passkey_unusable",
  );
  expect(await other.browser.refusal("/factors/passkeys", { name: "Stolen", passkey: answer })).toBe(
    "identity.passkey_unusable",
  );
});

test("the first factor brings recovery codes and ends the other sessions; the next ones do neither", async () => {
  const { email, browser } = await somebody();
  const other = testVisitor(api);
  await other.post("/session", { email, password });
  const { codes } = await withApp({ email, browser });
  expect(codes).toHaveLength(10);
  await expect(other.get("/session")).rejects.toMatchObject({ status: 401 });
  const { added } = await withPasskey({ email, browser });
  expect(added.recoveryCodes).toBeNull();
});

test("factors are renamed and removed by their person alone, and with the last one go the codes", async () => {
  const { email, browser, factorId } = await withApp();
  const stranger = await withApp();
  expect(await stranger.browser.refusal(`/factors/${factorId}/name`, { name: "Mine" })).toBe("factor.not_found");
  expect(await stranger.browser.refusal(`/factors/${factorId}/remove`)).toBe("factor.not_found");
  await browser.post(`/factors/${factorId}/name`, { name: "Old phone" });
  expect(await browser.get("/factors")).toMatchObject({ items: [{ name: "Old phone" }] });
  await browser.post(`/factors/${factorId}/remove`);
  expect(await browser.get("/factors")).toMatchObject({ items: [], recoveryCodesLeft: 0 });
  expect(await testVisitor(api).post("/session", { email, password })).toMatchObject({ person: { email } });
});

test("who has the password and tries out second factors is told of to the person: from the fifth on, once an hour", async () => {
  const { email } = await withApp();
  const warnings = () => api.world.announced.filter(({ type }) => type === "factor.guessed").length;
  const before = warnings();
  const { browser } = await halfSignedIn(email);
  const tries = async (count: number) => {
    for (let each = 0; each < count; each++) await browser.refusal("/session/second-factor", { code: "000000" });
  };
  await tries(4);
  expect(warnings()).toBe(before);
  await tries(3);
  expect(warnings()).toBe(before + 1);
  api.world.clock.advance(59 * 60);
  const later = await halfSignedIn(email);
  await later.browser.refusal("/session/second-factor", { recoveryCode: "aaaa-bbbb" });
  expect(warnings()).toBe(before + 1);
  api.world.clock.advance(60);
  await later.browser.refusal("/session/second-factor", { recoveryCode: "aaaa-bbbb" });
  expect(warnings()).toBe(before + 2);
  // Nor is it told when nothing was tried.
  expect(await testVisitor(api).refusal("/session/second-factor", { code: "000000" })).toBe("identity.sign_in_expired");
  expect(warnings()).toBe(before + 2);
  const [told] = api.world.announced.filter(({ type }) => type === "factor.guessed").slice(-1);
  const mail = await compose(api.world.as(system, portal), {
    eventId: "evt",
    type: "factor.guessed",
    subject: told?.subject ?? "",
  });
  expect(mail).toMatchObject({ to: email, subject: "Somebody tries to get past your second factor" });
});

test("beside a factor eight characters are enough, and the last one stays until fifteen were chosen", async () => {
  const { email, browser, factorId } = await withApp();
  expect(await browser.get("/factors")).toMatchObject({ passwordCharactersMin: 8, passwordNeedsFactor: false });
  await browser.post("/password", { currentPassword: password, newPassword: "drei Kraniche" });
  expect(await browser.get("/factors")).toMatchObject({ passwordNeedsFactor: true });
  const { added } = await withPasskey({ email, browser });
  // It is the last one that holds the door.
  await browser.post(`/factors/${added.factor.id}/remove`);
  expect(await browser.refusal(`/factors/${factorId}/remove`)).toBe("factor.password_too_short");
  await browser.post("/password", { currentPassword: "drei Kraniche", newPassword: "drei Kraniche am Fluss" });
  await browser.post(`/factors/${factorId}/remove`);
  expect(await browser.get("/factors")).toMatchObject({ passwordCharactersMin: 15, passwordNeedsFactor: false });
});

test("an app that has shown no code yet counts for nothing", async () => {
  const { email, browser } = await somebody();
  const { id } = await browser.post<{ id: string }>("/factors/totp", { name: "Phone" });
  expect(await browser.refusal(`/factors/${id}/confirmation`, { code: "000000" })).toBe("identity.wrong_factor");
  expect(await browser.get("/factors")).toMatchObject({ items: [] });
  expect(await testVisitor(api).post("/session", { email, password })).toMatchObject({ person: { email } });
});

test("after a quarter of an hour what is dangerous asks again who it is, and the session gets another token", async () => {
  const { browser, secret, factorId } = await withApp();
  api.world.clock.advance(15 * 60);
  expect(await browser.refusal(`/factors/${factorId}/remove`)).toBe("auth.confirmation_required");
  const before = browser.cookies.get("__Host-rookery") ?? "";
  expect(await browser.post("/session/confirmation-request")).toMatchObject({ password: false, totp: true });
  expect(await browser.refusal("/session/confirmation", { password })).toBe("identity.wrong_factor");
  await browser.post("/session/confirmation", { code: await codeOf(secret) });
  expect(browser.cookies.get("__Host-rookery")).not.toBe(before);
  await browser.post(`/factors/${factorId}/remove`);
  const thief = testVisitor(api);
  thief.cookies.set("__Host-rookery", before);
  await expect(thief.get("/session")).rejects.toMatchObject({ status: 401 });
});

test("whoever has no factor confirms with the password, whoever has a passkey with that", async () => {
  const { email, browser } = await somebody();
  api.world.clock.advance(15 * 60);
  expect(await browser.refusal("/factors/passkey-request")).toBe("auth.confirmation_required");
  expect(await browser.post("/session/confirmation-request")).toMatchObject({ password: true, passkey: null });
  expect(await browser.refusal("/session/confirmation", { password: "not the password" })).toBe(
    "identity.wrong_password",
  );
  await browser.post("/session/confirmation", { password });
  const { key } = await withPasskey({ email, browser });
  api.world.clock.advance(15 * 60);
  const asked = await browser.post<{ passkey: PasskeyRequest | null }>("/session/confirmation-request");
  const answer = key.use(requestOf(asked));
  await browser.post("/session/confirmation", { passkey: answer });
  expect(await browser.refusal("/session/confirmation", { passkey: answer })).toBe("identity.wrong_factor");
});
