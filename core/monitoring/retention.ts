import { and, eq, lt } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { nodeMetric, serviceExit, serviceMetric } from "./metric.sql.ts";
import { resolutions } from "./metrics.state.ts";
import { deleteSome } from "./rollup.sql.ts";

const hourMs = 3_600_000;
const exitsKeptHours = 400 * 24;

/** Forgets up to `limit` rows of each kind that are older than is promised. Returns how many went. As the platform. */
export async function forgetMetrics(tx: Tx, now: Date, limit: number): Promise<number> {
  const before = (hours: number) => new Date(now.getTime() - hours * hourMs);
  let gone = await deleteSome(tx, serviceExit, lt(serviceExit.at, before(exitsKeptHours)), limit);
  for (const { step, keptHours } of resolutions) {
    const age = before(keptHours);
    for (const table of [serviceMetric, nodeMetric]) {
      gone += await deleteSome(tx, table, and(eq(table.step, step), lt(table.at, age)), limit);
    }
  }
  return gone;
}
