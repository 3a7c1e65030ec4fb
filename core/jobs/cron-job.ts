import { and, desc, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { providerCommand, query, type Scope } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import * as Services from "../services/index.ts";
import { cronJob, serviceRun } from "./job.sql.ts";
import { canKeepJobs, jobsMax, mayRun, secondsUsual } from "./job.state.ts";
import { Command, Part, Seconds } from "./job-input.ts";
import { behind, type JobRow, jobOf, jobsOf, scheduleOf, sheetOf, told } from "./job-rows.ts";
import type { NodeRuns } from "./ports.ts";
import { Run, shown } from "./run.ts";
import { isTimeZone, nextRuns, readSchedule } from "./schedule.state.ts";

export const CronJob = z
  .object({
    id: Id("cronJob"),
    name: z.string(),
    schedule: z.string(),
    timeZone: z.string(),
    command: z.string(),
    part: z.string().nullable(),
    seconds: z.int(),
    paused: z.boolean(),
    /** The next three; none while it is paused. */
    nextRuns: z.array(z.date()),
    lastRun: Run.nullable(),
    /** How many runs have failed in a row. */
    failures: z.int(),
    /** The node has not been told yet of a change: it could not be reached. It is tried again each minute. */
    pending: z.boolean(),
  })
  .meta({ id: "CronJob" });
export type CronJob = z.infer<typeof CronJob>;

const Name = z.string().trim().min(1).max(80);

const settings = {
  name: Name,
  command: Command,
  part: Part,
  schedule: z.string().trim().max(200),
  timeZone: z.string().max(60),
};

const fieldNames = {
  minute: "minute",
  hour: "hour",
  day: "day of the month",
  month: "month",
  weekday: "day of the week",
};

function demandTiming({ schedule, timeZone }: { schedule: string; timeZone: string }): void {
  const read = readSchedule(schedule);
  if ("problem" in read) {
    const { field, text } = read.problem;
    const five = "A schedule has five fields: minute, hour, day of the month, month and day of the week.";
    throw invalid("schedule", field === "all" ? five : `“${text}” cannot be the ${fieldNames[field]}.`);
  }
  if (!isTimeZone(timeZone)) throw invalid("timeZone", "There is no such time zone. Take one like Europe/Zurich.");
}

const invalid = (path: string, message: string) =>
  new DomainError("invalid", "job.invalid", message, { fields: [{ path, message }] });

/** All jobs of a service, with when they run next and how they ran last. */
export const listJobs = query({
  name: "job.list",
  input: z.object({ serviceId: Id("service") }),
  allow: mayRun,
  async run({ tx, ctx }, { serviceId }) {
    await Services.read(tx, serviceId);
    return { items: await detailed(tx, await jobsOf(tx, serviceId), ctx.now()) };
  },
});

export const createJob = providerCommand({
  name: "job.create",
  input: z.object({ serviceId: Id("service"), ...settings, seconds: Seconds.default(secondsUsual) }),
  allow: mayRun,
  async intend(scope, { serviceId, ...job }) {
    const { tx, ctx } = scope;
    demandTiming(job);
    const service = await keeping(tx, serviceId);
    if ((await tx.$count(cronJob, eq(cronJob.serviceId, serviceId))) >= jobsMax) {
      throw new DomainError("conflict", "job.too_many", `A website can have ${jobsMax} cron jobs.`);
    }
    const of = { serviceId, accountId: service.accountId, createdAt: ctx.now() };
    const row = only(
      await tx
        .insert(cronJob)
        .values({ ...job, ...of, id: newId("cronJob"), paused: false })
        .returning(),
    );
    await behind(tx, service);
    return { service, row, before: undefined };
  },
  perform: ({ nodeRuns }, { service }) => tell(nodeRuns, service),
  settle: settled,
});

export const changeJob = providerCommand({
  name: "job.change",
  input: z.object({
    ...{ serviceId: Id("service"), jobId: Id("cronJob") },
    ...settings,
    ...{ seconds: Seconds, paused: z.boolean() },
  }),
  allow: mayRun,
  async intend({ tx }, { serviceId, jobId, ...changes }) {
    demandTiming(changes);
    const service = await keeping(tx, serviceId);
    const before = await jobOf(tx, serviceId, jobId);
    const row = only(await tx.update(cronJob).set(changes).where(eq(cronJob.id, jobId)).returning());
    await behind(tx, service);
    return { service, row, before };
  },
  perform: ({ nodeRuns }, { service }) => tell(nodeRuns, service),
  settle: settled,
});

export const removeJob = providerCommand({
  name: "job.remove",
  input: z.object({ serviceId: Id("service"), jobId: Id("cronJob") }),
  allow: mayRun,
  async intend({ tx }, { serviceId, jobId }) {
    const service = await keeping(tx, serviceId);
    const before = await jobOf(tx, serviceId, jobId);
    await tx.delete(cronJob).where(eq(cronJob.id, jobId));
    await behind(tx, service);
    return { service, before };
  },
  perform: ({ nodeRuns }, { service }) => tell(nodeRuns, service),
  async settle({ tx }, { service: { id, accountId }, before }, change) {
    if (change !== undefined) await told(tx, id, change);
    return { value: {}, audit: { target: id, accountId, before: { job: before.name } }, events: [] };
  },
});

async function keeping(tx: Tx, serviceId: Id<"service">): Promise<Services.ServiceRow> {
  const service = await Services.lock(tx, serviceId);
  if (canKeepJobs(service)) return service;
  throw new DomainError("conflict", "job.no_service", "This website is not there, so it can have no cron jobs.");
}

/** Undefined: the node cannot be told now. It is tried again each minute. */
async function tell(nodeRuns: NodeRuns, { id, nodeId }: Services.ServiceRow): Promise<number | undefined> {
  if (nodeId === null) return undefined;
  try {
    return await nodeRuns.putJobs({ serviceId: id });
  } catch (error) {
    if (error instanceof DomainError && error.kind === "unavailable") return undefined;
    throw error;
  }
}

interface Changed {
  service: Services.ServiceRow;
  /** As it was written. */
  row: JobRow;
  before: JobRow | undefined;
}

async function settled({ tx, ctx }: Scope, { service, row, before }: Changed, change: number | undefined) {
  if (change !== undefined) await told(tx, service.id, change);
  const value = only(await detailed(tx, [row], ctx.now()));
  const said = ({ name, schedule, timeZone, paused }: JobRow) => ({ job: name, schedule, timeZone, paused });
  const { id: target, accountId } = service;
  return { value, audit: { target, accountId, ...(before && { before: said(before) }), after: said(row) }, events: [] };
}

async function detailed(tx: Tx, rows: readonly JobRow[], now: Date): Promise<CronJob[]> {
  const [first] = rows;
  if (!first) return [];
  const { serviceId } = first;
  const { wanted, applied } = await sheetOf(tx, serviceId);
  const last = await tx
    .selectDistinctOn([serviceRun.jobId])
    .from(serviceRun)
    .where(and(eq(serviceRun.serviceId, serviceId), isNotNull(serviceRun.jobId)))
    .orderBy(serviceRun.jobId, desc(serviceRun.startedAt), desc(serviceRun.id));
  const runs = await shown(tx, last);
  return rows.map(({ accountId: _, serviceId: __, createdAt: ___, ...row }) => ({
    ...row,
    nextRuns: row.paused ? [] : nextRuns(scheduleOf(row), row.timeZone, now, 3),
    lastRun: runs.find(({ jobId }) => jobId === row.id) ?? null,
    failures: last.find(({ jobId }) => jobId === row.id)?.failures ?? 0,
    pending: applied < wanted,
  }));
}
