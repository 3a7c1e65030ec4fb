import { and, asc, eq, isNotNull, isNull, lte, ne, notExists, or } from "drizzle-orm";
import { z } from "zod";
import type { Id } from "../kernel/id.ts";
import { operation } from "../kernel/long-operation/long-operation.sql.ts";
import { query } from "../kernel/operation.ts";
import { provisionPlan } from "../services/index.ts";
import { order } from "./order.sql.ts";
import { payWithinHours, refundFailed } from "./order.state.ts";

const batch = 100;

const unlike = (failureCode: string) => or(isNull(order.failureCode), ne(order.failureCode, failureCode));

/** Orders whose time is up: unpaid ones to expire, unfulfilled ones to refund, refunds that are still open, plans to change. */
export const due = query({
  name: "order.due",
  input: z.object({}),
  allow: { system: true },
  async run({ tx, ctx }) {
    const now = ctx.now();
    const select = () => tx.select({ id: order.id }).from(order).$dynamic();
    // Its end sends the money back; before that, its site may still be reachable.
    const underWay = tx
      .select({ id: operation.id })
      .from(operation)
      .where(
        and(
          eq(operation.subject, order.serviceId),
          eq(operation.kind, provisionPlan.kind),
          isNull(operation.finishedAt),
        ),
      );
    const unpaidSince = new Date(now.getTime() - payWithinHours * 3_600_000);
    const expire = await select()
      .where(
        and(
          eq(order.state, "pending"),
          or(and(isNull(order.payUntil), lte(order.createdAt, unpaidSince)), lte(order.payUntil, now)),
        ),
      )
      .orderBy(asc(order.id))
      .limit(batch);
    const refund = await select()
      .where(and(eq(order.state, "paid"), lte(order.refundDueAt, now)))
      .orderBy(asc(order.refundDueAt))
      .limit(batch);
    const refunding = await select()
      .where(and(eq(order.state, "refunding"), notExists(underWay), unlike(refundFailed)))
      .orderBy(asc(order.id))
      .limit(batch);
    const changes = await tx
      .select({ id: order.id, change: order.change })
      .from(order)
      .where(and(eq(order.state, "paid"), isNotNull(order.change)))
      .orderBy(asc(order.id))
      .limit(batch);
    const ids = (rows: readonly { id: Id<"order"> }[]) => rows.map(({ id }) => id);
    const toBegin = changes.filter(({ change }) => change?.operationId === undefined);
    return { expire: ids(expire), refund: ids(refund), refunding: ids(refunding), changes: ids(toBegin) };
  },
});
