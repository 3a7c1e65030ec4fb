import { DomainError } from "./errors.ts";
import type { Id } from "./id.ts";
import type { Access, MemberRole, StaffRole } from "./roles.state.ts";

export {
  type Access,
  type MemberRole,
  memberRoles,
  members,
  type StaffRole,
  staff,
  staffRoles,
} from "./roles.state.ts";

export type Actor =
  | { type: "anonymous" }
  | {
      type: "member";
      personId: Id<"person">;
      sessionId: Id<"session">;
      accountId: Id<"account">;
      role: MemberRole;
    }
  | { type: "staff"; personId: Id<"person">; sessionId: Id<"session">; role: StaffRole }
  | { type: "system"; job: string }
  | { type: "webhook"; source: "stripe" | "autodns" };

export function permits(actor: Actor, access: Access): boolean {
  switch (actor.type) {
    case "anonymous":
      return access.anonymous === true;
    case "member":
      return access.member?.includes(actor.role) === true;
    case "staff":
      return access.staff?.includes(actor.role) === true;
    case "system":
      return access.system === true;
    case "webhook":
      return access.webhook === true;
  }
}

export function authorize(actor: Actor, access: Access): void {
  if (permits(actor, access)) return;
  if (actor.type === "anonymous") throw new DomainError("unauthenticated", "auth.required", "Sign in to continue.");
  throw new DomainError("forbidden", "auth.forbidden", "You are not allowed to do that.");
}
