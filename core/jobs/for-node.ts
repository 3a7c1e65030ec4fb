import { eq } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";
import { serviceRun } from "./job.sql.ts";
import { jobsOf, scheduleOf, sheetOf } from "./job-rows.ts";
import { labelOf } from "./run.ts";
import { calendarOf } from "./schedule.state.ts";

/** All jobs of a service, as its node is to know them. What is paused it does not know. */
export const sheetForNode = query({
  name: "job.sheet",
  input: z.object({ serviceId: Id("service") }),
  allow: { system: true },
  async run({ tx }, { serviceId }) {
    // Before the jobs: what changes in between is told again.
    const { wanted } = await sheetOf(tx, serviceId);
    const jobs = (await jobsOf(tx, serviceId)).filter(({ paused }) => !paused);
    return {
      change: wanted,
      jobs: jobs.map((job) => ({
        job: labelOf(job.id),
        calendar: calendarOf(scheduleOf(job), job.timeZone),
        ...{ service: job.part, command: job.command, seconds: job.seconds },
      })),
    };
  },
});

export const runForNode = query({
  name: "run.for_node",
  input: z.object({ runId: Id("run") }),
  allow: { system: true },
  async run({ tx }, { runId }) {
    const [row] = await tx.select().from(serviceRun).where(eq(serviceRun.id, runId));
    if (!row) throw notFound("run");
    const { serviceId, label, jobId, part, command, seconds } = row;
    return { serviceId, run: label, job: jobId && labelOf(jobId), service: part, command, seconds };
  },
});
