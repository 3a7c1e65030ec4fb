import { eq } from "drizzle-orm";
import * as Accounts from "../accounts/index.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { person } from "./person.sql.ts";

/** Staff need a second factor, and so does whoever belongs to an account that demands it. */
export async function factorIsMandatory(tx: Tx, personId: Id<"person">): Promise<boolean> {
  const [who] = await tx.select({ staffRole: person.staffRole }).from(person).where(eq(person.id, personId));
  return who?.staffRole != null || (await Accounts.ofPerson(tx, personId)).some(({ factorRequired }) => factorRequired);
}
