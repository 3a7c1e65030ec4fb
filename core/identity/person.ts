import { and, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import type { Tx } from "../kernel/db.ts";
import { type Id, newId } from "../kernel/id.ts";
import { person } from "./person.sql.ts";

export type PersonRow = typeof person.$inferSelect;

/** How to reach somebody; undefined when the person is gone, or not to be seen by whoever asks. */
export async function contactOf(tx: Tx, id: Id<"person">): Promise<{ name: string; email: string } | undefined> {
  const [row] = await tx.select({ name: person.name, email: person.email }).from(person).where(eq(person.id, id));
  return row;
}

/** What people are called, by their ids: those whom whoever asks may see. */
export async function namesOf(tx: Tx, ids: readonly Id<"person">[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const people = await tx
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(inArray(person.id, [...ids]));
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** Who signs in with an address, among those whom whoever asks may see. */
export async function personByEmail(tx: Tx, email: string): Promise<Id<"person"> | undefined> {
  const [row] = await tx.select({ id: person.id }).from(person).where(eq(person.email, email));
  return row?.id;
}

export const PersonName = z
  .string()
  .trim()
  .min(1, { error: "Enter a name." })
  .max(80, { error: "At most 80 characters." });

/** What a password of theirs must not be made of. */
export async function knownOf(tx: Tx, { id, email, name }: PersonRow): Promise<string[]> {
  const homes = await Accounts.ofPerson(tx, id);
  return [email, name, ...homes.map((home) => home.name)];
}

/** Undefined when somebody signs in with the address already. */
export async function addPerson(
  tx: Tx,
  who: Pick<PersonRow, "email" | "name" | "passwordHash" | "emailVerifiedAt" | "createdAt">,
): Promise<PersonRow | undefined> {
  const [row] = await tx
    .insert(person)
    .values({ id: newId("person"), ...who })
    .onConflictDoNothing({ target: person.email })
    .returning();
  return row;
}

/** What came by mail to an address shows that the person reads it, as long as it is theirs. */
export async function confirmEmail(tx: Tx, id: Id<"person">, email: string, at: Date): Promise<void> {
  await tx
    .update(person)
    .set({ emailVerifiedAt: at })
    .where(and(eq(person.id, id), eq(person.email, email), isNull(person.emailVerifiedAt)));
}
