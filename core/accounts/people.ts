import { eq } from "drizzle-orm";
import type { MemberRole } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { membership } from "./account.sql.ts";

/** What everybody in an account is there, who came first first. */
export async function rolesIn(tx: Tx, accountId: Id<"account">): Promise<Map<Id<"person">, MemberRole>> {
  const rows = await tx
    .select({ personId: membership.personId, role: membership.role })
    .from(membership)
    .where(eq(membership.accountId, accountId))
    .orderBy(membership.id);
  return new Map(rows.map(({ personId, role }) => [personId, role]));
}
