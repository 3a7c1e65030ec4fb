import { cronJob, serviceRun } from "#core/jobs/job.sql.ts";
import type { Id } from "#core/kernel/id.ts";
import { newId } from "#core/kernel/id.ts";
import type { Setting, TestRequests } from "./test-setting.ts";

const timed = { schedule: "0 3 * * *", timeZone: "Europe/Zurich" };
const what = { command: "php bin/console cleanup", part: null, seconds: 60 };

export async function jobSamples({ tx, accountId, createdAt }: Setting, serviceId: Id<"service">) {
  const [jobId, runId] = [newId("cronJob"), newId("run")];
  const mine = { serviceId, accountId, ...what };
  await tx.insert(cronJob).values({ ...mine, ...timed, id: jobId, name: "Clean up", paused: false, createdAt });
  await tx.insert(serviceRun).values({
    ...{ ...mine, id: runId, jobId, label: "run-1", requestedBy: null, failures: 0 },
    ...{ startedAt: createdAt, endedAt: createdAt, exitCode: 0, reason: "exited" as const },
  });
  return { jobs: { serviceId, jobId, runId } };
}

export const jobRequests = ({ jobs }: Awaited<ReturnType<typeof jobSamples>>) => {
  const { serviceId, jobId, runId } = jobs;
  const job = { name: "Send mail", ...what, ...timed };
  return {
    "GET /services/{serviceId}/cron-jobs": { params: { serviceId } },
    "POST /services/{serviceId}/cron-jobs": { params: { serviceId }, body: job },
    "POST /services/{serviceId}/cron-jobs/{jobId}": { params: { serviceId, jobId }, body: { ...job, paused: true } },
    "DELETE /services/{serviceId}/cron-jobs/{jobId}": { params: { serviceId, jobId } },
    "POST /services/{serviceId}/cron-jobs/{jobId}/runs": { params: { serviceId, jobId } },
    "GET /services/{serviceId}/runs": { params: { serviceId } },
    "POST /services/{serviceId}/commands": { params: { serviceId }, body: what },
    "GET /services/{serviceId}/runs/{runId}": { params: { serviceId, runId } },
    "POST /services/{serviceId}/runs/{runId}/stop": { params: { serviceId, runId } },
  } satisfies TestRequests;
};
