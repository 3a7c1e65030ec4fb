import { and, eq, ne } from "drizzle-orm";
import type { MemberRole } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound, violates } from "../kernel/errors.ts";
import { type Id, newId } from "../kernel/id.ts";
import { only } from "../kernel/rows.ts";
import { account, membership } from "./account.sql.ts";
import { isLimitable } from "./member.state.ts";

export type MembershipRow = typeof membership.$inferSelect;

/** What somebody is in an account, and the services that they see there; all of them when it is null. */
export interface Place {
  role: MemberRole;
  serviceIds: readonly Id<"service">[] | null;
}

/** Every write of memberships begins here: those of one account wait for each other, so that what they read stays true. */
export async function lockMembers(tx: Tx, accountId: Id<"account">): Promise<void> {
  const [row] = await tx.select({ id: account.id }).from(account).where(eq(account.id, accountId)).for("no key update");
  if (!row) throw notFound("account");
}

export async function membershipOf(
  tx: Tx,
  accountId: Id<"account">,
  personId: Id<"person">,
): Promise<MembershipRow | undefined> {
  const [row] = await tx
    .select()
    .from(membership)
    .where(and(eq(membership.accountId, accountId), eq(membership.personId, personId)));
  return row;
}

export async function memberById(tx: Tx, accountId: Id<"account">, id: Id<"membership">): Promise<MembershipRow> {
  const [row] = await tx
    .select()
    .from(membership)
    .where(and(eq(membership.id, id), eq(membership.accountId, accountId)));
  if (!row) throw notFound("member");
  return row;
}

/** Makes a person a member. Whoever is one already keeps what they are: `account.member_already`. */
export async function join(
  tx: Tx,
  who: { accountId: Id<"account">; personId: Id<"person"> } & Place,
  at: Date,
): Promise<MembershipRow> {
  const { accountId, personId, role, serviceIds } = who;
  const place = { role, serviceIds: limitOf(role, serviceIds) };
  const rows = await tx
    .insert(membership)
    .values({ id: newId("membership"), accountId, personId, ...place, createdAt: at })
    .returning()
    .catch((error: unknown) => {
      throw violates(error, "membership_person") ? memberAlready(error) : error;
    });
  return only(rows);
}

const memberAlready = (cause: unknown) =>
  new DomainError("conflict", "account.member_already", "That person belongs to this account already.", { cause });

/** After `lockMembers`. The last owner stays one: `account.last_owner`. */
export async function change(tx: Tx, before: MembershipRow, { role, serviceIds }: Place): Promise<MembershipRow> {
  if (before.role === "owner" && role !== "owner") await demandAnotherOwner(tx, before);
  return only(
    await tx
      .update(membership)
      .set({ role, serviceIds: limitOf(role, serviceIds) })
      .where(eq(membership.id, before.id))
      .returning(),
  );
}

/** After `lockMembers`. Ends the person's sessions in the account too. The last owner stays: `account.last_owner`. */
export async function remove(tx: Tx, before: MembershipRow): Promise<void> {
  if (before.role === "owner") await demandAnotherOwner(tx, before);
  only(await tx.delete(membership).where(eq(membership.id, before.id)).returning({ id: membership.id }));
}

async function demandAnotherOwner(tx: Tx, { accountId, id }: MembershipRow): Promise<void> {
  const [another] = await tx
    .select({ id: membership.id })
    .from(membership)
    .where(and(eq(membership.accountId, accountId), eq(membership.role, "owner"), ne(membership.id, id)))
    .limit(1);
  if (another) return;
  const message = "An account needs an owner. Make somebody else one first.";
  throw new DomainError("conflict", "account.last_owner", message);
}

/** A role that concerns the whole account is limited to nothing. */
const limitOf = (role: MemberRole, serviceIds: Place["serviceIds"]): Id<"service">[] | null =>
  serviceIds === null || !isLimitable(role) ? null : [...new Set(serviceIds)].toSorted();
