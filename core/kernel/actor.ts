import { DomainError } from "./errors.ts";
import type { Id } from "./id.ts";

export const memberRoles = ["owner", "administrator", "billing", "technical", "reader"] as const;
export type MemberRole = (typeof memberRoles)[number];

export const staffRoles = ["administrator", "operator", "billing", "support"] as const;
export type StaffRole = (typeof staffRoles)[number];

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

/** Who may run an operation. Whoever is not named is refused. */
export interface Access {
  anonymous?: true;
  member?: readonly MemberRole[];
  staff?: readonly StaffRole[];
  system?: true;
  webhook?: true;
}

export const members = {
  all: memberRoles,
  technical: ["owner", "administrator", "technical"],
  billing: ["owner", "administrator", "billing"],
} as const satisfies Record<string, readonly MemberRole[]>;

export const staff = {
  all: staffRoles,
  operators: ["administrator", "operator"],
  billing: ["administrator", "billing"],
} as const satisfies Record<string, readonly StaffRole[]>;

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
