import { and, eq } from "drizzle-orm";
import type { MemberRole } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { notFound } from "../kernel/errors.ts";
import { type Id, newId } from "../kernel/id.ts";
import { only } from "../kernel/rows.ts";
import { account, membership } from "./account.sql.ts";
import { join } from "./membership.ts";

type AccountRow = typeof account.$inferSelect;

/** A new account and its owner, for the transaction that registers them. */
export async function open(
  tx: Tx,
  { id = newId("account"), name, ownerId, at }: { id?: Id<"account">; name: string; ownerId: Id<"person">; at: Date },
): Promise<AccountRow> {
  const row = only(await tx.insert(account).values({ id, name, createdAt: at }).returning());
  await join(tx, { accountId: id, personId: ownerId, role: "owner", serviceIds: null }, at);
  return row;
}

export async function get(tx: Tx, id: Id<"account">): Promise<AccountRow> {
  const [row] = await tx.select().from(account).where(eq(account.id, id));
  if (!row) throw notFound("account");
  return row;
}

/** The account that somebody means by its number. */
export async function withNumber(tx: Tx, number: string): Promise<Id<"account"> | undefined> {
  if (!/^\d{6,9}$/.test(number)) return undefined;
  const [row] = await tx
    .select({ id: account.id })
    .from(account)
    .where(eq(account.number, Number(number)));
  return row?.id;
}

/** An account as one of its people sees it. */
export interface Belonging {
  id: Id<"account">;
  name: string;
  number: number;
  role: MemberRole;
  /** Whether whoever belongs to it needs a second factor. */
  factorRequired: boolean;
}

/** The accounts that a person belongs to, the one they used last first. */
export async function ofPerson(tx: Tx, personId: Id<"person">): Promise<Belonging[]> {
  const rows = await tx
    .select({
      id: account.id,
      name: account.name,
      number: account.number,
      role: membership.role,
      lastSeenAt: membership.lastSeenAt,
      factorRequired: account.factorRequired,
    })
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .where(eq(membership.personId, personId))
    .orderBy(membership.id);
  const used = ({ lastSeenAt }: { lastSeenAt: Date | null }) => lastSeenAt?.getTime() ?? 0;
  return rows.toSorted((a, b) => used(b) - used(a)).map(({ lastSeenAt: _, ...belonging }) => belonging);
}

/** The person has just used the account. */
export async function noteSeen(tx: Tx, accountId: Id<"account">, personId: Id<"person">, at: Date): Promise<void> {
  await tx
    .update(membership)
    .set({ lastSeenAt: at })
    .where(and(eq(membership.accountId, accountId), eq(membership.personId, personId)));
}

/** As what a person belongs to an account, if they do. */
export async function belonging(tx: Tx, personId: Id<"person">, accountId: Id<"account">): Promise<Belonging | null> {
  return (await ofPerson(tx, personId)).find(({ id }) => id === accountId) ?? null;
}

/** Whether whoever belongs to it needs a second factor. Returns whether they did before. */
export async function requireFactors(tx: Tx, id: Id<"account">, required: boolean): Promise<boolean> {
  const [before] = await tx
    .select({ required: account.factorRequired })
    .from(account)
    .where(eq(account.id, id))
    .for("no key update");
  if (!before) throw notFound("account");
  await tx.update(account).set({ factorRequired: required }).where(eq(account.id, id));
  return before.required;
}
