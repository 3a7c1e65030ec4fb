import type { Money } from "../kernel/money.ts";
import type { Secret } from "../kernel/secret.ts";
import type { Verification } from "./contact.state.ts";
import type { TransferAnswer } from "./domain.state.ts";
import type { JobKind } from "./job.state.ts";
import type { Availability } from "./search.state.ts";

export interface FoundName {
  /** In ASCII. */
  name: string;
  suggested: boolean;
  availability: Availability;
  /** What the first year costs us, where they say it. */
  cost: Money | undefined;
  /** And each year after, where they say that it is another one. */
  renewalCost?: Money | undefined;
}

/** Of one ending, in cents a year; null where it cannot be had. */
export interface EndingCosts {
  ending: string;
  register: number | null;
  renew: number | null;
  transfer: number | null;
  restore: number | null;
}

/** A holder, as registries want them. */
export interface Holder {
  kind: "person" | "organization";
  firstName: string;
  lastName: string;
  organization: string | null;
  email: string;
  street: string;
  postalCode: string;
  city: string;
  /** Two capital letters. */
  country: string;
  /** `+49.891234567` */
  phone: string;
}

export interface KnownContact {
  handle: number;
  verification: Verification;
}

/** Another registrar asks for a name of ours. */
export interface TransferOut {
  /** Who asks, where the registry says it. */
  registrar: string | null;
  answer: TransferAnswer | null;
  /** How it is answered where nobody does, and when. */
  byItself: { answer: TransferAnswer; at: Date } | null;
}

/** Whether a holder has shown that they can be reached: registries have them asked by mail. */
export interface AskedVerification extends Pick<KnownContact, "verification"> {
  /** Their names stop working then. */
  verifyBy: Date | null;
  mailedAt: Date | null;
}

/** What the registrar has taken on, and how far it is. */
export interface ProviderJob {
  id: number;
  state: "under_way" | "succeeded" | "failed";
}

/** One thing that the registrar is to do with a name. Holders are contacts of theirs. */
export type RegistrarOrder = { name: string } & (
  | {
      kind: "register";
      holder: number;
      years: number;
      /** Of a premium name: it is registered at this cost, or not at all. */
      premiumCost?: number | undefined;
    }
  /** Without name servers it is put on ours. */
  | { kind: "transfer"; holder: number; authCode: Secret<string>; nameServers?: readonly string[] | undefined }
  /** Until when it is paid now: what was renewed already is not renewed again. */
  | { kind: "renew"; years: number; paidUntil: Date }
  | { kind: "restore" }
  /** None: ours. */
  | { kind: "name_servers"; nameServers: readonly string[] }
  | { kind: "owner"; holder: number }
  /** Whoever else answers for it stays: only the former holders give way. */
  | { kind: "contacts"; holder: number; former: readonly number[] }
  | { kind: "lock" | "privacy" | "dnssec"; on: boolean }
);

/** A name that is registered through us, as the registrar has it. */
export interface RegisteredName {
  nameServers: string[];
  registryState: string | null;
  /** Null where the registry has no such thing. */
  privacy: boolean | null;
  /** Whether its answers are signed, and the registry says with which key. */
  dnssec: boolean;
  registeredAt: Date | null;
  expiresAt: Date | null;
}

/** The oldest message of the registrar's queue. It stays the oldest until it is confirmed. */
export interface RegistrarMessage {
  id: number;
  /** Ours, as it went with what set this off. */
  ctid: string | null;
  stid: string | null;
  job: ProviderJob | null;
  /** The name that it is about. */
  subject: string | null;
  /** What happened: an action of a job, or a kind of notice. */
  what: string;
  words: string | null;
}

/**
 * With whom names are registered. Throws `unavailable` (`registry.unavailable`) when it is worth trying again, and
 * `conflict` (`registry.refused`) when they refused for good. Our id of a job goes with what asks for it.
 */
export interface Registrar {
  findNames(wanted: {
    names: readonly string[];
    /** What others may be like. */
    words: readonly string[];
    endings: readonly string[];
  }): Promise<FoundName[]>;
  costs(): Promise<EndingCosts[]>;
  /** Tells of a holder, or of what has changed about one. */
  putContact(holder: Holder, handle: number | null, ctid: string): Promise<KnownContact>;
  /** Undefined: nothing is asked of them. */
  verificationOf(handle: number): Promise<AskedVerification | undefined>;
  resendVerification(handle: number): Promise<void>;
  begin(order: RegistrarOrder, ctid: string): Promise<ProviderJob>;
  /** The newest job of a kind about a name: for what was asked when nobody heard the answer. */
  newestJob(name: string, kind: JobKind): Promise<(ProviderJob & { createdAt: Date }) | undefined>;
  /** What became of what they took on; undefined: they know of none. */
  job(id: number): Promise<ProviderJob | undefined>;
  domain(name: string): Promise<RegisteredName | undefined>;
  /** A name that was deleted and can be had back; undefined: there is none. */
  deletedDomain(name: string): Promise<{ restorableUntil: Date | null } | undefined>;
  /** Makes the code with which another registrar may take a name. */
  authCode(name: string): Promise<{ code: Secret<string>; expiresAt: Date | null }>;
  /** The newest of those in which another registrar asks for a name; undefined: none does. */
  transferOut(name: string): Promise<TransferOut | undefined>;
  answerTransferOut(name: string, answer: TransferAnswer): Promise<void>;
  /** Those that names are on where nobody chose others. */
  ourNameServers(): Promise<readonly string[]>;
  oldestMessage(): Promise<RegistrarMessage | undefined>;
  /** Only after what it says has been kept: it is not told twice. */
  confirmMessage(id: number): Promise<void>;
}

declare module "../kernel/operation.ts" {
  interface Ports {
    registrar: Registrar;
  }
}
