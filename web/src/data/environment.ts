import { query, revalidate } from "@solidjs/router";
import { call, type Input, type Output } from "./api.ts";
import { getReleases } from "./releases.ts";
import { getService } from "./services.ts";

export type Environment = Output<"GET /services/{serviceId}/environment">;
export type Variable = Environment["variables"][number];
export type EnvironmentChange = Omit<Input<"POST /services/{serviceId}/environment">, "serviceId">;

/** Of the release that is live, or of another one. */
export const getEnvironment = query(
  (serviceId: string, release?: number) =>
    call("GET /services/{serviceId}/environment", { serviceId, ...(release !== undefined && { release }) }),
  "environment",
);

/** What was chosen of the app, chosen otherwise; by name. */
export async function changeParameters(idempotencyKey: string, serviceId: string, parameters: Record<string, unknown>) {
  const release = await call("POST /services/{serviceId}/parameters", { serviceId, parameters }, { idempotencyKey });
  await revalidate([getReleases.key, getService.keyFor(serviceId), "operations"]);
  return release;
}

/** It is a release: the pages of the website show it from now on. */
export async function changeEnvironment(idempotencyKey: string, serviceId: string, change: EnvironmentChange) {
  const release = await call("POST /services/{serviceId}/environment", { serviceId, ...change }, { idempotencyKey });
  await revalidate([getEnvironment.key, getReleases.key, getService.keyFor(serviceId), "operations"]);
  return release;
}
