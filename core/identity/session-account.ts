import { eq } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { session } from "./session.sql.ts";

/**
 * From its next request on a session acts in that account, or in none. Its person has to belong there: a foreign key
 * sees to that.
 */
export async function moveSession(tx: Tx, id: Id<"session">, accountId: Id<"account"> | null): Promise<void> {
  await tx.update(session).set({ accountId }).where(eq(session.id, id));
}
