import { holds } from "../kernel/permissions.state.ts";
import { type MemberRole, memberRoles } from "../kernel/roles.state.ts";

/** Those who may be limited to chosen services. What the others do concerns the whole account. */
export const limitableRoles = ["technical", "reader"] as const satisfies readonly MemberRole[];
export const isLimitable = (role: MemberRole): boolean => limitableRoles.some((limitable) => limitable === role);

/**
 * Whether somebody may change, remove or invite a member who is, or becomes, `theirs`. Owners are touched by owners alone,
 * and a role is given by those who may do all that it may.
 */
export const mayManage = (own: MemberRole, theirs: MemberRole): boolean =>
  holds({ type: "member", role: own }, "member:manage") && (own === "owner" || theirs !== "owner");

export const grantableBy = (own: MemberRole): MemberRole[] => memberRoles.filter((role) => mayManage(own, role));

/** An owner is made of a member, never by mail. */
export const invitableBy = (own: MemberRole): MemberRole[] => grantableBy(own).filter((role) => role !== "owner");
