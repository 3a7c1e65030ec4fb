import { may } from "../kernel/permissions.state.ts";

/** With whom a name is registered: with us, or elsewhere by the customer. */
export const registrars = ["autodns", "external"] as const;
export type Registrar = (typeof registrars)[number];

export const domainStates = [
  /** Held elsewhere, and nobody has shown yet whose it is. */
  "unproven",
  /** Held elsewhere, and shown to be the account's. */
  "proven",
  /** Ordered and not paid. */
  "ordered",
  "registering",
  "transferring",
  "active",
  /** Deleted, and to be had back for a while. */
  "redemption",
  "restoring",
  /** Over: never registered, deleted, or with another registrar. */
  "ended",
] as const;
export type DomainState = (typeof domainStates)[number];

const allowedFrom = {
  renew: ["active"],
  restore: ["redemption"],
  /** Name servers, holder, lock, privacy, and the code with which another registrar takes it. */
  change: ["active"],
  auto_renew: ["ordered", "registering", "transferring", "active", "redemption", "restoring"],
} satisfies Record<string, DomainState[]>;
export type DomainAction = keyof typeof allowedFrom;

/** Of names that are registered with us. Shared with web/: buttons and commands read the same table. */
export const can = (action: DomainAction, domain: { registrar: Registrar; state: DomainState }): boolean =>
  domain.registrar === "autodns" && (allowedFrom[action] as readonly DomainState[]).includes(domain.state);

/** So many days before a name ends its owners are told, once each. */
export const remindDays = [60, 30, 7] as const;
/** What renews by itself is ordered so many days before its end. */
export const renewAheadDays = 30;
/** What whoever holds a name says to another registrar that asks for it. */
export const transferAnswers = ["give", "keep"] as const;
export type TransferAnswer = (typeof transferAnswers)[number];
export const nameServersMax = 10;

export const mayRead = may("domain:read");
export const mayManage = may("domain:manage");
export const mayGiveAway = may("domain:transfer");

/** Of names that are held elsewhere, in one account. */
export const externalMax = 100;

/** Below it stands what shows whose a name is. */
export const challengeLabel = "_rookery-challenge";
