import { and, desc, eq, gt, isNotNull, isNull } from "drizzle-orm";
import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import { actingMinutesMax, supportUntil } from "../accounts/support-access.state.ts";
import { may } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command } from "../kernel/operation.ts";
import { acting } from "./acting.sql.ts";
import { person } from "./person.sql.ts";

export const Reason = z
  .string()
  .trim()
  .min(5, { error: "Say why in a few words: the customer reads it." })
  .max(300, { error: "At most 300 characters." });

/** Somebody of staff in a customer's account. Who it is the customer is not told. */
export const Acting = z
  .object({ id: Id("acting"), reason: z.string(), startedAt: z.date(), expiresAt: z.date() })
  .meta({ id: "Acting" });
export type Acting = z.infer<typeof Acting>;

/** Those that go on now. */
export async function actingNow(tx: Tx, accountId: Id<"account">, now: Date): Promise<Acting[]> {
  const goesOn = and(isNull(acting.endedAt), isNotNull(acting.sessionId), gt(acting.expiresAt, now));
  return tx
    .select({ id: acting.id, reason: acting.reason, startedAt: acting.startedAt, expiresAt: acting.expiresAt })
    .from(acting)
    .where(and(eq(acting.accountId, accountId), goesOn))
    .orderBy(desc(acting.id));
}

/** Ends what goes on in an account; from their next request on they are outside. */
export async function endActing(tx: Tx, accountId: Id<"account">, now: Date): Promise<number> {
  const going = await actingNow(tx, accountId, now);
  await tx
    .update(acting)
    .set({ endedAt: now })
    .where(and(eq(acting.accountId, accountId), isNull(acting.endedAt)));
  return going.length;
}

/** From the session's next request on its person is in the customer's account, for a reason that the customer reads. */
export const act = command({
  name: "support.act",
  input: z.object({ accountId: Id("account"), reason: Reason, minutes: z.int().min(5).max(actingMinutesMax) }),
  allow: may("customer:act"),
  confirm: true,
  async run({ tx, ctx }, { accountId, reason, minutes }) {
    if (ctx.actor.type !== "staff") throw new Error("only staff act for customers");
    const { personId, sessionId } = ctx.actor;
    const now = ctx.now();
    const setting = await Accounts.supportSetting(tx, accountId);
    const until = supportUntil(setting, now);
    if (until === null) throw closed(setting.access);
    const expiresAt = new Date(Math.min(now.getTime() + minutes * 60_000, until.getTime()));
    await tx
      .update(acting)
      .set({ endedAt: now })
      .where(and(eq(acting.sessionId, sessionId), isNull(acting.endedAt)));
    const id = newId("acting");
    await tx.insert(acting).values({ id, sessionId, personId, accountId, reason, startedAt: now, expiresAt });
    const lasts = Math.ceil((expiresAt.getTime() - now.getTime()) / 60_000);
    return {
      value: { id, reason, startedAt: now, expiresAt },
      audit: { target: accountId, accountId, after: { reason, minutes: lasts } },
      events: [{ type: "support.begun", subject: id }],
    };
  },
});

const closed = (access: "always" | "granted" | "never"): DomainError =>
  new DomainError(
    "conflict",
    "support.not_granted",
    access === "never"
      ? "This customer lets nobody into their account."
      : "This customer has not granted access, or the grant is over. Ask them to grant it on their Security page.",
  );

/** Back to the backend. Where nothing goes on, because the time was up or the customer ended it, that is no error. */
export const stopActing = command({
  name: "support.stop",
  input: z.object({}),
  allow: { ...may("customer:act"), acting: true },
  async run({ tx, ctx }) {
    const { actor } = ctx;
    if (!("sessionId" in actor)) throw new Error("only staff act for customers");
    const accountId = actor.type === "acting" ? actor.accountId : undefined;
    const ended =
      accountId === undefined
        ? []
        : await tx
            .update(acting)
            .set({ endedAt: ctx.now() })
            .where(and(eq(acting.sessionId, actor.sessionId), isNull(acting.endedAt)))
            .returning({ id: acting.id });
    return {
      value: { ended: ended.length },
      audit: { target: accountId ?? actor.personId, accountId, after: { ended: ended.length } },
      events: [],
    };
  },
});

/** Of somebody who has begun to act: in whose account, why, and until when; for the mail to the customer. */
export async function actingAndOwners(
  tx: Tx,
  id: Id<"acting">,
): Promise<(Acting & { account: string; owners: { name: string; email: string }[] }) | undefined> {
  const [row] = await tx.select().from(acting).where(eq(acting.id, id));
  if (!row) return undefined;
  const { name: account } = await Accounts.get(tx, row.accountId);
  const owners: { name: string; email: string }[] = [];
  for (const personId of await Accounts.ownersOf(tx, row.accountId)) {
    const [who] = await tx
      .select({ name: person.name, email: person.email })
      .from(person)
      .where(eq(person.id, personId));
    if (who) owners.push(who);
  }
  const { reason, startedAt, expiresAt } = row;
  return { id, reason, startedAt, expiresAt, account, owners };
}
