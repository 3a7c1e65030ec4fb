import { eq } from "drizzle-orm";
import type { MemberRole } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { notFound } from "../kernel/errors.ts";
import { type Id, newId } from "../kernel/id.ts";
import { only } from "../kernel/rows.ts";
import { account, membership } from "./account.sql.ts";

type AccountRow = typeof account.$inferSelect;

/** A new account and its owner, for the transaction that registers them. */
export async function open(
  tx: Tx,
  { name, ownerId, at }: { name: string; ownerId: Id<"person">; at: Date },
): Promise<AccountRow> {
  const row = only(
    await tx
      .insert(account)
      .values({ id: newId("account"), name, createdAt: at })
      .returning(),
  );
  await tx
    .insert(membership)
    .values({ id: newId("membership"), accountId: row.id, personId: ownerId, role: "owner", createdAt: at });
  return row;
}

export async function get(tx: Tx, id: Id<"account">): Promise<AccountRow> {
  const [row] = await tx.select().from(account).where(eq(account.id, id));
  if (!row) throw notFound("account");
  return row;
}

/** The account that a person belongs to, and as what. */
export async function ofPerson(
  tx: Tx,
  personId: Id<"person">,
): Promise<{ id: Id<"account">; name: string; number: number; role: MemberRole } | null> {
  const [found] = await tx
    .select({ id: account.id, name: account.name, number: account.number, role: membership.role })
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .where(eq(membership.personId, personId));
  return found ?? null;
}
