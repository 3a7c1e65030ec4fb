import * as Accounts from "../accounts/index.ts";
import * as Identity from "../identity/index.ts";
import { type MemberRole, memberRoles, type StaffRole, staffRoles } from "../kernel/actor.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import type { Scope } from "../kernel/operation.ts";
import { valuesOf } from "./claims.ts";
import type { Identified } from "./ports.ts";
import type { Connection } from "./settings.ts";

const memberRole = (role: string | null): MemberRole | undefined =>
  memberRoles.find((each) => each === role && each !== "owner");
const staffRole = (role: string | null): StaffRole | undefined => staffRoles.find((each) => each === role);

/** The first rule that fits. */
function roleBy({ claim, roles, defaultRole }: Connection, { claims }: Identified): string | null {
  const values = new Set(claim === "" ? [] : valuesOf(claims, claim));
  return roles.find(({ value }) => values.has(value))?.role ?? defaultRole;
}

/**
 * Gives whoever comes their place, as the provider says now; without rules people keep what they were given here. Whom it
 * gives none loses what they had: undefined. Owners stay what they are.
 */
export function place(
  scope: Scope,
  connection: Connection,
  who: Identity.PersonRow,
  identified: Identified,
): Promise<Identity.PersonRow | undefined> {
  const role = roleBy(connection, identified);
  const isRuled = connection.roles.length > 0;
  return connection.accountId === null
    ? placeStaff(scope, who, staffRole(role), isRuled)
    : placeMember(scope, connection.accountId, who, memberRole(role), isRuled);
}

async function placeMember(
  { tx, ctx }: Scope,
  accountId: Id<"account">,
  who: Identity.PersonRow,
  role: MemberRole | undefined,
  isRuled: boolean,
): Promise<Identity.PersonRow | undefined> {
  if (who.staffRole !== null) {
    const message = "You work here: sign in as staff, not through a customer’s provider.";
    throw new DomainError("forbidden", "sso.staff_elsewhere", message);
  }
  await Accounts.lockMembers(tx, accountId);
  const before = await Accounts.membershipOf(tx, accountId, who.id);
  if (!before) {
    if (role === undefined) return undefined;
    await Accounts.join(tx, { accountId, personId: who.id, role, serviceIds: null }, ctx.now());
    return who;
  }
  if (before.role === "owner" || !isRuled) return who;
  if (role === undefined) {
    await Accounts.remove(tx, before);
    return undefined;
  }
  if (role !== before.role) await Accounts.change(tx, before, { role, serviceIds: before.serviceIds });
  return who;
}

async function placeStaff(
  { tx }: Scope,
  who: Identity.PersonRow,
  role: StaffRole | undefined,
  isRuled: boolean,
): Promise<Identity.PersonRow | undefined> {
  // A customer stays one: what is theirs would be out of their reach.
  if (who.staffRole === null && (await Accounts.ofPerson(tx, who.id)).length > 0) return undefined;
  if (who.staffRole !== null && !isRuled) return who;
  // Rules that were written wrong must not lock everybody out.
  if (await Identity.isLastAdministrator(tx, who)) return who;
  const placed = await Identity.setStaffRole(tx, who, role ?? null);
  return placed.staffRole === null ? undefined : placed;
}
