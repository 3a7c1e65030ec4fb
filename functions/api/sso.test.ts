import { and, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { account, membership } from "#core/accounts/account.sql.ts";
import { person } from "#core/identity/person.sql.ts";
import { newId } from "#core/kernel/id.ts";
import { auditLog } from "#core/kernel/kernel.sql.ts";
import { hashPassword } from "#core/kernel/password.ts";
import { publicFetch } from "#core/kernel/public-fetch.ts";
import { Secret } from "#core/kernel/secret.ts";
import { openIdProviders } from "#core/sso/open-id-providers.ts";
import { type ProviderPerson, type TestProvider, testProvider } from "#core/sso/test-provider.ts";
import { password, type TestApi, testApi } from "./test-api.ts";
import { type TestVisitor, testVisitor } from "./test-visitor.ts";

const records = new Map<string, string[]>();
const fetch = publicFetch({ loopback: true, timeoutMs: 2_000 });
let api: TestApi;
let passwordHash: string;
beforeAll(async () => {
  api = await testApi({
    identityProviders: openIdProviders({ fetch, loopback: true }),
    txtRecords: { of: async (name) => records.get(name) ?? [] },
  });
  passwordHash = await hashPassword(new Secret(password));
});
afterAll(() => api.close());
// So that no test uses up what another may try.
beforeEach(() => api.world.clock.advance(600));
const providers: TestProvider[] = [];
afterEach(async () => {
  await Promise.all(providers.splice(0).map((each) => each.close()));
});

interface Settings {
  redirectUri: string;
  signInUrl: string;
  connection: null | {
    enabled: boolean;
    enforced: boolean;
    domains: { id: string; record: { name: string; value: string } }[];
  };
}
interface Arrival {
  outcome: string;
  begun?: { session: { account: { name: string; role: string } | null; staff: string | null } };
  said?: { claims: { name: string; values: string[] }[] };
}

let people = 0;
/** Somebody with a password, who belongs to the account if they have a role there. */
async function somebody(
  of?: { accountId: `acc_${string}`; role: "owner" | "administrator" | "technical" },
  domain = "corp.example",
) {
  const [personId, email, createdAt] = [newId("person"), `some${people++}@${domain}`, api.world.clock.now];
  await api.world.db.transaction({ role: "platform" }, async (tx) => {
    const row = { id: personId, email, name: "Kim", passwordHash, emailVerifiedAt: createdAt, createdAt };
    await tx.insert(person).values(row);
    if (of) await tx.insert(membership).values({ id: newId("membership"), ...of, personId, createdAt });
  });
  const signIn = async () => {
    const browser = testVisitor(api);
    await browser.post("/session", { email, password });
    return browser;
  };
  return { personId, email, signIn };
}

let companies = 0;
/** An account with an owner, a provider of its own, and a domain that it has shown to be its own. */
async function company(settings: object = {}) {
  const accountId = newId("account");
  const createdAt = api.world.clock.now;
  await api.world.db.transaction({ role: "platform" }, (tx) =>
    tx.insert(account).values({ id: accountId, name: "Corp", createdAt }),
  );
  const owner = await somebody({ accountId, role: "owner" }, "elsewhere.example");
  const boss = await owner.signIn();
  const { redirectUri } = await boss.get<Settings>("/sso");
  const provider = await testProvider(redirectUri);
  providers.push(provider);
  const domain = `corp${companies++}.example`;
  const save = (more: object = {}) =>
    boss.post<Settings>("/sso", {
      ...{ issuer: provider.issuer, ...provider.client, claim: "", roles: [], defaultRole: "reader" },
      ...{ trustsFactors: false, ...settings, ...more },
    });
  const door = redirectUri.split("/").at(-1) ?? "";
  /** Sends a browser to the provider and brings it back, with what it is to be given there. */
  const away = async (
    browser: TestVisitor,
    who: ProviderPerson,
    begin: object = { at: door },
    path = "/sso/sign-ins",
  ) => {
    const { url } = await browser.post<{ url: string }>(path, begin);
    return Object.fromEntries((await provider.visit(url, who)).searchParams);
  };
  const comeIn = async (browser: TestVisitor, who: ProviderPerson, begin?: object, path?: string): Promise<Arrival> =>
    browser.post<Arrival>("/sso/callback", { door, answered: await away(browser, who, begin, path) });
  return { accountId, owner, boss, provider, domain, door, save, away, comeIn };
}
type Company = Awaited<ReturnType<typeof company>>;

async function proveDomain({ boss, domain }: Pick<Company, "boss" | "domain">) {
  const { connection } = await boss.post<Settings>("/sso/domains", { name: domain });
  const named = connection?.domains.find(({ record }) => record.name.endsWith(domain));
  if (!named) throw new Error("no such domain");
  records.set(named.record.name, [named.record.value]);
  await boss.post(`/sso/domains/${named.id}/verification`);
}

/** The same, switched on. */
async function openCompany(settings: object = {}): Promise<Company> {
  const made = await company(settings);
  await made.save();
  await proveDomain(made);
  await made.comeIn(made.boss, { sub: "test" }, {}, "/sso/tests");
  await made.boss.post("/sso/switch", { enabled: true, enforced: false });
  return made;
}

const at = ({ domain }: Company, name: string, more: object = {}): ProviderPerson => ({
  ...{ sub: `sub-${name}`, email: `${name}@${domain}`, email_verified: true, name, ...more },
});

test("staff come in through a connection of their own, with the role that it gives", async () => {
  const as = async <T>(method: string, path: string, body?: object) => {
    const response = await api.call("staff administrator", method, path, body);
    return { body: (await response.json()) as T, cookie: response.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "" };
  };
  const { redirectUri } = (await as<Settings>("GET", "/sso")).body;
  expect(redirectUri).toBe("https://portal.example/sso/callback/staff");
  const provider = await testProvider(redirectUri);
  providers.push(provider);
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
  records.set(named?.record.name ?? "", [named?.record.value ?? ""]);
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
    const corp = await company();
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
    const corp = await company();
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
    const corp = await company();
    for (const role of ["owner", "support", "operator"])
      await expect(corp.save({ defaultRole: role }), role).rejects.toThrow("input.invalid");
    await expect(corp.save({ claim: "groups", roles: [{ value: "x", role: "owner" }] })).rejects.toThrow(
      "input.invalid",
    );
  });

  test("that the provider's second factor counts is for an owner to say", async () => {
    const corp = await company();
    const administrator = await (await somebody({ accountId: corp.accountId, role: "administrator" })).signIn();
    const settings = { issuer: corp.provider.issuer, ...corp.provider.client, claim: "", roles: [], defaultRole: null };
    expect(await administrator.refusal("/sso", { ...settings, trustsFactors: true })).toBe("sso.owner_decides");
    await corp.save({ trustsFactors: true });
    // Nor does an administrator put another provider in the place of the one that is trusted.
    expect(await administrator.refusal("/sso", { ...settings, clientId: "c", trustsFactors: true })).toBe(
      "sso.owner_decides",
    );
  });

  test("a domain is one account's alone, and only when its record says so", async () => {
    const [corp, other] = [await openCompany(), await company()];
    await other.save();
    const { connection } = await other.boss.post<Settings>("/sso/domains", { name: corp.domain });
    const named = connection?.domains[0];
    const verify = `/sso/domains/${named?.id}/verification`;
    expect(await other.boss.refusal(verify)).toBe("sso.domain_unverified");
    records.set(named?.record.name ?? "", [named?.record.value ?? ""]);
    expect(await other.boss.refusal(verify)).toBe("sso.domain_taken");
  });

  test("what is no provider, or does not answer, is said and changes nothing", async () => {
    const corp = await company();
    expect(await corp.boss.refusal("/sso/discovery", { issuer: "https://10.0.0.1/" })).toBe("sso.not_a_provider");
    await corp.provider.close();
    await expect(corp.save()).rejects.toThrow("sso.provider_unavailable");
    expect((await corp.boss.get<Settings>("/sso")).connection).toBeNull();
  });
});

