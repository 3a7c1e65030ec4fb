import { and, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { account, membership } from "#core/accounts/account.sql.ts";
import { newId } from "#core/kernel/id.ts";
import { auditLog } from "#core/kernel/kernel.sql.ts";
import type { ProviderPerson } from "#core/sso/test-provider.ts";
import { password } from "./test-api.ts";
import { type Arrival, at, type Settings, type TestCompanies, testCompanies } from "./test-companies.ts";
import { type TestVisitor, testVisitor } from "./test-visitor.ts";

let companies: TestCompanies;
let api: TestCompanies["api"];
beforeAll(async () => {
  companies = await testCompanies();
  ({ api } = companies);
});
afterAll(() => companies.close());
// So that no test uses up what another may try.
beforeEach(() => api.world.clock.advance(600));
afterEach(() => companies.closeProviders());

test("staff come in through a connection of their own, with the role that it gives", async () => {
  const as = async <T>(method: string, path: string, body?: object) => {
    const response = await api.call("staff administrator", method, path, body);
    return { body: (await response.json()) as T, cookie: response.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "" };
  };
  const { redirectUri } = (await as<Settings>("GET", "/sso")).body;
  expect(redirectUri).toBe("https://portal.example/sso/callback/staff");
  const provider = await companies.provider(redirectUri);
  const fresh = {
    claim: "groups",
    roles: [{ value: "ops", role: "operator" }],
    defaultRole: null,
    trustsFactors: true,
  };
  const saving = () => as("POST", "/sso", { issuer: provider.issuer, ...provider.client, ...fresh });
  await saving();
  const { connection } = (await as<Settings>("POST", "/sso/domains", { name: "rookery.example" })).body;
  const [named] = connection?.domains ?? [];
  companies.records.set(named?.record.name ?? "", [named?.record.value ?? ""]);
  await as("POST", `/sso/domains/${named?.id}/verification`);
  const { body, cookie } = await as<{ url: string }>("POST", "/sso/tests");
  const seen = Object.fromEntries((await provider.visit(body.url, { sub: "t" })).searchParams);
  await api.call("anonymous", "POST", "/sso/callback", { door: "staff", answered: seen }, { cookie });
  await as("POST", "/sso/switch", { enabled: true, enforced: true });

  const comeIn = async (groups: string[]) => {
    const browser = testVisitor(api);
    const { url } = await browser.post<{ url: string }>("/sso/sign-ins", { at: "staff" });
    const who = { sub: "olu", email: "olu@rookery.example", groups };
    const answered = Object.fromEntries((await provider.visit(url, who)).searchParams);
    return { browser, arrival: await browser.post<Arrival>("/sso/callback", { door: "staff", answered }) };
  };
  const { browser, arrival } = await comeIn(["ops"]);
  expect(arrival).toMatchObject({ outcome: "signed_in", begun: { session: { staff: "operator", account: null } } });
  expect(await browser.get("/session")).toMatchObject({ staff: "operator" });
  // It is the only way in now: for all but administrators.
  expect((await api.call("staff support", "GET", "/session")).status).toBe(401);
  expect((await api.call("staff administrator", "GET", "/session")).status).toBe(200);
  expect((await comeIn([])).arrival.outcome).toBe("no_role");
  expect(
    await browser.get("/session").then(
      () => "in",
      ({ code }) => code,
    ),
  ).toBe("auth.required");
});

describe("setting up", () => {
  test("a connection is tried before it lets anybody in, and says what the provider said", async () => {
    const corp = await companies.add();
    expect((await corp.boss.get<Settings>("/sso")).connection).toBeNull();
    await corp.save();
    expect(await corp.boss.refusal("/sso/switch", { enabled: true, enforced: false })).toBe("sso.untested");
    expect(await testVisitor(api).refusal("/sso/sign-ins", { at: corp.door })).toBe("sso.no_connection");
    const seen = await corp.comeIn(
      corp.boss,
      { sub: "b", email: "b@x.example", groups: ["web", "ops"] },
      {},
      "/sso/tests",
    );
    expect(seen.outcome).toBe("tested");
    expect(seen.said?.claims).toContainEqual({ name: "groups", values: ["web", "ops"] });
    await corp.boss.post("/sso/switch", { enabled: true, enforced: false });
    // Another secret is another thing to try.
    const { connection } = await corp.save();
    expect(connection).toMatchObject({ enabled: false, enforced: false });
  });

  test("the secret goes in and never comes out, nor into the log", async () => {
    const corp = await companies.add();
    const { clientSecret } = corp.provider.client;
    await corp.save();
    expect(JSON.stringify(await corp.boss.get("/sso"))).not.toContain(clientSecret);
    const rows = await api.world.db.transaction({ role: "platform" }, (tx) =>
      tx.select().from(auditLog).where(eq(auditLog.accountId, corp.accountId)),
    );
    expect(rows.map(({ action }) => action)).toContain("sso.save");
    expect(JSON.stringify(rows)).not.toContain(clientSecret);
  });

  test("nobody becomes an owner by what a provider says, nor staff by what a customer's does", async () => {
    const corp = await companies.add();
    for (const role of ["owner", "support", "operator"])
      await expect(corp.save({ defaultRole: role }), role).rejects.toThrow("input.invalid");
    await expect(corp.save({ claim: "groups", roles: [{ value: "x", role: "owner" }] })).rejects.toThrow(
      "input.invalid",
    );
  });

  test("that the provider's second factor counts is for an owner to say", async () => {
    const corp = await companies.add();
    const administrator = await (
      await companies.somebody({ accountId: corp.accountId, role: "administrator" })
    ).signIn();
    const settings = { issuer: corp.provider.issuer, ...corp.provider.client, claim: "", roles: [], defaultRole: null };
    expect(await administrator.refusal("/sso", { ...settings, trustsFactors: true })).toBe("sso.owner_decides");
    await corp.save({ trustsFactors: true });
    // Nor does an administrator put another provider in the place of the one that is trusted.
    expect(await administrator.refusal("/sso", { ...settings, clientId: "c", trustsFactors: true })).toBe(
      "sso.owner_decides",
    );
  });

  test("a domain is one account's alone, and only when its record says so", async () => {
    const [corp, other] = [await companies.open(), await companies.add()];
    await other.save();
    const { connection } = await other.boss.post<Settings>("/sso/domains", { name: corp.domain });
    const named = connection?.domains[0];
    const verify = `/sso/domains/${named?.id}/verification`;
    expect(await other.boss.refusal(verify)).toBe("sso.domain_unverified");
    companies.records.set(named?.record.name ?? "", [named?.record.value ?? ""]);
    expect(await other.boss.refusal(verify)).toBe("sso.domain_taken");
  });

  test("what is no provider, or does not answer, is said and changes nothing", async () => {
    const corp = await companies.add();
    expect(await corp.boss.refusal("/sso/discovery", { issuer: "https://10.0.0.1/" })).toBe("sso.not_a_provider");
    await corp.provider.close();
    await expect(corp.save()).rejects.toThrow("sso.provider_unavailable");
    expect((await corp.boss.get<Settings>("/sso")).connection).toBeNull();
  });
});

describe("coming in", () => {
  test("somebody new becomes a member with the role that the provider gives, in a session of its own cookie", async () => {
    const corp = await companies.open({
      ...{ claim: "groups", defaultRole: "reader" },
      roles: [
        { value: "web", role: "technical" },
        { value: "money", role: "billing" },
      ],
    });
    const browser = testVisitor(api);
    const { url } = await browser.post<{ url: string }>("/sso/sign-ins", { at: `kim@${corp.domain}` });
    expect(new URL(url).searchParams.get("login_hint")).toBe(`kim@${corp.domain}`);
    const kim = at(corp, "kim", { groups: ["money", "web"] });
    const answered = Object.fromEntries((await corp.provider.visit(url, kim)).searchParams);
    const arrival = await browser.post<Arrival>("/sso/callback", { door: corp.door, answered });
    expect(arrival).toMatchObject({
      outcome: "signed_in",
      begun: { session: { account: { name: "Corp", role: "technical" }, person: { email: kim.email } } },
    });
    expect(JSON.stringify(arrival)).not.toContain("token");
    expect([...browser.cookies.keys()].toSorted()).toEqual(["__Host-rookery", "__Host-rookery-device"]);
    expect(await browser.get("/session")).toMatchObject({ account: { role: "technical" } });
    // Known by the subject from now on, whatever the address is.
    const again = await corp.comeIn(testVisitor(api), { ...kim, email: "kim@married.example", groups: ["money"] });
    expect(again.begun?.session.account?.role).toBe("billing");
  });

  test("the cookie of the way there is short-lived, Lax, and for that way alone; the session's stays Strict", async () => {
    const corp = await companies.open();
    const response = await api.call("anonymous", "POST", "/sso/sign-ins", { at: corp.door });
    const [line = ""] = response.headers.getSetCookie();
    expect(line).toMatch(
      /^__Secure-rookery-sso=[\w-]{43}; Max-Age=600; Path=\/api\/sso; HttpOnly; Secure; SameSite=Lax$/,
    );
    const { url } = (await response.json()) as { url: string };
    expect(url).not.toContain(line.slice(21, 64));
    const answered = Object.fromEntries((await corp.provider.visit(url, at(corp, "ada"))).searchParams);
    const cookie = line.split(";", 1)[0] ?? "";
    const back = await api.call("anonymous", "POST", "/sso/callback", { door: corp.door, answered }, { cookie });
    const session = back.headers.getSetCookie().find((each) => each.startsWith("__Host-rookery="));
    expect(session).toMatch(/; HttpOnly; Secure; SameSite=Strict$/);
  });
});

describe("who is in", () => {
  test("is in the one account, for a working day, and out when the provider is switched off, changed or removed", async () => {
    const corp = await companies.open();
    const enter = async () => {
      const browser = testVisitor(api);
      await corp.comeIn(browser, at(corp, "kim"));
      return browser;
    };
    const gone = (browser: TestVisitor) =>
      browser.get("/session").then(
        () => "in",
        ({ code }) => code,
      );
    const first = await enter();
    api.world.clock.advance(12 * 3_600 - 60);
    expect(await gone(first)).toBe("in");
    api.world.clock.advance(61);
    expect(await gone(first)).toBe("auth.required");

    corp.boss = await corp.owner.signIn();
    const second = await enter();
    await corp.boss.post("/sso/switch", { enabled: false, enforced: false });
    expect(await gone(second)).toBe("auth.required");
    await corp.boss.post("/sso/switch", { enabled: true, enforced: false });
    const third = await enter();
    expect(await gone(third)).toBe("in");
    await api.call("anonymous", "DELETE", "/sso", undefined, {
      cookie: [...corp.boss.cookies].map((pair) => pair.join("=")).join("; "),
    });
    expect(await gone(third)).toBe("auth.required");
  });

  test("loses the membership with the role, and gets another with another; an owner stays one", async () => {
    const roles = [{ value: "web", role: "technical" }];
    const corp = await companies.open({ claim: "groups", roles, defaultRole: null });
    const browser = testVisitor(api);
    await corp.comeIn(browser, at(corp, "kim", { groups: ["web"] }));
    expect((await corp.comeIn(testVisitor(api), at(corp, "kim", { groups: [] }))).outcome).toBe("no_role");
    const members = await api.world.db.transaction({ role: "platform" }, (tx) =>
      tx
        .select()
        .from(membership)
        .where(and(eq(membership.accountId, corp.accountId), eq(membership.role, "technical"))),
    );
    expect(members).toEqual([]);
    expect(
      await browser.get("/session").then(
        () => "in",
        ({ code }) => code,
      ),
    ).toBe("auth.required");
    expect((await corp.comeIn(testVisitor(api), at(corp, "stranger"))).outcome).toBe("no_role");

    const second = await companies.somebody({ accountId: corp.accountId, role: "owner" }, corp.domain);
    const hers = testVisitor(api);
    const who: ProviderPerson = { sub: "owner", email: second.email, groups: ["web"] };
    await corp.comeIn(hers, who);
    await hers.post("/session", { email: second.email, password });
    await hers.post("/sso/connection");
    expect((await corp.comeIn(hers, who)).begun?.session.account?.role).toBe("owner");
  });

  test("reaches nothing of their other accounts, nor the factors with which they sign in there", async () => {
    const corp = await companies.open();
    const home = newId("account");
    await api.world.db.transaction({ role: "platform" }, (tx) =>
      tx.insert(account).values({ id: home, name: "Home", createdAt: api.world.clock.now }),
    );
    const ada = await companies.somebody({ accountId: home, role: "owner" }, corp.domain);
    const who: ProviderPerson = { sub: "ada", email: ada.email };
    const browser = testVisitor(api);
    await corp.comeIn(browser, who);
    await browser.post("/session", { email: ada.email, password });
    await browser.post("/sso/connection");
    expect((await corp.comeIn(browser, who)).begun?.session.account?.name).toBe("Corp");
    expect(await browser.refusal("/factors/totp", { name: "Phone" })).toBe("auth.own_sign_in_required");
    await browser.post("/session/account", { accountId: home }).catch(() => undefined);
    expect(
      await browser.get("/services").then(
        () => "in",
        ({ code }) => code,
      ),
    ).toBe("auth.forbidden");
  });

  test("needs the provider where it is the only way in; owners have another, for when it fails", async () => {
    const corp = await companies.open();
    const ada = await companies.somebody({ accountId: corp.accountId, role: "administrator" }, corp.domain);
    const browser = await ada.signIn();
    expect(await browser.get("/session")).toMatchObject({ account: { name: "Corp" } });
    await corp.boss.post("/sso/switch", { enabled: true, enforced: true });
    const { number } = await corp.boss.get<{ number: number }>("/account");
    expect(await browser.get("/session")).toMatchObject({ account: null, ssoOnly: number });
    expect(await ada.signIn().then((again) => again.get("/session"))).toMatchObject({ account: null, ssoOnly: number });
    expect(
      await (await ada.signIn()).get("/services").then(
        () => "in",
        ({ code }) => code,
      ),
    ).toBe("auth.forbidden");
    const kim = testVisitor(api);
    await corp.comeIn(kim, at(corp, "kim"));
    expect(await kim.get("/session")).toMatchObject({ account: { name: "Corp" }, ssoOnly: null });
    expect(await kim.post("/session/confirmation-request")).toMatchObject({
      provider: String(number),
      password: false,
    });
    await corp.provider.close();
    const boss = await corp.owner.signIn();
    expect(await boss.get("/session")).toMatchObject({ account: { name: "Corp", role: "owner" }, ssoOnly: null });
    expect(await boss.post("/session/confirmation-request")).toMatchObject({ provider: null });
    await boss.post("/sso/switch", { enabled: true, enforced: false });
    expect(await browser.get("/session")).toMatchObject({ account: { name: "Corp" } });
  });

  test("confirms that it is them at the provider, which asks again, and nobody else does", async () => {
    const corp = await companies.open({ defaultRole: "administrator" });
    const browser = testVisitor(api);
    await corp.comeIn(browser, at(corp, "kim"));
    api.world.clock.advance(16 * 60);
    expect(await browser.refusal("/sso/switch", { enabled: true, enforced: false })).toBe("auth.confirmation_required");
    const again = { at: corp.door, confirm: true };
    await expect(corp.comeIn(browser, at(corp, "eve"), again)).rejects.toThrow("sso.somebody_else");
    const { url } = await browser.post<{ url: string }>("/sso/sign-ins", again);
    expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({ prompt: "login", max_age: "0" });
    expect(await (await corp.owner.signIn()).refusal("/sso/sign-ins", again)).toBe("sso.no_connection");
  });
});

test("who has a second factor here shows it, unless the provider asked for one that counts", async () => {
  const corp = await companies.open();
  const browser = testVisitor(api);
  await corp.comeIn(browser, at(corp, "kim"));
  const { id, secret } = await browser.post<{ id: string; secret: string }>("/factors/totp", { name: "Phone" });
  const { generate } = await import("otplib/functional");
  const code = async () => generate({ secret, epoch: Math.floor(api.world.clock.now.getTime() / 1000) });
  await browser.post(`/factors/${id}/confirmation`, { code: await code() });
  const asked = testVisitor(api);
  expect(await corp.comeIn(asked, at(corp, "kim"))).toMatchObject({
    outcome: "second_factor",
    half: { shown: { secondFactor: { totp: true } } },
  });
  expect(asked.cookies.has("__Host-rookery")).toBe(false);
  api.world.clock.advance(60);
  await asked.post("/session/second-factor", { code: await code() });
  expect(await asked.get("/session")).toMatchObject({ account: { name: "Corp" } });
  // The session is the provider's all the same: it ends with it.
  await corp.boss.post("/sso/switch", { enabled: false, enforced: false });
  expect(
    await asked.get("/session").then(
      () => "in",
      ({ code: refused }) => refused,
    ),
  ).toBe("auth.required");
  await corp.boss.post("/sso/switch", { enabled: true, enforced: false });
  expect((await corp.comeIn(testVisitor(api), at(corp, "kim", { amr: ["mfa"] }))).outcome).toBe("signed_in");
  await corp.save({ trustsFactors: true });
  await corp.comeIn(corp.boss, { sub: "test" }, {}, "/sso/tests");
  await corp.boss.post("/sso/switch", { enabled: true, enforced: false });
  expect((await corp.comeIn(testVisitor(api), at(corp, "kim"))).outcome).toBe("signed_in");
});
