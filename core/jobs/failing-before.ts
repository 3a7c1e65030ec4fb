import { and, desc, eq, lt } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import { cronJob, serviceRun } from "./job.sql.ts";
import { failuresNoticed } from "./job.state.ts";

/** Jobs that had failed so often in a row, at that run, before then; newest first. */
export async function failingBefore(tx: Tx, serviceId: Id<"service">, before: Date, limit: number) {
  const rows = await tx
    .select({ id: serviceRun.id, at: serviceRun.endedAt, job: cronJob.name, exitCode: serviceRun.exitCode })
    .from(serviceRun)
    .innerJoin(cronJob, eq(cronJob.id, serviceRun.jobId))
    .where(
      and(
        eq(serviceRun.serviceId, serviceId),
        eq(serviceRun.failures, failuresNoticed),
        lt(serviceRun.endedAt, before),
      ),
    )
    .orderBy(desc(serviceRun.endedAt))
    .limit(limit);
  return rows.map(({ id, at, job, exitCode }) => ({
    ...{ kind: "job" as const, id, at: at ?? before, job, exitCode, failures: failuresNoticed },
  }));
}