describe("coming in", () => {
  test("somebody new becomes a member with the role that the provider gives, in a session of its own cookie", async () => {
    const corp = await openCompany({
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
    const corp = await openCompany();
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

  test("an answer is for the browser that set out, once, and for ten minutes", async () => {
    const corp = await openCompany();
    const [browser, another] = [testVisitor(api), testVisitor(api)];
    const answered = await corp.away(browser, at(corp, "kim"));
    const back = { door: corp.door, answered };
    // Without a cookie, and with one of an attempt of their own: nobody is signed in as somebody else.
    expect(await another.refusal("/sso/callback", back)).toBe("sso.stray_answer");
    await another.post("/sso/sign-ins", { at: corp.door });
    expect(await another.refusal("/sso/callback", back)).toBe("sso.untrusted");
    expect(another.cookies.has("__Host-rookery")).toBe(false);
    const kept = new Map(browser.cookies);
    await browser.post("/sso/callback", back);
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expect(await browser.refusal("/sso/callback", back)).toBe("sso.stray_answer");

    const late = testVisitor(api);
    const lateAnswer = await corp.away(late, at(corp, "kim"));
    api.world.clock.advance(601);
    expect(await late.refusal("/sso/callback", { door: corp.door, answered: lateAnswer })).toBe("sso.stray_answer");
  });

  test("a failed answer ends the attempt too", async () => {
    const corp = await openCompany();
    const browser = testVisitor(api);
    const answered = await corp.away(browser, at(corp, "kim"));
    const kept = new Map(browser.cookies);
    const tampered = { ...answered, state: "other" };
    expect(await browser.refusal("/sso/callback", { door: corp.door, answered: tampered })).toBe("sso.untrusted");
    for (const [name, value] of kept) browser.cookies.set(name, value);
    expect(await browser.refusal("/sso/callback", { door: corp.door, answered })).toBe("sso.stray_answer");
  });

  test("what one provider answers is never taken for another's, nor sent to it", async () => {
    const [honest, attacker] = [await openCompany(), await openCompany()];
    const browser = testVisitor(api);
    // Sets out for the attacker's provider, which leads on to the honest one with the same state.
    const { url } = await browser.post<{ url: string }>("/sso/sign-ins", { at: attacker.door });
    const led = new URL(url);
    led.host = new URL(honest.provider.issuer).host;
    led.searchParams.set("redirect_uri", `https://portal.example/sso/callback/${honest.door}`);
    const answered = Object.fromEntries((await honest.provider.visit(led.href, at(honest, "kim"))).searchParams);
    const kept = new Map(browser.cookies);
    expect(await browser.refusal("/sso/callback", { door: honest.door, answered })).toBe("sso.stray_answer");
    for (const [name, value] of kept) browser.cookies.set(name, value);
    // And at the attacker's own address it names an issuer that is not theirs.
    await browser.post("/sso/sign-ins", { at: attacker.door });
    const mixed = { ...answered, state: new URL(url).searchParams.get("state") };
    expect(await browser.refusal("/sso/callback", { door: attacker.door, answered: mixed })).toBe("sso.untrusted");
  });

  test("the provider speaks for its own domains, for confirmed addresses, and for nobody else", async () => {
    const corp = await openCompany();
    const coming = (who: ProviderPerson) => corp.comeIn(testVisitor(api), who);
    await expect(coming({ sub: "1", email: "victim@mail.example" })).rejects.toThrow("sso.address_not_covered");
    await expect(coming({ sub: "2", email: `x@${corp.domain}`, email_verified: false })).rejects.toThrow(
      "sso.email_unverified",
    );
    await expect(coming({ sub: "3" })).rejects.toThrow("sso.no_email");
    const rows = await api.world.db.transaction({ role: "platform" }, (tx) =>
      tx.select().from(person).where(eq(person.email, "victim@mail.example")),
    );
    expect(rows).toEqual([]);
  });

  test("an address that somebody has here connects nobody before they have signed in as they did", async () => {
    const corp = await openCompany();
    const ada = await somebody({ accountId: corp.accountId, role: "technical" }, corp.domain);
    const mallory = await somebody(undefined, corp.domain);
    const who: ProviderPerson = { sub: "ada", email: ada.email.toUpperCase(), email_verified: true };
    const browser = testVisitor(api);
    expect((await corp.comeIn(browser, who)).outcome).toBe("connect");
    expect(browser.cookies.has("__Host-rookery")).toBe(false);
    // Somebody else's sign-in connects nothing, nor does another browser.
    await browser.post("/session", { email: mallory.email, password });
    expect(await browser.refusal("/sso/connection")).toBe("sso.nothing_to_connect");
    expect(await (await ada.signIn()).refusal("/sso/connection")).toBe("sso.nothing_to_connect");

    expect((await corp.comeIn(browser, who)).outcome).toBe("connect");
    await browser.post("/session", { email: ada.email, password });
    await browser.post("/sso/connection");
    expect((await corp.comeIn(testVisitor(api), who)).outcome).toBe("signed_in");
    // The same address under another subject is somebody else.
    expect((await corp.comeIn(testVisitor(api), { ...who, sub: "reused" })).outcome).toBe("connect");
  });

  test("a wrong company, one that has switched it off and one that has none look the same", async () => {
    const corp = await openCompany();
    await corp.boss.post("/sso/switch", { enabled: false, enforced: false });
    const plain = await company();
    const answers = await Promise.all(
      [corp.door, plain.door, "999999", "nobody@nowhere.example", `x@${corp.domain}`, "../x"].map(async (door) => {
        const response = await api.call("anonymous", "POST", "/sso/sign-ins", { at: door });
        const { requestId: _, ...problem } = (await response.json()) as Record<string, unknown>;
        return { status: response.status, problem };
      }),
    );
    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
  });
});

describe("who is in", () => {
  test("is in the one account, for a working day, and out when the provider is switched off, changed or removed", async () => {
    const corp = await openCompany();
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
    const corp = await openCompany({ claim: "groups", roles, defaultRole: null });
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

    const second = await somebody({ accountId: corp.accountId, role: "owner" }, corp.domain);
    const hers = testVisitor(api);
    const who: ProviderPerson = { sub: "owner", email: second.email, groups: ["web"] };
    await corp.comeIn(hers, who);
    await hers.post("/session", { email: second.email, password });
    await hers.post("/sso/connection");
    expect((await corp.comeIn(hers, who)).begun?.session.account?.role).toBe("owner");
  });

  test("reaches nothing of their other accounts, nor the factors with which they sign in there", async () => {
    const corp = await openCompany();
    const home = newId("account");
    await api.world.db.transaction({ role: "platform" }, (tx) =>
      tx.insert(account).values({ id: home, name: "Home", createdAt: api.world.clock.now }),
    );
    const ada = await somebody({ accountId: home, role: "owner" }, corp.domain);
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
    const corp = await openCompany();
    const ada = await somebody({ accountId: corp.accountId, role: "administrator" }, corp.domain);
    const browser = await ada.signIn();
    expect(await browser.get("/session")).toMatchObject({ account: { name: "Corp" } });
    await corp.boss.post("/sso/switch", { enabled: true, enforced: true });
    expect(await browser.get("/session")).toMatchObject({ account: null });
    expect(
      await (await ada.signIn()).get("/services").then(
        () => "in",
        ({ code }) => code,
      ),
    ).toBe("auth.forbidden");
    const kim = testVisitor(api);
    await corp.comeIn(kim, at(corp, "kim"));
    expect(await kim.get("/session")).toMatchObject({ account: { name: "Corp" } });
    await corp.provider.close();
    const boss = await corp.owner.signIn();
    expect(await boss.get("/session")).toMatchObject({ account: { name: "Corp", role: "owner" } });
    await boss.post("/sso/switch", { enabled: true, enforced: false });
    expect(await browser.get("/session")).toMatchObject({ account: { name: "Corp" } });
  });

  test("confirms that it is them at the provider, which asks again, and nobody else does", async () => {
    const corp = await openCompany({ defaultRole: "administrator" });
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
  const corp = await openCompany();
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
