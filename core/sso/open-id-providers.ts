import * as openid from "openid-client";
import { z } from "zod";
import { DomainError } from "../kernel/errors.ts";
import { isHere, type PublicFetch, RefusedAddress } from "../kernel/public-fetch.ts";
import { identifiedBy } from "./claims.ts";
import type { Attempt, Client, Discovered, IdentityProviders } from "./ports.ts";

/** Each call; two or three follow each other while somebody waits. */
const timeoutSeconds = 8;
/** Clocks differ. */
const toleranceSeconds = 30;
/** So long ago somebody may have been asked who they are where that was demanded. */
const reauthenticatedWithinSeconds = 300;
const rememberMs = 10 * 60_000;
const rememberMax = 100;
/** What can be checked with a key that everybody may know; `none` and what is made with our own secret is not. */
const asymmetric = /^(RS|PS|ES)(256|384|512)$|^Ed(DSA|25519)$/;

export interface OpenIdProvidersOptions {
  fetch: PublicFetch;
  /** Where the platform itself runs on loopback without TLS, a provider beside it may too. */
  loopback: boolean;
}

interface Known {
  metadata: openid.ServerMetadata;
  until: number;
}

export function openIdProviders({ fetch, loopback }: OpenIdProvidersOptions): IdentityProviders {
  const known = new Map<string, Known>();
  const calling: openid.CustomFetch = (url, options) => fetch(url, options as RequestInit);
  const isAllowed = (url: URL) => url.protocol === "https:" || (loopback && isHere(url));

  async function metadataOf(issuer: string): Promise<openid.ServerMetadata> {
    const remembered = known.get(issuer);
    if (remembered && remembered.until > Date.now()) return remembered.metadata;
    const metadata = await read(issuer);
    if (known.size >= rememberMax) known.clear();
    known.set(issuer, { metadata, until: Date.now() + rememberMs });
    return metadata;
  }

  async function read(issuer: string): Promise<openid.ServerMetadata> {
    const address = URL.parse(issuer);
    if (!address || !isAllowed(address) || address.search !== "" || address.hash !== "") throw notAProvider();
    try {
      const found = await openid.discovery(address, "discovery", undefined, openid.None(), {
        [openid.customFetch]: calling,
        timeout: timeoutSeconds,
        execute: loopback ? [openid.allowInsecureRequests] : [],
      });
      const metadata = found.serverMetadata();
      const { authorization_endpoint, token_endpoint, jwks_uri } = Endpoints.parse(metadata);
      for (const endpoint of [authorization_endpoint, token_endpoint, jwks_uri])
        if (!isAllowed(new URL(endpoint))) throw new RefusedAddress(endpoint);
      return metadata;
    } catch (error) {
      throw isPassing(error) ? unavailable(error) : notAProvider(error);
    }
  }

  async function configured(client: Client, clientSecret?: string): Promise<openid.Configuration> {
    const metadata = await metadataOf(client.issuer);
    // A provider that begins to call itself something else is another one.
    if (metadata.issuer !== client.issuer) throw untrusted(new Error(`it calls itself ${metadata.issuer}`));
    const offered = metadata.id_token_signing_alg_values_supported ?? ["RS256"];
    const configuration = new openid.Configuration(
      { ...metadata, id_token_signing_alg_values_supported: offered.filter((each) => asymmetric.test(each)) },
      client.clientId,
      { [openid.clockTolerance]: toleranceSeconds },
      authenticationOf(metadata, clientSecret),
    );
    configuration.timeout = timeoutSeconds;
    configuration[openid.customFetch] = calling;
    if (loopback) openid.allowInsecureRequests(configuration);
    // TLS alone would do for the standard; a signature is checked all the same.
    openid.enableNonRepudiationChecks(configuration);
    return configuration;
  }

  return {
    async discover(issuer): Promise<Discovered> {
      known.delete(issuer);
      const metadata = await metadataOf(issuer);
      const { authorization_endpoint, token_endpoint } = Endpoints.parse(metadata);
      return {
        issuer: metadata.issuer,
        authorizationEndpoint: authorization_endpoint,
        tokenEndpoint: token_endpoint,
        namesItself: metadata.authorization_response_iss_parameter_supported === true,
      };
    },

    async authorizationUrl(client, attempt, loginHint) {
      const url = openid.buildAuthorizationUrl(await configured(client), {
        redirect_uri: attempt.redirectUri,
        scope: "openid email profile",
        state: attempt.state.reveal(),
        nonce: attempt.nonce.reveal(),
        code_challenge: await openid.calculatePKCECodeChallenge(attempt.verifier.reveal()),
        code_challenge_method: "S256",
        ...(loginHint !== undefined && { login_hint: loginHint }),
        ...(attempt.reauthenticate && { prompt: "login", max_age: "0" }),
      });
      return url.href;
    },

    async identify({ clientSecret, ...client }, attempt, answered) {
      const configuration = await configured(client, clientSecret.reveal());
      try {
        return identifiedBy(await redeemed(configuration, attempt, answered));
      } catch (error) {
        throw explained(error);
      }
    },
  };
}

