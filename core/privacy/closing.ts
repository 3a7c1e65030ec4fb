import { and, count, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { account, membership } from "../accounts/account.sql.ts";
import * as Billing from "../billing/index.ts";
import { person } from "../identity/person.sql.ts";
import { session } from "../identity/session.sql.ts";
import { accountOf, may } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import { command, query, type Scope } from "../kernel/operation.ts";
import { order } from "../orders/order.sql.ts";
import { service } from "../services/service.sql.ts";
import { graceDays, openOrderStates, openServiceStates } from "./closing.state.ts";

export const Closing = z
  .object({
    /** When what the account holds is erased; null while nobody closed it. */
    erasureDueAt: z.date().nullable(),
    /** What keeps it from being closed. */
    openServices: z.int(),
    openOrders: z.int(),
  })
  .meta({ id: "AccountClosing" });
export type Closing = z.infer<typeof Closing>;

export const closing = query({
  name: "account.closing",
  input: z.object({}),
  allow: may("account:close"),
  run: ({ tx, ctx }) => stateOf(tx, homeOf(ctx)),
});

/** From here on nothing is lost yet: the platform erases when the grace period is over, an owner may take it back before. */
export const close = command({
  name: "account.close",
  input: z.object({}),
  allow: may("account:close"),
  confirm: true,
  async run({ tx, ctx }) {
    const accountId = homeOf(ctx);
    const before = await stateOf(tx, accountId);
    demandNothingOpen(before);
    const erasureDueAt = before.erasureDueAt ?? new Date(ctx.now().getTime() + graceDays * 86_400_000);
    await tx.update(account).set({ erasureDueAt }).where(eq(account.id, accountId));
    // Nothing of it is charged any more, whether or not it is taken back.
    const cards = await Billing.dropCard(tx, accountId, ctx.now());
    return {
      value: { ...before, erasureDueAt },
      audit: { target: accountId, accountId, after: { erasureDueAt: erasureDueAt.toISOString() } },
      events: [...cards, ...(before.erasureDueAt === null ? [{ type: "account.closed", subject: accountId }] : [])],
    };
  },
});

export const reopen = command({
  name: "account.reopen",
  input: z.object({}),
  allow: may("account:close"),
  confirm: true,
  async run({ tx, ctx }) {
    const accountId = homeOf(ctx);
    const before = await stateOf(tx, accountId);
    await tx
      .update(account)
      .set({ erasureDueAt: null })
      .where(and(eq(account.id, accountId), isNull(account.erasedAt)));
    return {
      value: await stateOf(tx, accountId),
      audit: { target: accountId, accountId },
      events: before.erasureDueAt === null ? [] : [{ type: "account.reopened", subject: accountId }],
    };
  },
});

/** Whoever belongs to no account may have themselves erased. It is done by the platform, soon. */
export const leave = command({
  name: "person.leave",
  input: z.object({}),
  allow: { person: true },
  confirm: true,
  async run({ tx, ctx }) {
    const { personId } = ctx.actor as Extract<typeof ctx.actor, { personId: Id<"person"> }>;
    const [who] = await tx.select().from(person).where(eq(person.id, personId));
    if (!who) throw notFound("person");
    const belongs = await tx.$count(membership, eq(membership.personId, personId));
    if (belongs > 0 || who.staffRole !== null) throw belonging();
    await tx.update(person).set({ erasureDueAt: ctx.now() }).where(eq(person.id, personId));
    await tx.delete(session).where(eq(session.personId, personId));
    return { value: {}, audit: { target: personId }, events: [] };
  },
});

const homeOf = (ctx: Scope["ctx"]): Id<"account"> => {
  const accountId = accountOf(ctx.actor);
  if (accountId === undefined) throw notFound("account");
  return accountId;
};

export async function stateOf(tx: Tx, accountId: Id<"account">): Promise<Closing> {
  const [found] = await tx.select({ dueAt: account.erasureDueAt }).from(account).where(eq(account.id, accountId));
  if (!found) throw notFound("account");
  const [services] = await tx
    .select({ open: count() })
    .from(service)
    .where(and(eq(service.accountId, accountId), inArray(service.state, openServiceStates)));
  const [orders] = await tx
    .select({ open: count() })
    .from(order)
    .where(and(eq(order.accountId, accountId), inArray(order.state, openOrderStates)));
  return { erasureDueAt: found.dueAt, openServices: services?.open ?? 0, openOrders: orders?.open ?? 0 };
}

export function demandNothingOpen({ openServices, openOrders }: Closing): void {
  if (openServices > 0) {
    throw new DomainError(
      "conflict",
      "account.services_open",
      "Delete its websites first, and wait until they are gone for good.",
    );
  }
  if (openOrders > 0) {
    throw new DomainError(
      "conflict",
      "account.orders_open",
      "An order is not settled yet. Cancel it, or wait until its money has arrived.",
    );
  }
}

const belonging = () =>
  new DomainError(
    "conflict",
    "person.belongs",
    "You belong to an account or to the staff. Leave or close each account first.",
  );
