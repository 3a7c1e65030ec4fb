import { account, membership } from "#core/accounts/account.sql.ts";
import { person } from "#core/identity/person.sql.ts";
import { newId } from "#core/kernel/id.ts";
import { hashPassword } from "#core/kernel/password.ts";
import { publicFetch } from "#core/kernel/public-fetch.ts";
import { Secret } from "#core/kernel/secret.ts";
import { openIdProviders } from "#core/sso/open-id-providers.ts";
import { type ProviderPerson, type TestProvider, testProvider } from "#core/sso/test-provider.ts";
import { password, testApi } from "./test-api.ts";
import { type TestVisitor, testVisitor } from "./test-visitor.ts";

export interface Settings {
  redirectUri: string;
  signInUrl: string;
  connection: null | {
    enabled: boolean;
    enforced: boolean;
    domains: { id: string; record: { name: string; value: string } }[];
  };
}
export interface Arrival {
  outcome: string;
  begun?: { session: { account: { name: string; role: string } | null; staff: string | null } };
  said?: { claims: { name: string; values: string[] }[] };
}

export type TestCompanies = Awaited<ReturnType<typeof testCompanies>>;
type Company = Awaited<ReturnType<TestCompanies["add"]>>;

/** An API with customers whose people come in through identity providers of their own. */
export async function testCompanies() {
  const records = new Map<string, string[]>();
  const fetch = publicFetch({ loopback: true, timeoutMs: 2_000 });
  const api = await testApi({
    identityProviders: openIdProviders({ fetch, loopback: true }),
    txtRecords: { of: async (name) => records.get(name) ?? [] },
  });
  const passwordHash = await hashPassword(new Secret(password));
  const providers: TestProvider[] = [];
  const closeProviders = () => Promise.all(providers.splice(0).map((each) => each.close()));

  async function providerFor(redirectUri: string): Promise<TestProvider> {
    const provider = await testProvider(redirectUri);
    providers.push(provider);
    return provider;
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
  async function add(settings: object = {}) {
    const accountId = newId("account");
    const createdAt = api.world.clock.now;
    await api.world.db.transaction({ role: "platform" }, (tx) =>
      tx.insert(account).values({ id: accountId, name: "Corp", createdAt }),
    );
    const owner = await somebody({ accountId, role: "owner" }, "elsewhere.example");
    const boss = await owner.signIn();
    const { redirectUri } = await boss.get<Settings>("/sso");
    const provider = await providerFor(redirectUri);
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

  async function proveDomain({ boss, domain }: { boss: TestVisitor; domain: string }) {
    const { connection } = await boss.post<Settings>("/sso/domains", { name: domain });
    const named = connection?.domains.find(({ record }) => record.name.endsWith(domain));
    if (!named) throw new Error("no such domain");
    records.set(named.record.name, [named.record.value]);
    await boss.post(`/sso/domains/${named.id}/verification`);
  }

  /** The same, switched on. */
  async function open(settings: object = {}) {
    const made = await add(settings);
    await made.save();
    await proveDomain(made);
    await made.comeIn(made.boss, { sub: "test" }, {}, "/sso/tests");
    await made.boss.post("/sso/switch", { enabled: true, enforced: false });
    return made;
  }

  return { api, records, somebody, add, open, provider: providerFor, closeProviders, close: () => api.close() };
}

/** A person of that company, as its provider tells of them. */
export const at = ({ domain }: Company, name: string, more: object = {}): ProviderPerson => ({
  ...{ sub: `sub-${name}`, email: `${name}@${domain}`, email_verified: true, name, ...more },
});
