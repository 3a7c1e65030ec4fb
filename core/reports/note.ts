import { desc, eq } from "drizzle-orm";
import { z } from "zod";
import { customerNote } from "../accounts/customer-note.sql.ts";
import { person } from "../identity/person.sql.ts";
import { may } from "../kernel/actor.ts";
import { Id } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";

export const Note = z
  .object({
    id: Id("customerNote"),
    text: z.string(),
    /** Null when they are gone. */
    by: z.string().nullable(),
    createdAt: z.date(),
  })
  .meta({ id: "Note" });
export type Note = z.infer<typeof Note>;

const notesMax = 50;

/** What staff noted on a customer, the newest first. */
export const notes = query({
  name: "customer.notes",
  input: z.object({ accountId: Id("account") }),
  allow: may("customer:read"),
  async run({ tx }, { accountId }): Promise<{ items: Note[] }> {
    const { id, text, createdAt } = customerNote;
    const items = await tx
      .select({ id, text, createdAt, by: person.name })
      .from(customerNote)
      .leftJoin(person, eq(person.id, customerNote.personId))
      .where(eq(customerNote.customerId, accountId))
      .orderBy(desc(customerNote.id))
      .limit(notesMax);
    return { items };
  },
});
