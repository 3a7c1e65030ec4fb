import { and, asc, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import { membership } from "../accounts/account.sql.ts";
import { factor } from "../identity/factor.sql.ts";
import { person } from "../identity/person.sql.ts";
import { type Actor, accountOf, may, memberRoles, permits } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";

export const Member = z
  .object({
    id: Id("membership"),
    personId: Id("person"),
    name: z.string(),
    email: z.string(),
    role: z.enum(memberRoles),
    /** Null: all of the account's. */
    serviceIds: z.array(Id("service")).nullable(),
    joinedAt: z.date(),
    /** For those who manage members, and for staff; null for everybody else. */
    care: z.object({ secondFactor: z.boolean(), lastSeenAt: z.date().nullable() }).nullable(),
    /** Whoever asks. */
    own: z.boolean(),
  })
  .meta({ id: "Member" });
export type Member = z.infer<typeof Member>;

/** The people of an account, who came first first. */
export const members = query({
  name: "member.list",
  input: z.object({
    /** For staff; members see their own account anyway. */
    accountId: Id("account").optional(),
  }),
  allow: may("member:read"),
  async run({ tx, ctx: { actor } }, input): Promise<{ items: Member[] }> {
    const accountId = accountOf(actor) ?? input.accountId;
    if (accountId === undefined) throw notFound("account");
    const rows = await tx
      .select({ membership, name: person.name, email: person.email })
      .from(membership)
      .innerJoin(person, eq(person.id, membership.personId))
      .where(eq(membership.accountId, accountId))
      .orderBy(asc(membership.id));
    const cares = !("accountId" in actor) || actor.type === "acting" || permits(actor, may("member:manage"));
    const guarded = cares ? await guardedIn(tx, accountId) : new Set<string>();
    return {
      items: rows.map(({ membership: { id, personId, role, serviceIds, createdAt, lastSeenAt }, name, email }) => ({
        ...{ id, personId, name, email, role, serviceIds },
        joinedAt: createdAt,
        care: cares ? { secondFactor: guarded.has(personId), lastSeenAt } : null,
        own: isThemselves(actor, personId),
      })),
    };
  },
});

const isThemselves = (actor: Actor, personId: Id<"person">): boolean =>
  actor.type === "member" && actor.personId === personId;

/** Those of an account who have a second factor. */
async function guardedIn(tx: Tx, accountId: Id<"account">): Promise<Set<string>> {
  const rows = await tx
    .selectDistinct({ personId: factor.personId })
    .from(factor)
    .innerJoin(membership, eq(membership.personId, factor.personId))
    .where(and(eq(membership.accountId, accountId), isNotNull(factor.confirmedAt)));
  return new Set<string>(rows.map(({ personId }) => personId));
}
