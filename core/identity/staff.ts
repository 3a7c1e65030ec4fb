import { and, asc, desc, eq, inArray, isNotNull, isNull, max } from "drizzle-orm";
import { z } from "zod";
import { may, staffRoles } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";
import { factor } from "./factor.sql.ts";
import { person } from "./person.sql.ts";
import { session } from "./session.sql.ts";
import { staffStates } from "./staff.state.ts";
import { staffInvitation } from "./staff-invitation.sql.ts";

/** Somebody who works here, or did. */
export const StaffMember = z
  .object({
    id: Id("person"),
    name: z.string(),
    email: z.string(),
    role: z.enum(staffRoles),
    state: z.enum(staffStates),
    secondFactor: z.boolean(),
    /** To the minute; null when they are signed in nowhere. */
    lastSeenAt: z.date().nullable(),
    /** Of the newest link that nobody has used; null, too, while it is still to be mailed. */
    linkExpiresAt: z.date().nullable(),
    createdAt: z.date(),
  })
  .meta({ id: "StaffMember" });
export type StaffMember = z.infer<typeof StaffMember>;

type Person = typeof person.$inferSelect;

export const stateOf = ({
  deactivatedAt,
  passwordHash,
  emailVerifiedAt,
}: Pick<Person, "deactivatedAt" | "passwordHash" | "emailVerifiedAt">): StaffMember["state"] =>
  deactivatedAt !== null ? "deactivated" : passwordHash === null && emailVerifiedAt === null ? "invited" : "active";

/** All who work here or did; a list that fits on one page. */
export const listStaff = query({
  name: "staff.list",
  input: z.object({}),
  allow: may("staff:read"),
  async run({ tx }) {
    const people = await tx.select().from(person).where(isNotNull(person.staffRole)).orderBy(asc(person.name));
    return { items: await shown(tx, people) };
  },
});

/** One of them as the list shows them, for the end of a command. */
export async function staffMember(tx: Tx, id: Id<"person">): Promise<StaffMember> {
  const people = await tx
    .select()
    .from(person)
    .where(and(eq(person.id, id), isNotNull(person.staffRole)));
  const [found] = await shown(tx, people);
  if (!found) throw notFound("member of staff");
  return found;
}

async function shown(tx: Tx, people: readonly Person[]): Promise<StaffMember[]> {
  const ids = people.map(({ id }) => id);
  if (ids.length === 0) return [];
  const sessions = await tx
    .select({ personId: session.personId, at: max(session.lastUsedAt) })
    .from(session)
    .where(inArray(session.personId, ids))
    .groupBy(session.personId);
  const factors = await tx
    .selectDistinct({ personId: factor.personId })
    .from(factor)
    .where(and(inArray(factor.personId, ids), isNotNull(factor.confirmedAt)));
  const links = await tx
    .select({ personId: staffInvitation.personId, expiresAt: staffInvitation.expiresAt })
    .from(staffInvitation)
    .where(and(inArray(staffInvitation.personId, ids), isNull(staffInvitation.usedAt)))
    .orderBy(desc(staffInvitation.id));
  const seen = new Map(sessions.map(({ personId, at }) => [personId, at]));
  const secured = new Set(factors.map(({ personId }) => personId));
  return people.flatMap(({ staffRole, ...who }) => {
    if (staffRole === null) return [];
    const link = links.find(({ personId }) => personId === who.id)?.expiresAt ?? null;
    return {
      ...{ id: who.id, name: who.name, email: who.email, createdAt: who.createdAt },
      role: staffRole,
      state: stateOf(who),
      secondFactor: secured.has(who.id),
      lastSeenAt: seen.get(who.id) ?? null,
      linkExpiresAt: link,
    };
  });
}
