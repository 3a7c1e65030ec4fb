import { and, desc, eq, gte, inArray } from "drizzle-orm";
import { z } from "zod";
import { may } from "../kernel/actor.ts";
import { Id } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";
import * as Nodes from "../nodes/index.ts";
import * as Services from "../services/index.ts";
import { nodeMetric, serviceMetric } from "./metric.sql.ts";
import { metricsRanges } from "./metrics.state.ts";
import { covering, gridOf, onGrid } from "./points.ts";
import { bucketOf, nodeTotals, serviceTotals } from "./rollup.sql.ts";

const busiestCount = 10;
const busiestMs = 3_600_000;

const NodePoint = z
  .object({
    at: z.date(),
    /** Of all of its processors together. */
    cpuPercent: z.number(),
    memoryMb: z.int(),
    memoryUsedMb: z.int(),
    diskMb: z.int(),
    diskUsedMb: z.int(),
  })
  .meta({ id: "NodePoint" });

const BusiestService = z
  .object({
    serviceId: Id("service"),
    name: z.string(),
    /** Of one processor. */
    cpuPercent: z.number(),
    memoryBytes: z.int(),
    requests: z.int(),
  })
  .meta({ id: "BusiestService" });

export const NodeMetrics = z
  .object({
    from: z.date(),
    stepSeconds: z.int(),
    points: z.array(NodePoint.nullable()),
    /** Of the last hour, by processor time. */
    busiest: z.array(BusiestService),
  })
  .meta({ id: "NodeMetrics" });

/** What a node has used, and by which of its services. */
export const nodeMetrics = query({
  name: "node.metrics",
  input: z.object({ nodeId: Id("node"), range: z.enum(metricsRanges).default("24h") }),
  allow: may("node:read"),
  async run({ tx, ctx }, { nodeId, range }) {
    await Nodes.read(tx, nodeId);
    const now = ctx.now();
    const grid = gridOf(range, now);
    const at = bucketOf(nodeMetric.at, grid.step).mapWith(nodeMetric.at);
    const rows = await tx
      .select({ at, ...nodeTotals })
      .from(nodeMetric)
      .where(and(eq(nodeMetric.nodeId, nodeId), covering(nodeMetric, grid, now)))
      .groupBy(({ at: bucket }) => bucket);
    const services = new Map((await Services.placedOn(tx, nodeId)).map((one) => [one.id, one]));
    const { cpuMs, seconds, memoryBytes, answers } = serviceTotals;
    const used = await tx
      .select({ serviceId: serviceMetric.serviceId, cpuMs, seconds, memoryBytes, answers })
      .from(serviceMetric)
      .where(
        and(
          inArray(serviceMetric.serviceId, [...services.keys()]),
          eq(serviceMetric.step, 60),
          gte(serviceMetric.at, new Date(now.getTime() - busiestMs)),
        ),
      )
      .groupBy(serviceMetric.serviceId)
      .orderBy(desc(cpuMs))
      .limit(busiestCount);
    return {
      from: grid.from,
      stepSeconds: grid.step,
      points: onGrid(grid, rows, ({ cpuMs, cpus, seconds, ...row }) => ({
        ...row,
        cpuPercent: Math.round((cpuMs / seconds / cpus) * 10) / 100,
      })),
      busiest: used.map((row) => ({
        serviceId: row.serviceId,
        name: services.get(row.serviceId)?.name ?? "",
        cpuPercent: Math.round((row.cpuMs / row.seconds) * 10) / 100,
        memoryBytes: row.memoryBytes,
        requests: row.answers.reduce((total, count) => total + count, 0),
      })),
    };
  },
});
