import type { Interval } from "../catalog/catalog.state.ts";
import type { SoldExtra } from "../catalog/index.ts";
import type { Id } from "../kernel/id.ts";
import type { Money } from "../kernel/money.ts";

/** What a service is sold, as its row has it. */
export interface Sold {
  planId: Id<"plan">;
  planName: string;
  planVersionId: Id<"planVersion">;
  /** Missing in what was ordered before there were any. */
  extras?: SoldExtra[];
  /** Of the plan with its extras, as the limits are. */
  priceMinor: number;
  memoryMb: number;
  cpuPercent: number;
  processes: number;
  diskMb: number;
  /** An instant, as text. */
  paidUntil: string;
}

export interface PlanChange {
  from: Sold;
  to: Sold;
  /** What brings it: the release under it. */
  operationId?: Id<"operation">;
}

/** The least that can be paid by card; less is not asked for. */
const chargeMinorMin = 50;

/** The same day so many months later, or that month's last day. */
export function monthsAfter(date: Date, months: number): Date {
  const next = new Date(date);
  next.setUTCMonth(next.getUTCMonth() + months);
  if (next.getUTCDate() !== date.getUTCDate()) next.setUTCDate(0);
  return next;
}

export const intervalAfter = (date: Date, interval: Interval): Date => monthsAfter(date, interval === "year" ? 12 : 1);

/**
 * What another price costs today, and until when it is paid then. Dearer: the difference for the rest of what is paid. Cheaper:
 * nothing, and what is left of the money lasts longer. What is paid no more begins a new interval.
 */
export function settled(
  now: Date,
  interval: Interval,
  paid: { priceMinor: number; until: Date },
  price: Money,
): { dueMinor: number; paidUntil: Date } {
  const restMs = paid.until.getTime() - now.getTime();
  const next = intervalAfter(now, interval);
  if (restMs <= 0) return { dueMinor: price.minor, paidUntil: next };
  const dueMinor = Math.round(((price.minor - paid.priceMinor) * restMs) / (next.getTime() - now.getTime()));
  if (dueMinor >= 0) return { dueMinor: dueMinor < chargeMinorMin ? 0 : dueMinor, paidUntil: paid.until };
  const lasts = price.minor === 0 ? 1 : paid.priceMinor / price.minor;
  return { dueMinor: 0, paidUntil: new Date(now.getTime() + Math.floor(restMs * lasts)) };
}
