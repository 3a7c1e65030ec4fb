import { and, asc, eq, inArray, isNull, lt } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { notFound } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import type * as Services from "../services/index.ts";
import { cronJob, cronSheet, serviceRun } from "./job.sql.ts";
import { readSchedule, type Schedule } from "./schedule.state.ts";

export type JobRow = typeof cronJob.$inferSelect;

export async function jobOf(tx: Tx, serviceId: Id<"service">, jobId: Id<"cronJob">): Promise<JobRow> {
  const [row] = await tx
    .select()
    .from(cronJob)
    .where(and(eq(cronJob.serviceId, serviceId), eq(cronJob.id, jobId)));
  if (!row) throw notFound("job");
  return row;
}

export const jobsOf = (tx: Tx, serviceId: Id<"service">): Promise<JobRow[]> =>
  tx.select().from(cronJob).where(eq(cronJob.serviceId, serviceId)).orderBy(asc(cronJob.id));

/** Of what was checked when it was stored. */
export function scheduleOf({ schedule }: Pick<JobRow, "schedule">): Schedule {
  const found = readSchedule(schedule);
  if ("problem" in found) throw new Error("a job without a schedule");
  return found.schedule;
}

/** From now on its node has to be told; the service is locked. */
export async function behind(tx: Tx, { id, accountId }: Pick<Services.ServiceRow, "id" | "accountId">): Promise<void> {
  const { wanted } = await sheetOf(tx, id);
  const row = { serviceId: id, accountId, wanted: wanted + 1, applied: 0 };
  const set = { wanted: row.wanted };
  await tx.insert(cronSheet).values(row).onConflictDoUpdate({ target: cronSheet.serviceId, set });
}

/** What a node was told; a later change may have been told it meanwhile. */
export const told = (tx: Tx, serviceId: Id<"service">, change: number) =>
  tx
    .update(cronSheet)
    .set({ applied: change })
    .where(and(eq(cronSheet.serviceId, serviceId), lt(cronSheet.applied, change)));

export async function sheetOf(tx: Tx, serviceId: Id<"service">): Promise<{ wanted: number; applied: number }> {
  const [row] = await tx.select().from(cronSheet).where(eq(cronSheet.serviceId, serviceId));
  return row ?? { wanted: 0, applied: 0 };
}

/** Those of some services that run commands: by the clock, or now. */
export async function withCommands(tx: Tx, serviceIds: Id<"service">[]): Promise<ReadonlySet<Id<"service">>> {
  if (serviceIds.length === 0) return new Set();
  const kept = await tx
    .select({ id: cronJob.serviceId })
    .from(cronJob)
    .where(and(inArray(cronJob.serviceId, serviceIds), eq(cronJob.paused, false)));
  const running = await tx
    .select({ id: serviceRun.serviceId })
    .from(serviceRun)
    .where(and(inArray(serviceRun.serviceId, serviceIds), isNull(serviceRun.endedAt)));
  return new Set([...kept, ...running].map(({ id }) => id));
}

/** A service that is gone has none. */
export async function forget(tx: Tx, serviceId: Id<"service">): Promise<void> {
  await tx.delete(cronJob).where(eq(cronJob.serviceId, serviceId));
  await tx.delete(cronSheet).where(eq(cronSheet.serviceId, serviceId));
  await tx.delete(serviceRun).where(eq(serviceRun.serviceId, serviceId));
}
