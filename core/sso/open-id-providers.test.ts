import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { publicFetch } from "../kernel/public-fetch.ts";
import { Secret } from "../kernel/secret.ts";
import { attemptOf } from "./attempt.ts";
import { openIdProviders } from "./open-id-providers.ts";
import type { Attempt, IdentityProviders } from "./ports.ts";
import { challengeOf, type ForgingProvider, forgingProvider, unsigned, withSecret } from "./test-forging-provider.ts";
import { type TestProvider, testProvider } from "./test-provider.ts";

const redirectUri = "https://portal.example/sso/callback/100001";
const here = () => openIdProviders({ fetch: publicFetch({ loopback: true, timeoutMs: 700 }), loopback: true });
const newAttempt = (token = "a token", reauthenticate = false): Attempt =>
  attemptOf(new Secret(token), { redirectUri, reauthenticate });
const paramsOf = (url: URL) => Object.fromEntries(url.searchParams);

describe("a real provider", () => {
  let provider: TestProvider;
  let client: { issuer: string; clientId: string; clientSecret: Secret<string> };
  beforeAll(async () => {
    provider = await testProvider(redirectUri);
    const { clientId, clientSecret } = provider.client;
    client = { issuer: provider.issuer, clientId, clientSecret: new Secret(clientSecret) };
  });
  afterAll(() => provider.close());
  const kim = { sub: "kim-1", email: "Kim@Corp.example", email_verified: true, name: "Kim", groups: ["web"] };

  test("says what it is", async () => {
    const { issuer, namesItself, tokenEndpoint } = await here().discover(provider.issuer);
    expect({ issuer, namesItself, tokenEndpoint }).toEqual({
      issuer: provider.issuer,
      namesItself: true,
      tokenEndpoint: `${provider.issuer}/token`,
    });
  });

  test("is asked with PKCE, state and nonce for the exact address, and says who came", async () => {
    const attempt = newAttempt();
    const providers = here();
    const url = await providers.authorizationUrl(client, attempt, "kim@corp.example");
    expect(paramsOf(new URL(url))).toEqual({
      client_id: "rookery",
      redirect_uri: redirectUri,
      response_type: "code",
      scope: "openid email profile",
      state: attempt.state.reveal(),
      nonce: attempt.nonce.reveal(),
      code_challenge: challengeOf(attempt.verifier.reveal()),
      code_challenge_method: "S256",
      login_hint: "kim@corp.example",
    });
    const back = await provider.visit(url, kim);
    expect(back.href).toMatch(/^https:\/\/portal\.example\/sso\/callback\/100001\?/);
    expect(await providers.identify(client, attempt, paramsOf(back))).toMatchObject({
      subject: "kim-1",
      email: "kim@corp.example",
      emailVerified: true,
      name: "Kim",
      multiFactor: false,
      claims: { groups: ["web"] },
    });
  });

  test("asks again who it is where that is demanded, and says when", async () => {
    const attempt = newAttempt("another", true);
    const providers = here();
    const url = await providers.authorizationUrl(client, attempt);
    expect(paramsOf(new URL(url))).toMatchObject({ prompt: "login", max_age: "0" });
    const { authenticatedAt } = await providers.identify(client, attempt, paramsOf(await provider.visit(url, kim)));
    expect(Math.abs(Date.now() - (authenticatedAt?.getTime() ?? 0))).toBeLessThan(60_000);
  });

  test("redeems a code once, for who has the verifier, and for who knows the secret", async () => {
    const attempt = newAttempt();
    const providers = here();
    const visit = async () => paramsOf(await provider.visit(await providers.authorizationUrl(client, attempt), kim));
    const answered = await visit();
    await providers.identify(client, attempt, answered);
    await expect(providers.identify(client, attempt, answered)).rejects.toMatchObject({ code: "sso.untrusted" });
    const other = { ...attempt, verifier: newAttempt("other").verifier };
    await expect(providers.identify(client, other, await visit())).rejects.toMatchObject({ code: "sso.untrusted" });
    const thief = { ...client, clientSecret: new Secret("another secret of some length") };
    await expect(providers.identify(thief, attempt, await visit())).rejects.toMatchObject({ code: "sso.untrusted" });
  });

  test("is not believed with another state, another nonce, or in another's name", async () => {
    const attempt = newAttempt();
    const providers = here();
    const answered = paramsOf(await provider.visit(await providers.authorizationUrl(client, attempt), kim));
    const wrong: Record<string, string>[] = [
      { ...answered, state: newAttempt("other").state.reveal() },
      { ...answered, iss: "https://login.attacker.example" },
    ];
    const { iss: _, ...nameless } = answered;
    for (const each of [...wrong, nameless])
      await expect(providers.identify(client, attempt, each)).rejects.toMatchObject({ code: "sso.untrusted" });
    const forgetful = { ...attempt, nonce: newAttempt("other").nonce };
    await expect(providers.identify(client, forgetful, answered)).rejects.toMatchObject({ code: "sso.untrusted" });
  });

  test("may refuse, which is not taken for anything else", async () => {
    const attempt = newAttempt();
    const refused = { error: "access_denied", state: attempt.state.reveal(), iss: provider.issuer };
    await expect(here().identify(client, attempt, refused)).rejects.toMatchObject({ code: "sso.refused" });
  });
});

