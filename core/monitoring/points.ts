import { and, eq, gte, lt, or, type SQL } from "drizzle-orm";
import type { nodeMetric, serviceMetric } from "./metric.sql.ts";
import { type MetricsRange, ranges } from "./metrics.state.ts";

/** A sample that was taken at the end of an hour is added to it within this time. */
const lateMs = 3 * 60_000;

export interface Grid {
  from: Date;
  step: number;
  count: number;
}

/** The last point is the interval that is under way. */
export function gridOf(range: MetricsRange, now: Date): Grid {
  const { hours, step } = ranges[range];
  const count = (hours * 3600) / step;
  const last = Math.floor(now.getTime() / 1000 / step) * step;
  return { from: new Date((last - (count - 1) * step) * 1000), step, count };
}

/** Rows that cover it without doubling anything: what is not yet added up to hours or days is read as it is. */
export function covering(
  table: typeof serviceMetric | typeof nodeMetric,
  { from, step }: Grid,
  now: Date,
): SQL | undefined {
  const startOf = (seconds: number) => new Date(Math.floor((now.getTime() - lateMs) / 1000 / seconds) * seconds * 1000);
  const rows = (of: number, since: Date, until?: Date) =>
    and(eq(table.step, of), gte(table.at, since), until && lt(table.at, until));
  const hour = startOf(3_600);
  if (step < 3_600) return rows(60, from);
  if (step < 86_400) return or(rows(3_600, from, hour), rows(60, hour));
  const day = startOf(86_400);
  return or(rows(86_400, from, day), rows(3_600, day, hour), rows(60, hour));
}

/** One point for each interval; null where nothing is known. */
export function onGrid<R extends { at: Date }, P>(
  { from, step, count }: Grid,
  rows: readonly R[],
  point: (row: R) => P,
): (P | null)[] {
  const points = new Array<P | null>(count).fill(null);
  for (const row of rows) {
    const index = Math.round((row.at.getTime() - from.getTime()) / 1000 / step);
    if (index >= 0 && index < count) points[index] = point(row);
  }
  return points;
}
