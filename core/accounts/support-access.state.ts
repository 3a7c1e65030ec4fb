/** Whether staff may act for a customer in their account: whenever they have a reason, while it is granted, or not at all. */
export const supportAccesses = ["always", "granted", "never"] as const;
export type SupportAccess = (typeof supportAccesses)[number];

/** For how long access is granted, in hours. */
export const grantHours = [4, 24, 72] as const;
export type GrantHours = (typeof grantHours)[number];

/** How long staff act at a time, in minutes. */
export const actingMinutes = [15, 30, 60] as const;
export const actingMinutesMax = 60;

export interface SupportSetting {
  access: SupportAccess;
  until: Date | null;
}

/** Until when staff may act, at most; null when they may not. */
export function supportUntil({ access, until }: SupportSetting, now: Date): Date | null {
  if (access === "always") return new Date(now.getTime() + actingMinutesMax * 60_000);
  return access === "granted" && until !== null && until > now ? until : null;
}
