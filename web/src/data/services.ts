import { query, revalidate } from "@solidjs/router";
import { call, type Output } from "./api.ts";

export type Service = Output<"GET /services/{serviceId}">;
export type ServiceState = Service["state"];

export const getServices = query(
  (cursor?: string) => call("GET /services", { limit: 50, ...(cursor ? { cursor } : {}) }),
  "services",
);
export const getService = query(
  (serviceId: Service["id"]) => call("GET /services/{serviceId}", { serviceId }),
  "service",
);

/** States in which something is under way and the next look will show something else. */
export function isMoving(service: Service): boolean {
  return ["provisioning", "suspending", "resuming"].includes(service.state);
}

async function change(
  act: "suspend" | "resume" | "terminate" | "keep",
  serviceId: Service["id"],
  idempotencyKey: string,
  reason?: string,
): Promise<Service> {
  const service =
    act === "suspend"
      ? await call("POST /services/{serviceId}/suspend", { serviceId, reason: reason ?? "" }, { idempotencyKey })
      : await call(`POST /services/{serviceId}/${act}`, { serviceId }, { idempotencyKey });
  await revalidate([getServices.key, getService.keyFor(serviceId), "operations", "dashboard"]);
  return service;
}

export const suspendService = (idempotencyKey: string, serviceId: Service["id"], reason: string) =>
  change("suspend", serviceId, idempotencyKey, reason);
export const resumeService = (idempotencyKey: string, serviceId: Service["id"]) =>
  change("resume", serviceId, idempotencyKey);
/** Starts the grace period; until it ends `keepService` takes it back. */
export const terminateService = (idempotencyKey: string, serviceId: Service["id"]) =>
  change("terminate", serviceId, idempotencyKey);
export const keepService = (idempotencyKey: string, serviceId: Service["id"]) =>
  change("keep", serviceId, idempotencyKey);

/** What the site itself writes; read from its node. */
export function readSiteLog(serviceId: Service["id"], cursor: string | undefined) {
  return call("GET /services/{serviceId}/log", { serviceId, ...(cursor ? { cursor } : {}) });
}
