import { and, desc, eq, ne, type SQL } from "drizzle-orm";
import { z } from "zod";
import { type Actor, accountOf } from "../kernel/actor.ts";
import { notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { command, query } from "../kernel/operation.ts";
import { session } from "./session.sql.ts";
import { idleOf } from "./session.ts";
import { UserAgent, userAgentOf } from "./user-agent.ts";

/** Where somebody is signed in. */
export const SessionPlace = z
  .object({
    id: Id("session"),
    agent: UserAgent,
    address: z.string(),
    createdAt: z.date(),
    lastUsedAt: z.date(),
    /** The one that asks. */
    current: z.boolean(),
  })
  .meta({ id: "SessionPlace" });
export type SessionPlace = z.infer<typeof SessionPlace>;

export const list = query({
  name: "session.list",
  input: z.object({}),
  allow: { person: true },
  async run({ tx, ctx }): Promise<{ items: SessionPlace[] }> {
    const mine = ownOf(ctx.actor);
    const rows = await tx.select().from(session).where(mine.every).orderBy(desc(session.lastUsedAt));
    const now = ctx.now().getTime();
    const idle = idleOf(ctx.actor.type === "staff" ? ctx.actor.role : null);
    const open = rows.filter(
      ({ expiresAt, lastUsedAt }) => expiresAt.getTime() > now && lastUsedAt.getTime() + idle > now,
    );
    const items = open.map(({ id, address, userAgent, createdAt, lastUsedAt }) => ({
      ...{ id, address, createdAt, lastUsedAt },
      agent: userAgentOf(userAgent),
      current: id === mine.sessionId,
    }));
    return { items: items.toSorted((a, b) => Number(b.current) - Number(a.current)) };
  },
});

export const Ended = z.object({ ended: z.int() });

/** Ends one of one's own sessions; somebody else's does not exist. */
export const revoke = command({
  name: "session.revoke",
  input: z.object({ sessionId: Id("session") }),
  allow: { person: true },
  async run({ tx, ctx }, { sessionId }) {
    const mine = ownOf(ctx.actor);
    const gone = await tx
      .delete(session)
      .where(and(mine.every, eq(session.id, sessionId)))
      .returning();
    if (gone.length === 0) throw notFound("session");
    return {
      value: { ended: gone.length },
      audit: { target: mine.personId, accountId: accountOf(ctx.actor), before: { sessionId } },
      events: [],
    };
  },
});

/** Ends every session but the one that asks. */
export const revokeOthers = command({
  name: "session.revoke_others",
  input: z.object({}),
  allow: { person: true },
  confirm: true,
  async run({ tx, ctx }) {
    const mine = ownOf(ctx.actor);
    const gone = await tx.delete(session).where(mine.others).returning({ id: session.id });
    return {
      value: { ended: gone.length },
      audit: { target: mine.personId, accountId: accountOf(ctx.actor), before: { sessions: gone.length } },
      events: [],
    };
  },
});

/** Staff see every row: whose sessions these are has to be said. */
export function ownOf(actor: Actor): {
  personId: Id<"person">;
  sessionId: Id<"session">;
  every: SQL;
  others: SQL | undefined;
} {
  if (!("sessionId" in actor)) throw new Error("only people have sessions");
  const { personId, sessionId } = actor;
  const every = eq(session.personId, personId);
  return { personId, sessionId, every, others: and(every, ne(session.id, sessionId)) };
}
