import { query, revalidate } from "@solidjs/router";
import { call, type Output } from "./api.ts";

export type RegistrarJob = Output<"GET /dashboard/registrar-jobs">["items"][number];
export type RegistrarMessage = Output<"GET /dashboard/registrar-messages">["items"][number];

export const getRegistrarJobs = query(
  (filter: { state?: RegistrarJob["state"]; cursor?: string }) => call("GET /dashboard/registrar-jobs", filter),
  "registrar.jobs",
);
export const getRegistrarMessages = query(
  (filter: { state?: RegistrarMessage["state"]; cursor?: string }) => call("GET /dashboard/registrar-messages", filter),
  "registrar.messages",
);

/** Has the registrar asked now. */
export async function retryRegistrarJob(idempotencyKey: string, jobId: string): Promise<RegistrarJob> {
  const job = await call("POST /dashboard/registrar-jobs/{jobId}/retry", { jobId }, { idempotencyKey });
  await revalidate(getRegistrarJobs.key);
  return job;
}

/** Lets a message pass without its effect. */
export async function skipRegistrarMessage(idempotencyKey: string, number: string): Promise<{ id: string }> {
  const passed = await call("POST /dashboard/registrar-messages/{number}/skip", { number }, { idempotencyKey });
  await revalidate(getRegistrarMessages.key);
  return passed;
}
