import { DomainError } from "./errors.ts";
import type { Id } from "./id.ts";
import { type Access, holds, type Permission } from "./permissions.state.ts";
import type { MemberRole, StaffRole } from "./roles.state.ts";

export { type Access, may, type Permission } from "./permissions.state.ts";
export { type MemberRole, memberRoles, type StaffRole, staffRoles } from "./roles.state.ts";

interface SignedIn {
  personId: Id<"person">;
  sessionId: Id<"session">;
  /** By an account's identity provider, though they have a way in of their own, which the account has no say in. */
  vouchedFor?: true;
}

export type Actor =
  | { type: "anonymous" }
  /** Signed in, and of no account; or not allowed more than to add the second factor that is demanded of them. */
  | ({ type: "person"; needsFactor?: true } & SignedIn)
  | ({
      type: "member";
      accountId: Id<"account">;
      role: MemberRole;
      /** Those that the member may see; all of them when it is missing. */
      serviceIds?: readonly Id<"service">[];
    } & SignedIn)
  | ({ type: "staff"; role: StaffRole } & SignedIn)
  /** Staff in a customer's account, where they may do what the permission table allows them there. */
  | ({
      type: "acting";
      role: StaffRole;
      accountId: Id<"account">;
      actingId: Id<"acting">;
      /** Why, as they said: it stands in every row of the audit log that they leave. */
      reason: string;
    } & SignedIn)
  | {
      type: "key";
      keyId: Id<"apiKey">;
      accountId: Id<"account">;
      scopes: readonly Permission[];
      /** As of a member. */
      serviceIds?: readonly Id<"service">[];
    }
  | { type: "system"; job: string }
  | { type: "webhook"; source: "stripe" | "autodns" | "git" };

export function permits(actor: Actor, access: Access): boolean {
  if (access.anyone === true) return true;
  const { permission } = access;
  switch (actor.type) {
    case "anonymous":
      return access.anonymous === true;
    case "person":
      return access.person === true;
    case "member":
    case "staff":
      return access.person === true || (permission !== undefined && holds(actor, permission));
    case "acting":
      return access.acting === true || (permission !== undefined && holds(actor, permission));
    case "key":
      return permission !== undefined && holds(actor, permission);
    case "system":
      return access.system === true;
    case "webhook":
      return access.webhook === true;
  }
}

export function authorize(actor: Actor, access: Access): void {
  if (permits(actor, access)) return;
  if (actor.type === "anonymous") throw new DomainError("unauthenticated", "auth.required", "Sign in to continue.");
  if (actor.type === "person" && actor.needsFactor) {
    throw new DomainError("forbidden", "auth.factor_required", "Add a second factor before you go on.");
  }
  throw new DomainError("forbidden", "auth.forbidden", "You are not allowed to do that.");
}

/** How long somebody who has just shown who they are may do what is dangerous. */
const confirmedForMs = 15 * 60_000;

/** Demands that whoever is signed in showed lately who they are. Keys and the platform have nobody to ask. */
export function demandConfirmed(actor: Actor, confirmedAt: Date | undefined, now: Date): void {
  if (!("sessionId" in actor)) return;
  if (confirmedAt !== undefined && now.getTime() - confirmedAt.getTime() < confirmedForMs) return;
  throw new DomainError("forbidden", "auth.confirmation_required", "Confirm that it is you to do this.");
}

/**
 * An account's provider speaks in that account alone: whoever runs it must not get at the password and the factors with
 * which somebody signs in elsewhere too.
 */
export function demandOwnSignIn(actor: Actor): void {
  if (!("vouchedFor" in actor)) return;
  const message = "You came through your company’s sign-in. Sign in with your own password to change this.";
  throw new DomainError("forbidden", "auth.own_sign_in_required", message);
}

/** The account in which somebody acts. */
export const accountOf = (actor: Actor): Id<"account"> | undefined =>
  "accountId" in actor ? actor.accountId : undefined;
