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

/** An account as one of its people sees it. */
export interface Belonging {
  id: Id<"account">;
  name: string;
  number: number;
  role: MemberRole;
  /** Whether whoever belongs to it needs a second factor. */
  factorRequired: boolean;
}

/** The accounts that a person belongs to, the first one first. */
export const ofPerson = (tx: Tx, personId: Id<"person">): Promise<Belonging[]> =>
  tx
    .select({
      id: account.id,
      name: account.name,
      number: account.number,
      role: membership.role,
      factorRequired: account.factorRequired,
    })
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .where(eq(membership.personId, personId))
    .orderBy(membership.id);

/** As what a person belongs to an account, if they do. */
export async function belonging(tx: Tx, personId: Id<"person">, accountId: Id<"account">): Promise<Belonging | null> {
  return (await ofPerson(tx, personId)).find(({ id }) => id === accountId) ?? null;
}