describe("a provider that is not sound", () => {
  let provider: ForgingProvider;
  let providers: IdentityProviders;
  let client: { issuer: string; clientId: string; clientSecret: Secret<string> };
  beforeEach(async () => {
    provider = await forgingProvider();
    providers = here();
    client = { issuer: provider.issuer, clientId: "rookery", clientSecret: new Secret(provider.clientSecret) };
  });
  afterEach(() => provider.close());

  const attempt = newAttempt();
  const arrive = () =>
    providers.identify(client, attempt, { state: attempt.state.reveal(), code: attempt.nonce.reveal() });
  const now = () => Math.floor(Date.now() / 1000);

  test("is believed as long as everything fits", async () => {
    expect(await arrive()).toMatchObject({ subject: "s-1", email: null, multiFactor: false });
    provider.forge = { claims: { amr: ["pwd", "mfa"], email: "not an address", name: 7 } };
    expect(await arrive()).toMatchObject({ email: null, name: null, multiFactor: true });
  });

  test.each<[string, (from: ForgingProvider) => ForgingProvider["forge"]]>([
    ["another nonce", () => ({ claims: { nonce: "other" } })],
    ["no nonce", () => ({ claims: { nonce: undefined } })],
    ["another audience", () => ({ claims: { aud: "somebody else" } })],
    [
      "several audiences and not ours as the one it was made for",
      () => ({ claims: { aud: ["rookery", "b"], azp: "b" } }),
    ],
    ["another issuer", () => ({ claims: { iss: "https://login.example.com" } })],
    ["no subject", () => ({ claims: { sub: undefined } })],
    ["an end that is past", () => ({ claims: { exp: now() - 60 } })],
    ["no end", () => ({ claims: { exp: undefined } })],
    ["a beginning in the future", () => ({ claims: { nbf: now() + 600 } })],
    ["somebody else's signature", (from) => ({ sign: from.byStranger })],
    ["no signature", () => ({ header: { alg: "none" }, sign: unsigned })],
    ["our own secret for a signature", (from) => ({ header: { alg: "HS256" }, sign: withSecret(from.clientSecret) })],
    ["a key that is not there", () => ({ header: { kid: "other" } })],
  ])("is not believed with %s", async (_, forging) => {
    provider.forge = forging(provider);
    await expect(arrive()).rejects.toMatchObject({ code: "sso.untrusted" });
    expect(provider.redeemed).toHaveLength(1);
  });

  test("is not believed that it asked just now when it does not say so, or says another time", async () => {
    const strict = newAttempt("a token", true);
    const answered = { state: strict.state.reveal(), code: strict.nonce.reveal() };
    for (const auth_time of [undefined, now() - 3600]) {
      provider.forge = { claims: { auth_time } };
      await expect(providers.identify(client, strict, answered)).rejects.toMatchObject({ code: "sso.untrusted" });
    }
    provider.forge = { claims: { auth_time: now() - 10 } };
    expect((await providers.identify(client, strict, answered)).authenticatedAt).not.toBeNull();
  });

  test("is no provider when it calls itself something else, or leads elsewhere than over https", async () => {
    const { issuer } = provider;
    for (const change of [
      { issuer: "https://login.example.com" },
      { authorization_endpoint: "javascript:alert(1)" },
      { token_endpoint: "http://internal.example/token" },
      { jwks_uri: undefined },
    ]) {
      const before = { ...provider.metadata };
      Object.assign(provider.metadata, change);
      await expect(here().discover(issuer), JSON.stringify(change)).rejects.toMatchObject({
        code: "sso.not_a_provider",
      });
      provider.metadata = before;
    }
  });

  test("answers garbage, too much, an error or nothing, and nobody comes in", async () => {
    const path = "/.well-known/openid-configuration";
    const outcome = () =>
      here()
        .discover(provider.issuer)
        .then(
          () => "found",
          ({ code }) => code,
        );
    provider.instead.set(path, (_, response) => response.end("<html>"));
    expect(await outcome()).toBe("sso.not_a_provider");
    provider.instead.set(path, (_, response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ ...provider.metadata, padding: "x".repeat(300_000) }));
    });
    expect(await outcome()).toBe("sso.not_a_provider");
    provider.instead.set(path, (_, response) => response.writeHead(302, { location: "http://10.0.0.1/" }).end());
    expect(await outcome()).toBe("sso.not_a_provider");
    provider.instead.set(path, (_, response) => response.writeHead(503).end());
    expect(await outcome()).toBe("sso.provider_unavailable");
    provider.instead.set(path, () => undefined);
    expect(await outcome()).toBe("sso.provider_unavailable");
    provider.instead.clear();
    provider.instead.set("/token", (_, response) => response.setHeader("content-type", "application/json").end("[]"));
    await expect(arrive()).rejects.toMatchObject({ code: "sso.untrusted" });
    provider.instead.set("/token", (request) => request.destroy());
    await expect(arrive()).rejects.toMatchObject({ code: "sso.provider_unavailable" });
  });

  test("on this machine is called only where the platform runs on it", async () => {
    const deployed = openIdProviders({ fetch: publicFetch(), loopback: false });
    for (const issuer of [provider.issuer, "https://127.0.0.1/", "https://169.254.169.254/", "https://localhost/"])
      await expect(deployed.discover(issuer), issuer).rejects.toMatchObject({ code: "sso.not_a_provider" });
    expect(provider.redeemed).toEqual([]);
  });
});
