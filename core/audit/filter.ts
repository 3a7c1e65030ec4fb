import { and, eq, gte, like, lt, notInArray, or, type SQL } from "drizzle-orm";
import { z } from "zod";
import { Id } from "../kernel/id.ts";
import { auditLog } from "../kernel/kernel.sql.ts";
import { actorKinds } from "./audit.state.ts";
import { actorPersonId, actorType } from "./audit-row.sql.ts";

/** Postgres knows years that JavaScript writes otherwise. */
const Instant = z.iso
  .datetime({ offset: true, error: "Give a time such as 2026-11-22T08:00:00Z." })
  .regex(/^20/, { error: "Give a time of this century." });

export const FilterInput = {
  /** Not before. */
  from: Instant.optional(),
  /** Before. */
  to: Instant.optional(),
  actor: z.enum(actorKinds).optional(),
  personId: Id("person").optional(),
  /** What an action is about: its name before the first dot. */
  family: z
    .string()
    .regex(/^[a-z][a-z_]{0,39}$/, { error: "This is not what an action is about." })
    .optional(),
  /** Id of what was acted upon. */
  target: z
    .string()
    .regex(/^[\w.-]{1,100}$/, { error: "This is not the id of anything." })
    .optional(),
};
const Filter = z.object({ ...FilterInput, accountId: Id("account").optional() });
export type Filter = z.output<typeof Filter>;

/** `_` stands for any character in a LIKE pattern. */
const literally = (text: string): string => text.replaceAll("_", "\\_");

export function matching(
  { from, to, actor, personId, family, target, accountId }: Filter,
  { cursor, hidden, forStaff }: { cursor: string | undefined; hidden: readonly string[]; forStaff: boolean },
): SQL | undefined {
  return and(
    cursor === undefined ? undefined : lt(auditLog.id, cursor as (typeof auditLog.$inferSelect)["id"]),
    from === undefined ? undefined : gte(auditLog.at, new Date(from)),
    to === undefined ? undefined : lt(auditLog.at, new Date(to)),
    actor && byKind(actor),
    personId && byPerson(personId, forStaff),
    family === undefined ? undefined : like(auditLog.action, `${literally(family)}.%`),
    target === undefined ? undefined : eq(auditLog.target, target),
    accountId && eq(auditLog.accountId, accountId),
    hidden.length === 0 ? undefined : notInArray(auditLog.action, [...hidden]),
  );
}

function byKind(kind: (typeof actorKinds)[number]): SQL | undefined {
  if (kind === "staff") return eq(auditLog.byStaff, true);
  const type = kind === "door" ? "anonymous" : kind;
  return and(eq(auditLog.byStaff, false), eq(actorType, type));
}

/** What somebody did, the door included, where their own id is the target. */
function byPerson(personId: Id<"person">, forStaff: boolean): SQL | undefined {
  const did = or(eq(actorPersonId, personId), and(eq(actorType, "anonymous"), eq(auditLog.target, personId)));
  // Which of the staff it was is not for customers, not even by guessing ids.
  return forStaff ? did : and(did, eq(auditLog.byStaff, false));
}
