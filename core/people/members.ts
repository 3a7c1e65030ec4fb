import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import * as Identity from "../identity/index.ts";
import { accountOf, demandConfirmed, type MemberRole, may, memberRoles } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { command, type Scope } from "../kernel/operation.ts";
import * as Services from "../services/index.ts";

export const ChosenServices = z.array(Id("service")).min(1, { error: "Choose at least one." }).max(100).nullable();

/** What a member is from now on, and the services that they see; all of the account's when there is no choice. */
export const change = command({
  name: "member.change",
  input: z.object({ membershipId: Id("membership"), role: z.enum(memberRoles), serviceIds: ChosenServices }),
  allow: may("member:manage"),
  async run(scope, { membershipId, role, serviceIds }) {
    const { tx, ctx } = scope;
    const { accountId, own } = await manager(scope);
    const before = await Accounts.memberById(tx, accountId, membershipId);
    if (before.personId === own.personId) throw ownRole();
    demandManages(own.role, before.role);
    demandGives(own.role, role);
    // Owners can take the account away from each other.
    if (before.role !== role && (before.role === "owner" || role === "owner")) {
      demandConfirmed(ctx.actor, ctx.confirmedAt, ctx.now());
    }
    await demandServices(tx, role, serviceIds);
    const after = await Accounts.change(tx, before, { role, serviceIds });
    return {
      value: {},
      audit: {
        target: before.personId,
        accountId,
        before: await placeForLog(tx, before),
        after: await placeForLog(tx, after),
      },
      events: [],
    };
  },
});

/** Their sessions in the account end with that. */
export const remove = command({
  name: "member.remove",
  input: z.object({ membershipId: Id("membership") }),
  allow: may("member:manage"),
  confirm: true,
  async run(scope, { membershipId }) {
    const { tx } = scope;
    const { accountId, own } = await manager(scope);
    const before = await Accounts.memberById(tx, accountId, membershipId);
    if (before.personId === own.personId) throw leaveInstead();
    demandManages(own.role, before.role);
    // While they are still a colleague whose name can be read: the log names them by it.
    const who = await Identity.contactOf(tx, before.personId);
    await Accounts.remove(tx, before);
    const { name = "somebody", email } = who ?? {};
    const audit = { target: before.personId, accountId, before: { name, email, role: before.role } };
    return { value: {}, audit, events: [] };
  },
});

/**
 * Whoever manages members, as they are now and not when their request began: the lock makes writes of one account's
 * memberships wait for each other.
 */
export async function manager({ tx, ctx }: Scope): Promise<{
  accountId: Id<"account">;
  own: Accounts.MembershipRow;
}> {
  const { actor } = ctx;
  const accountId = accountOf(actor);
  if (accountId === undefined || !("personId" in actor)) throw notFound("account");
  await Accounts.lockMembers(tx, accountId);
  const own = await Accounts.membershipOf(tx, accountId, actor.personId);
  if (!own) throw forbidden("auth.forbidden", "You are not allowed to do that.");
  return { accountId, own };
}

export function demandManages(own: MemberRole, theirs: MemberRole): void {
  if (Accounts.mayManage(own, theirs)) return;
  throw forbidden("member.owner_untouchable", "Only an owner can change or remove an owner.");
}

export function demandGives(own: MemberRole, role: MemberRole): void {
  if (Accounts.mayManage(own, role)) return;
  throw forbidden("member.role_too_high", "You cannot give a role that may do more than yours.");
}

/** What somebody may be limited to has to be the account's. */
export async function demandServices(
  tx: Tx,
  role: MemberRole,
  serviceIds: Accounts.Place["serviceIds"],
): Promise<void> {
  if (serviceIds === null) return;
  if (!Accounts.isLimitable(role)) {
    throw refused("member.not_limitable", "Only technical members and readers can be limited to chosen websites.");
  }
  for (const serviceId of serviceIds) await Services.read(tx, serviceId);
}

const forbidden = (code: string, message: string) => new DomainError("forbidden", code, message);
const refused = (code: string, message: string) =>
  new DomainError("invalid", code, message, { fields: [{ path: "serviceIds", message }] });
const ownRole = () =>
  new DomainError("conflict", "member.own_role", "Nobody changes their own role. Ask an owner or an administrator.");
const leaveInstead = () =>
  new DomainError("conflict", "member.leave_instead", "You cannot remove yourself. Leave the account instead.");

/** Websites by their names: ids mean nothing to whoever reads the log. */
async function placeForLog(tx: Tx, { role, serviceIds }: Accounts.MembershipRow) {
  return { role, websites: await websitesForLog(tx, serviceIds) };
}

export async function websitesForLog(tx: Tx, serviceIds: Accounts.Place["serviceIds"]): Promise<string> {
  if (serviceIds === null) return "all";
  const names: string[] = [];
  for (const serviceId of serviceIds) names.push((await Services.read(tx, serviceId)).name);
  return names.join(", ");
}
