import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { person } from "#core/identity/person.sql.ts";
import type { ProviderPerson } from "#core/sso/test-provider.ts";
import { password } from "./test-api.ts";
import { at, type TestCompanies, testCompanies } from "./test-companies.ts";
import { testVisitor } from "./test-visitor.ts";

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

test("an answer is for the browser that set out, once, and for ten minutes", async () => {
  const corp = await companies.open();
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
  const corp = await companies.open();
  const browser = testVisitor(api);
  const answered = await corp.away(browser, at(corp, "kim"));
  const kept = new Map(browser.cookies);
  const tampered = { ...answered, state: "other" };
  expect(await browser.refusal("/sso/callback", { door: corp.door, answered: tampered })).toBe("sso.untrusted");
  for (const [name, value] of kept) browser.cookies.set(name, value);
  expect(await browser.refusal("/sso/callback", { door: corp.door, answered })).toBe("sso.stray_answer");
});

test("what one provider answers is never taken for another's, nor sent to it", async () => {
  const [honest, attacker] = [await companies.open(), await companies.open()];
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
  const corp = await companies.open();
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
  const corp = await companies.open();
  const ada = await companies.somebody({ accountId: corp.accountId, role: "technical" }, corp.domain);
  const mallory = await companies.somebody(undefined, corp.domain);
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
  const corp = await companies.open();
  await corp.boss.post("/sso/switch", { enabled: false, enforced: false });
  const plain = await companies.add();
  const answers = await Promise.all(
    [corp.door, plain.door, "999999", "nobody@nowhere.example", `x@${corp.domain}`, "../x"].map(async (door) => {
      const response = await api.call("anonymous", "POST", "/sso/sign-ins", { at: door });
      const { requestId: _, ...problem } = (await response.json()) as Record<string, unknown>;
      return { status: response.status, problem };
    }),
  );
  expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
});
