/** What a member of an account is, and what one of staff is. What each may do is in permissions.state.ts. */
export const memberRoles = ["owner", "administrator", "billing", "technical", "reader"] as const;
export type MemberRole = (typeof memberRoles)[number];

export const staffRoles = ["administrator", "operator", "billing", "support"] as const;
export type StaffRole = (typeof staffRoles)[number];