async function redeemed(
  configuration: openid.Configuration,
  attempt: Attempt,
  answered: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> {
  const address = new URL(attempt.redirectUri);
  for (const [name, value] of Object.entries(answered)) address.searchParams.set(name, value);
  const tokens = await openid.authorizationCodeGrant(configuration, address, {
    expectedState: attempt.state.reveal(),
    expectedNonce: attempt.nonce.reveal(),
    pkceCodeVerifier: attempt.verifier.reveal(),
    idTokenExpected: true,
    ...(attempt.reauthenticate && { maxAge: reauthenticatedWithinSeconds }),
  });
  const claims = tokens.claims();
  if (!claims) throw new Error("no ID token");
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return { ...claims };
  // Many keep the ID token short. What is signed goes before what is not.
  return { ...(await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub)), ...claims };
}

const Endpoints = z.object({ authorization_endpoint: z.url(), token_endpoint: z.url(), jwks_uri: z.url() });

function authenticationOf(metadata: openid.ServerMetadata, secret: string | undefined): openid.ClientAuth {
  if (secret === undefined) return openid.None();
  const taken = metadata.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  return taken.includes("client_secret_basic") ? openid.ClientSecretBasic(secret) : openid.ClientSecretPost(secret);
}

/** No answer, or one that says that the fault is over there. */
function isPassing(error: unknown): boolean {
  if (error instanceof RefusedAddress) return false;
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof RefusedAddress) return false;
    if (cause.name === "TimeoutError" || cause.name === "AbortError") return true;
    const { code, syscall } = cause as { code?: unknown; syscall?: unknown };
    if (typeof syscall === "string" || code === "ECONNRESET") return true;
  }
  const { cause } = error as { cause?: unknown };
  return cause instanceof Response && cause.status >= 500;
}

function explained(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (isPassing(error)) return unavailable(error);
  if (error instanceof openid.AuthorizationResponseError) {
    const message = "Your company’s sign-in did not let you in. Ask whoever looks after it.";
    return new DomainError("forbidden", "sso.refused", message, { cause: error });
  }
  return untrusted(error);
}

const unavailable = (cause: unknown) =>
  new DomainError(
    "unavailable",
    "sso.provider_unavailable",
    "The identity provider does not answer. Try again in a moment.",
    { cause },
  );

const untrusted = (cause: unknown) =>
  new DomainError(
    "forbidden",
    "sso.untrusted",
    "What the identity provider answered could not be trusted. Try again; if it stays, tell whoever looks after it.",
    { cause },
  );

const notAProvider = (cause?: unknown) => {
  const message = "There is no OpenID Connect provider that we can reach at this address.";
  return new DomainError("invalid", "sso.not_a_provider", message, {
    cause,
    fields: [{ path: "issuer", message }],
  });
};
