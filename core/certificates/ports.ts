import type { KeyObject } from "node:crypto";

/** Who asks: the platform's key at one authority, and the address by which that knows it. */
export interface AcmeAccount {
  key: KeyObject;
  url: string;
}

export interface AcmeOrder {
  url: string;
  status: "pending" | "ready" | "processing" | "valid" | "invalid";
  authorizations: readonly string[];
  finalize: string;
  certificate?: string | undefined;
  error?: AcmeProblem | undefined;
}

export interface AcmeAuthorization {
  /** Without `*.`. */
  name: string;
  wildcard: boolean;
  status: "pending" | "valid" | "invalid" | "deactivated" | "expired" | "revoked";
  challenges: readonly AcmeChallenge[];
}

export interface AcmeChallenge {
  type: string;
  url: string;
  status: "pending" | "processing" | "valid" | "invalid";
  token: string;
  error?: AcmeProblem | undefined;
}

/** As authorities describe what went wrong (RFC 8555, 6.7): `type` without its common beginning. */
export interface AcmeProblem {
  type: string;
  detail: string;
}

/** When an authority would have a certificate renewed (RFC 9773). */
export interface RenewalInfo {
  start: Date;
  end: Date;
  /** When to ask again. */
  askAgainSeconds: number;
}

/** So many within so many hours, and no more. */
export interface CountLimit {
  max: number;
  hours: number;
}

/** What an authority counts, where it says so: no longer than a week is counted. */
export interface AuthorityLimits {
  /** New certificates of a registered name and all below it. */
  perDomain?: CountLimit | undefined;
  /** Certificates of the same names. */
  perNames?: CountLimit | undefined;
  /** Looks at a name that found nothing. */
  perHost?: CountLimit | undefined;
}

/** One who issues certificates, as ACME has it (RFC 8555). Throws `AcmeError` for a no, and `unavailable` for no answer. */
export interface CertificateAuthority {
  /** The address of its directory: what it is known by. */
  readonly directory: string;
  /** Before it is met nobody is asked for what would only be refused. */
  readonly limits?: AuthorityLimits | undefined;
  /** How CAA records name it; none where it does not say. */
  caaIdentities(): Promise<readonly string[]>;
  /** Finds the account of this key, or makes one. */
  register(key: KeyObject): Promise<string>;
  order(account: AcmeAccount, names: readonly string[], replaces?: string): Promise<AcmeOrder>;
  readOrder(account: AcmeAccount, url: string): Promise<AcmeOrder>;
  readAuthorization(account: AcmeAccount, url: string): Promise<AcmeAuthorization>;
  /** Says that what a challenge asks for is in place. */
  answerChallenge(account: AcmeAccount, url: string): Promise<void>;
  finalize(account: AcmeAccount, order: AcmeOrder, request: Buffer): Promise<AcmeOrder>;
  /** The certificate and those it is signed by, as PEM. */
  download(account: AcmeAccount, url: string): Promise<string>;
  /** Undefined where the authority has none. */
  renewalInfo(renewalId: string): Promise<RenewalInfo | undefined>;
}

declare module "../kernel/operation.ts" {
  interface Ports {
    /** In the order in which they are asked: a later one where an earlier one cannot. */
    certificateAuthorities: readonly CertificateAuthority[];
  }
}
