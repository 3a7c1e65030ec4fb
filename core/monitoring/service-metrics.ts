import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { may } from "../kernel/actor.ts";
import { Id } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import { serviceMetric } from "./metric.sql.ts";
import { metricsRanges, quantile } from "./metrics.state.ts";
import { covering, gridOf, onGrid } from "./points.ts";
import { bucketOf, serviceTotals } from "./rollup.sql.ts";

const Milliseconds = z.number().nullable();

const ServicePoint = z
  .object({
    at: z.date(),
    /** Of one processor. */
    cpuPercent: z.number(),
    memoryBytes: z.int(),
    memoryPeakBytes: z.int(),
    processes: z.int(),
    /** By class: 1xx to 5xx. */
    answers: z.array(z.int()),
    bytesIn: z.int(),
    bytesOut: z.int(),
    /** What that share of the answers took at most; null where there was none. */
    p50: Milliseconds,
    p95: Milliseconds,
    p99: Milliseconds,
    /** Of the interval, how much was seen: rates are by these. */
    seconds: z.int(),
  })
  .meta({ id: "ServicePoint" });

export const ServiceMetrics = z
  .object({
    from: z.date(),
    stepSeconds: z.int(),
    limits: z.object({ cpuPercent: z.int(), memoryBytes: z.int() }),
    /** Null: nothing is known of that interval. */
    points: z.array(ServicePoint.nullable()),
    /** Releases that went live in this time. */
    releases: z.array(z.object({ number: z.int(), at: z.date() })),
  })
  .meta({ id: "ServiceMetrics" });

/** What a service has used and how it answered. */
export const serviceMetrics = query({
  name: "service.metrics",
  input: z.object({ serviceId: Id("service"), range: z.enum(metricsRanges).default("24h") }),
  allow: may("service:read"),
  async run({ tx, ctx }, { serviceId, range }) {
    const service = await Services.read(tx, serviceId);
    const now = ctx.now();
    const grid = gridOf(range, now);
    const at = bucketOf(serviceMetric.at, grid.step).mapWith(serviceMetric.at);
    const rows = await tx
      .select({ at, ...serviceTotals })
      .from(serviceMetric)
      .where(and(eq(serviceMetric.serviceId, serviceId), covering(serviceMetric, grid, now)))
      .groupBy(({ at: bucket }) => bucket);
    return {
      from: grid.from,
      stepSeconds: grid.step,
      limits: { cpuPercent: service.cpuPercent, memoryBytes: service.memoryMb * 1_048_576 },
      points: onGrid(grid, rows, ({ cpuMs, times, ...row }) => ({
        ...row,
        cpuPercent: Math.round((cpuMs / row.seconds) * 10) / 100,
        p50: quantile(times, 0.5),
        p95: quantile(times, 0.95),
        p99: quantile(times, 0.99),
      })),
      releases: await Releases.liveSince(tx, serviceId, grid.from),
    };
  },
});
