import { eq } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { person } from "./person.sql.ts";

/** How to reach somebody; undefined when the person is gone, or not to be seen by whoever asks. */
export async function contactOf(tx: Tx, id: Id<"person">): Promise<{ name: string; email: string } | undefined> {
  const [row] = await tx.select({ name: person.name, email: person.email }).from(person).where(eq(person.id, id));
  return row;
}
