import { and, asc, eq, inArray, lt, notExists } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { operation } from "../kernel/long-operation/long-operation.sql.ts";
import { order } from "../orders/order.sql.ts";
import { service } from "../services/service.sql.ts";
import { keptYears, openServiceStates, settledOrderStates } from "./closing.state.ts";

/** The period begins when the calendar year of an order ends. */
export const keptSince = (now: Date): Date => new Date(Date.UTC(now.getUTCFullYear() - keptYears, 0, 1));

/**
 * Deletes up to `limit` orders that nobody has to keep any more, with the services that came of them and what was done on
 * those. What is not settled or still runs stays, however old. Returns how many went. As the platform.
 */
export async function forgetOldOrders(tx: Tx, now: Date, limit: number): Promise<number> {
  const running = tx
    .select({ id: service.id })
    .from(service)
    .where(and(eq(service.orderId, order.id), inArray(service.state, openServiceStates)));
  const old = await tx
    .select({ id: order.id })
    .from(order)
    .where(and(lt(order.createdAt, keptSince(now)), inArray(order.state, settledOrderStates), notExists(running)))
    .orderBy(asc(order.id))
    .limit(limit);
  const orders = old.map(({ id }) => id);
  if (orders.length === 0) return 0;
  const services = await tx.delete(service).where(inArray(service.orderId, orders)).returning({ id: service.id });
  const subjects = [...orders, ...services.map(({ id }) => id)];
  await tx.delete(operation).where(inArray(operation.subject, subjects));
  return (await tx.delete(order).where(inArray(order.id, orders)).returning({ id: order.id })).length;
}
