import { z } from "zod";
import * as Jobs from "#core/jobs/index.ts";
import { route } from "../route.ts";

const Nothing = z.object({});
const List = z.object({ items: Jobs.CronJob.array() });
const Runs = z.object({ items: Jobs.Run.array() });

/** Lines of a shell look like attacks. */
const typed = { body: "free", costly: true } as const;

export const jobsRoutes = {
  "GET /services/{serviceId}/cron-jobs": route(Jobs.listJobs, List),
  "POST /services/{serviceId}/cron-jobs": route(Jobs.createJob, Jobs.CronJob, { status: 201, ...typed }),
  "POST /services/{serviceId}/cron-jobs/{jobId}": route(Jobs.changeJob, Jobs.CronJob, typed),
  "DELETE /services/{serviceId}/cron-jobs/{jobId}": route(Jobs.removeJob, Nothing, { costly: true }),
  "POST /services/{serviceId}/cron-jobs/{jobId}/runs": route(Jobs.runJob, Jobs.Run, { status: 202, costly: true }),
  "GET /services/{serviceId}/runs": route(Jobs.listRuns, Runs),
  "POST /services/{serviceId}/commands": route(Jobs.runCommand, Jobs.Run, { status: 202, ...typed }),
  "GET /services/{serviceId}/runs/{runId}": route(Jobs.readRun, Jobs.RunOutput),
  "POST /services/{serviceId}/runs/{runId}/stop": route(Jobs.stopRun, Jobs.Run, { costly: true }),
};
