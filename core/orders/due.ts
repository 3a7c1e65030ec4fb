import { and, asc, eq, lte } from "drizzle-orm";
import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { order } from "./order.sql.ts";
import { payWithinHours } from "./order.state.ts";

const batch = 100;

/** Orders whose time is up: unpaid ones to expire, unfulfilled ones to refund, refunds that are still open. */
export const due = query({
  name: "order.due",
  input: z.object({}),
  allow: { system: true },
  async run({ tx, ctx }) {
    const now = ctx.now();
    const select = () => tx.select({ id: order.id }).from(order).$dynamic();
    const unpaidSince = new Date(now.getTime() - payWithinHours * 3_600_000);
    const [expire, refund, refunding] = await Promise.all([
      select()
        .where(and(eq(order.state, "pending"), lte(order.createdAt, unpaidSince)))
        .orderBy(asc(order.id))
        .limit(batch),
      select()
        .where(and(eq(order.state, "paid"), lte(order.refundDueAt, now)))
        .orderBy(asc(order.refundDueAt))
        .limit(batch),
      select().where(eq(order.state, "refunding")).orderBy(asc(order.id)).limit(batch),
    ]);
    const ids = (rows: typeof expire) => rows.map(({ id }) => id);
    return { expire: ids(expire), refund: ids(refund), refunding: ids(refunding) };
  },
});
