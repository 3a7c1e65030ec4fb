import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type AccountClaims, type Configuration } from "oidc-provider";

/** Made once: it takes a while. */
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** Somebody at the provider: their subject and what it says of them. */
export type ProviderPerson = AccountClaims & { sub: string };

export interface TestProvider {
  issuer: string;
  client: { clientId: string; clientSecret: string };
  /** What it says of somebody who signs in on its pages. */
  knows(who: ProviderPerson): void;
  /** Signs in whoever it is there and gives the address to which the browser is sent back. */
  visit(url: string, who: ProviderPerson): Promise<URL>;
  close(): Promise<void>;
}

/** A real OpenID provider on loopback, with keys of its own and a browser that clicks through its pages. */
export async function testProvider(redirectUri: string, settings: Configuration = {}): Promise<TestProvider> {
  const people = new Map<string, ProviderPerson>();
  const client = { clientId: "rookery", clientSecret: "a secret of thirty-two characters" };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: "client_secret_basic",
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), alg: "RS256", use: "sig" }] },
    cookies: { keys: ["a key of a test"] },
    claims: { openid: ["sub", "groups", "acr", "amr"], email: ["email", "email_verified"], profile: ["name"] },
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: async () => people.get(sub) ?? { sub },
    }),
    features: { devInteractions: { enabled: true } },
    pkce: { required: () => true },
    ...settings,
  });
  server.on("request", provider.callback());

  return {
    issuer,
    client,
    knows: (who) => void people.set(who.sub, who),
    async visit(url, who) {
      people.set(who.sub, who);
      const cookies = new Map<string, string>();
      let [at, form]: [string, URLSearchParams | undefined] = [url, undefined];
      for (let step = 0; step < 12; step++) {
        const response = await fetch(at, {
          redirect: "manual",
          headers: { cookie: [...cookies].map((pair) => pair.join("=")).join("; ") },
          ...(form && { method: "POST", body: form }),
        });
        for (const line of response.headers.getSetCookie()) {
          const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          cookies.set(name, value);
        }
        const page = await response.text();
        const to = response.headers.get("location");
        if (to !== null) {
          const next = new URL(to, at);
          if (next.origin !== issuer) return next;
          [at, form] = [next.href, undefined];
          continue;
        }
        const action = /action="([^"]+)"/.exec(page)?.[1];
        const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
        if (action === undefined || prompt === undefined) throw new Error(`no form: ${response.status} ${page}`);
        form = new URLSearchParams({ prompt, ...(prompt === "login" && { login: who.sub, password: "any" }) });
        at = new URL(action, at).href;
      }
      throw new Error("the provider leads nowhere");
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
