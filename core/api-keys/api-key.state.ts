import { holds, type KeyScope, may, scopes } from "../kernel/permissions.state.ts";
import type { MemberRole } from "../kernel/roles.state.ts";

/** Who sees the keys of their account, and who makes and revokes them. No key may do either. */
export const readers = may("key:read");
export const managers = may("key:manage");

/** For how many days a key can be made. */
export const lifetimeDays = [30, 90, 365] as const;
export type LifetimeDays = (typeof lifetimeDays)[number];

/** So long before its end a key's people are told of it. */
export const warnDays = 7;
const day = 86_400_000;

export interface KeyTimes {
  expiresAt: Date;
  revokedAt: Date | null;
}
export const keyStates = ["usable", "ending", "expired", "revoked"] as const;
export type KeyState = (typeof keyStates)[number];

/** `ending`: it still works, for a few days more. */
export function keyState({ expiresAt, revokedAt }: KeyTimes, now: Date): KeyState {
  if (revokedAt !== null) return "revoked";
  const left = expiresAt.getTime() - now.getTime();
  if (left <= 0) return "expired";
  return left <= warnDays * day ? "ending" : "usable";
}

/** What somebody can give to a key: what they may do themselves. */
export const grantableBy = (role: MemberRole): KeyScope[] =>
  scopes.filter((scope) => holds({ type: "member", role }, scope));

/** Whether a key of chosen services can have a scope: of what it reaches, Postgres shows it those services alone. */
export const fitsChosenServices = (scope: KeyScope): boolean =>
  /^(?:service|operation):/.test(scope) || scope === "order:read";
