import type { Secret } from "../kernel/secret.ts";

/** What Rookery is at an identity provider. */
export interface Client {
  /** As the provider says it itself. */
  issuer: string;
  clientId: string;
}

/** What ties a provider's answer to one attempt in one browser. */
export interface Attempt {
  redirectUri: string;
  state: Secret<string>;
  nonce: Secret<string>;
  verifier: Secret<string>;
  /** The provider has to ask again who it is, however lately it did. */
  reauthenticate: boolean;
}

/** What a provider said in an answer that passed every check. */
export interface Identified {
  subject: string;
  /** Lower case. */
  email: string | null;
  /** Null: it does not say. */
  emailVerified: boolean | null;
  name: string | null;
  /** Whether it asked for a second factor. */
  multiFactor: boolean;
  /** When it last asked who it is. */
  authenticatedAt: Date | null;
  /** Everything else, for roles. */
  claims: Readonly<Record<string, unknown>>;
}

/** What a provider says of itself. */
export interface Discovered {
  issuer: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  /** Whether it names itself in its answers (RFC 9207). */
  namesItself: boolean;
}

/**
 * Speaks OpenID Connect. Throws `unavailable` (`sso.provider_unavailable`) when it is worth trying again, `invalid`
 * (`sso.not_a_provider`) for what is no provider, and `forbidden` (`sso.refused`, `sso.untrusted`) when the provider
 * refused, or its answer did not pass a check; which one goes into the cause.
 */
export interface IdentityProviders {
  discover(issuer: string): Promise<Discovered>;
  /** Where to send the browser. */
  authorizationUrl(client: Client, attempt: Attempt, loginHint?: string): Promise<string>;
  /** Redeems the code in what the provider sent the browser back with. */
  identify(
    client: Client & { clientSecret: Secret<string> },
    attempt: Attempt,
    answered: Readonly<Record<string, string>>,
  ): Promise<Identified>;
}

declare module "../kernel/operation.ts" {
  interface Ports {
    identityProviders: IdentityProviders;
    /** The TXT records of a name; none when there is no such name. */
    txtRecords: { of(name: string): Promise<string[]> };
  }
}
