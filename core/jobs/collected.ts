import { and, desc, eq, inArray, isNotNull, isNull, lt, notInArray } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { type Id, newId } from "../kernel/id.ts";
import { cronJob, cronSheet, serviceRun } from "./job.sql.ts";
import { hasFailed, type RunReason, runReasons, runsKept } from "./job.state.ts";
import { labelOf } from "./run.ts";

/** A run that has ended, as a node tells it. Jobs are known there by their labels. */
export interface EndedRun {
  serviceId: Id<"service">;
  accountId: Id<"account">;
  job: string | null;
  run: string;
  startedAt: string;
  at: string;
  exitCode: number | null;
  reason: string;
}

const reasonOf = (text: string): RunReason => runReasons.find((reason) => reason === text) ?? "interrupted";

/** Writes down how runs ended: those that the platform asked for, and those that a node began by the clock. Twice is as good as once. */
export async function keepEnds(tx: Tx, ends: readonly EndedRun[]): Promise<void> {
  const jobs = await jobsByLabel(tx, [...new Set(ends.map(({ serviceId }) => serviceId))]);
  const touched = new Set<Id<"cronJob"> | null>();
  const services = new Set<Id<"service">>();
  for (const { serviceId, accountId, ...end } of ends.toSorted((a, b) => a.at.localeCompare(b.at))) {
    const job = end.job === null ? undefined : jobs.get(end.job);
    // Removed meanwhile; or it belongs to somebody else.
    if (end.job !== null && job?.serviceId !== serviceId) continue;
    const reason = reasonOf(end.reason);
    const { exitCode } = end;
    const known = and(eq(serviceRun.serviceId, serviceId), eq(serviceRun.label, end.run));
    const [row] = await tx.select().from(serviceRun).where(known).for("update");
    // What was told already; where the platform gave it up, the node knows better.
    if (row?.endedAt && row.reason !== "unreachable" && row.reason !== "interrupted") continue;
    if (!row && !job) continue;
    const failures = job && hasFailed({ reason, exitCode }) ? (await failuresBefore(tx, job.id)) + 1 : 0;
    const ended = { endedAt: new Date(end.at), exitCode, reason, failures };
    if (row) await tx.update(serviceRun).set(ended).where(eq(serviceRun.id, row.id));
    else if (job) {
      const { command, part, seconds } = job;
      const of = { accountId, serviceId, jobId: job.id, command, part, seconds, requestedBy: null };
      const begun = { id: newId("run"), label: end.run, startedAt: new Date(end.startedAt) };
      await tx.insert(serviceRun).values({ ...of, ...begun, ...ended });
    }
    touched.add(job?.id ?? null);
    services.add(serviceId);
  }
  for (const serviceId of services) await keepNewest(tx, serviceId, [...touched]);
}

async function jobsByLabel(tx: Tx, serviceIds: Id<"service">[]) {
  if (serviceIds.length === 0) return new Map<string, typeof cronJob.$inferSelect>();
  const rows = await tx.select().from(cronJob).where(inArray(cronJob.serviceId, serviceIds));
  return new Map(rows.map((row) => [labelOf(row.id), row]));
}

async function failuresBefore(tx: Tx, jobId: Id<"cronJob">): Promise<number> {
  const [last] = await tx
    .select({ failures: serviceRun.failures })
    .from(serviceRun)
    .where(
      and(
        eq(serviceRun.jobId, jobId),
        inArray(
          serviceRun.reason,
          runReasons.filter((r) => r !== "busy"),
        ),
      ),
    )
    .orderBy(desc(serviceRun.endedAt), desc(serviceRun.id))
    .limit(1);
  return last?.failures ?? 0;
}

async function keepNewest(tx: Tx, serviceId: Id<"service">, jobIds: readonly (Id<"cronJob"> | null)[]): Promise<void> {
  for (const jobId of jobIds) {
    const of = and(
      eq(serviceRun.serviceId, serviceId),
      jobId === null ? isNull(serviceRun.jobId) : eq(serviceRun.jobId, jobId),
    );
    const newest = await tx
      .select({ id: serviceRun.id })
      .from(serviceRun)
      .where(of)
      .orderBy(desc(serviceRun.startedAt), desc(serviceRun.id))
      .limit(runsKept);
    const ids = newest.map(({ id }) => id);
    if (ids.length === runsKept) await tx.delete(serviceRun).where(and(of, notInArray(serviceRun.id, ids)));
  }
}

const graceMs = 180_000;

/**
 * What nobody will ever tell of: runs whose node was lost, or that somebody wrote down who died before they asked for them; and
 * runs of jobs that are no more.
 */
export async function clearLost(tx: Tx, serviceIds: readonly Id<"service">[], now: Date): Promise<void> {
  const here = inArray(serviceRun.serviceId, [...serviceIds]);
  const running = await tx
    .select({ id: serviceRun.id, startedAt: serviceRun.startedAt, seconds: serviceRun.seconds })
    .from(serviceRun)
    .where(and(here, isNull(serviceRun.endedAt)));
  const lost = running.filter(
    ({ startedAt, seconds }) => startedAt.getTime() + seconds * 1000 + graceMs < now.getTime(),
  );
  if (lost.length > 0) {
    const ids = lost.map(({ id }) => id);
    await tx.update(serviceRun).set({ endedAt: now, reason: "interrupted" }).where(inArray(serviceRun.id, ids));
  }
  const known = tx
    .select({ id: cronJob.id })
    .from(cronJob)
    .where(inArray(cronJob.serviceId, [...serviceIds]));
  await tx.delete(serviceRun).where(and(here, isNotNull(serviceRun.jobId), notInArray(serviceRun.jobId, known)));
}

/** Those whose node has not been told yet of a change of their jobs. */
export async function untold(tx: Tx, serviceIds: readonly Id<"service">[]): Promise<Id<"service">[]> {
  const rows = await tx
    .select({ serviceId: cronSheet.serviceId })
    .from(cronSheet)
    .where(and(inArray(cronSheet.serviceId, [...serviceIds]), lt(cronSheet.applied, cronSheet.wanted)));
  return rows.map(({ serviceId }) => serviceId);
}
