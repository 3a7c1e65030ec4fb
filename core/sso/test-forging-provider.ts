import { createHash, createHmac, generateKeyPairSync, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const encoded = (value: object | Buffer) =>
  (Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))).toString("base64url");

/** Made once: it takes a while. */
const own = generateKeyPairSync("rsa", { modulusLength: 2048 });
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });

export interface Forgery {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  /** Signs otherwise than with the key that is published. */
  sign?: (input: string) => Buffer;
}

export interface ForgingProvider {
  issuer: string;
  clientSecret: string;
  /** What the next ID token is, beside what would be right. */
  forge: Forgery;
  /** Answers in place of what is right, by path. */
  instead: Map<string, (request: IncomingMessage, response: ServerResponse) => void>;
  /** What the token endpoint was sent. */
  redeemed: URLSearchParams[];
  metadata: Record<string, unknown>;
  /** Signs with a key that is not published. */
  byStranger(input: string): Buffer;
  close(): Promise<void>;
}

/** A provider that answers what a test tells it, for what no sound one would. */
export async function forgingProvider(): Promise<ForgingProvider> {
  const signedBy = (key: typeof own.privateKey) => (input: string) => sign("sha256", Buffer.from(input), key);
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const provider: ForgingProvider = {
    issuer,
    clientSecret: "a secret of thirty-two characters",
    forge: {},
    instead: new Map(),
    redeemed: [],
    metadata: {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256", "HS256", "none"],
      token_endpoint_auth_methods_supported: ["client_secret_post"],
    },
    byStranger: signedBy(stranger.privateKey),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "/", issuer);
    const other = provider.instead.get(pathname);
    if (other) return other(request, response);
    const json = (body: object) => response.setHeader("content-type", "application/json").end(JSON.stringify(body));
    if (pathname === "/.well-known/openid-configuration") return void json(provider.metadata);
    if (pathname === "/keys") return void json({ keys: [{ ...own.publicKey.export({ format: "jwk" }), kid: "own" }] });
    if (pathname !== "/token") return void response.writeHead(404).end();
    const sent = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    provider.redeemed.push(sent);
    const { header, claims, sign: signing = signedBy(own.privateKey) } = provider.forge;
    const now = Math.floor(Date.now() / 1000);
    const input = [
      encoded({ alg: "RS256", kid: "own", ...header }),
      // Its codes are nonces, as nothing else here remembers them.
      encoded({ iss: issuer, sub: "s-1", aud: "rookery", iat: now, exp: now + 60, nonce: sent.get("code"), ...claims }),
    ].join(".");
    json({ access_token: "a", token_type: "bearer", id_token: `${input}.${encoded(signing(input))}` });
  }
  return provider;
}

/** As somebody signs who takes a public key, or the client's secret, for a shared one. */
export const withSecret = (secret: string | Buffer) => (input: string) =>
  createHmac("sha256", secret).update(input).digest();
export const unsigned = () => Buffer.alloc(0);
export const challengeOf = (verifier: string) => createHash("sha256").update(verifier).digest("base64url");
