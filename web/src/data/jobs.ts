import { query, revalidate } from "@solidjs/router";
import { call, type Input, type Output } from "./api.ts";

export type CronJob = Output<"GET /services/{serviceId}/cron-jobs">["items"][number];
export type Run = Output<"GET /services/{serviceId}/runs">["items"][number];
export type JobDraft = Omit<Input<"POST /services/{serviceId}/cron-jobs/{jobId}">, "serviceId" | "jobId">;
export type CommandDraft = Omit<Input<"POST /services/{serviceId}/commands">, "serviceId">;

export const getCronJobs = query(
  (serviceId: string) => call("GET /services/{serviceId}/cron-jobs", { serviceId }),
  "cron-jobs",
);

/** The last runs of a job; without one, the last commands. */
export const getRuns = query(
  (serviceId: string, jobId?: string) =>
    call("GET /services/{serviceId}/runs", { serviceId, ...(jobId !== undefined && { jobId }) }),
  "runs",
);

export const readRun = (serviceId: string, runId: string, after: string | undefined) =>
  call("GET /services/{serviceId}/runs/{runId}", { serviceId, runId, ...(after !== undefined && { after }) });

async function changed<T>(serviceId: string, work: Promise<T>): Promise<T> {
  const done = await work;
  await revalidate([getCronJobs.keyFor(serviceId), getRuns.key]);
  return done;
}

export const createJob = (idempotencyKey: string, serviceId: string, { paused: _, ...job }: JobDraft) =>
  changed(serviceId, call("POST /services/{serviceId}/cron-jobs", { serviceId, ...job }, { idempotencyKey }));

export const changeJob = (idempotencyKey: string, serviceId: string, jobId: string, job: JobDraft) =>
  changed(
    serviceId,
    call("POST /services/{serviceId}/cron-jobs/{jobId}", { serviceId, jobId, ...job }, { idempotencyKey }),
  );

export const removeJob = (idempotencyKey: string, serviceId: string, jobId: string) =>
  changed(serviceId, call("DELETE /services/{serviceId}/cron-jobs/{jobId}", { serviceId, jobId }, { idempotencyKey }));

export const runJob = (idempotencyKey: string, serviceId: string, jobId: string) =>
  changed(
    serviceId,
    call("POST /services/{serviceId}/cron-jobs/{jobId}/runs", { serviceId, jobId }, { idempotencyKey }),
  );

export const runCommand = (idempotencyKey: string, serviceId: string, command: CommandDraft) =>
  changed(serviceId, call("POST /services/{serviceId}/commands", { serviceId, ...command }, { idempotencyKey }));

export const stopRun = (idempotencyKey: string, serviceId: string, runId: string) =>
  changed(serviceId, call("POST /services/{serviceId}/runs/{runId}/stop", { serviceId, runId }, { idempotencyKey }));
