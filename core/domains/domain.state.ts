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

export const mayRead = may("domain:read");
export const mayManage = may("domain:manage");

/** Of names that are held elsewhere, in one account. */
export const externalMax = 100;

/** Below it stands what shows whose a name is. */
export const challengeLabel = "_rookery-challenge";
