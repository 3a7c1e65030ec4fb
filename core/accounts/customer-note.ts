import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { may } from "../kernel/actor.ts";
import { notFound } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command } from "../kernel/operation.ts";
import { get } from "./account.ts";
import { customerNote } from "./customer-note.sql.ts";

/** For colleagues. Customers never see it. */
export const addNote = command({
  name: "customer.note",
  input: z.object({
    accountId: Id("account"),
    text: z.string().trim().min(1, { error: "Write something." }).max(2_000, { error: "At most 2,000 characters." }),
  }),
  allow: may("customer:write"),
  async run({ tx, ctx }, { accountId, text }) {
    const { id: customerId } = await get(tx, accountId);
    const id = newId("customerNote");
    const personId = "personId" in ctx.actor ? ctx.actor.personId : undefined;
    if (personId === undefined) throw new Error("only people write notes");
    await tx.insert(customerNote).values({ id, customerId, personId, text, createdAt: ctx.now() });
    // In the platform's own log: the account's people read theirs.
    return { value: { id }, audit: { target: customerId }, events: [] };
  },
});

export const removeNote = command({
  name: "customer.remove_note",
  input: z.object({ accountId: Id("account"), noteId: Id("customerNote") }),
  allow: may("customer:write"),
  async run({ tx }, { accountId, noteId }) {
    const [gone] = await tx
      .delete(customerNote)
      .where(and(eq(customerNote.id, noteId), eq(customerNote.customerId, accountId)))
      .returning();
    if (!gone) throw notFound("note");
    return { value: { id: gone.id }, audit: { target: gone.customerId }, events: [] };
  },
});
