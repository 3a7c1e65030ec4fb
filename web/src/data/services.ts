import { query, revalidate } from "@solidjs/router";
import { call, type Output } from "./api.ts";

export type Service = Output<"GET /services/{serviceId}">;
export type ServiceState = Service["state"];

export const getServices = query(
  (cursor?: string) => call("GET /services", { limit: 25, ...(cursor ? { cursor } : {}) }),
  "services",
);
/** Every one, to choose from, however many pages that takes. */
export const getAllServices = query(async () => {
  const all: Service[] = [];
  let cursor: string | null = null;
  do {
    const page: Output<"GET /services"> = await call("GET /services", { limit: 100, ...(cursor ? { cursor } : {}) });
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}, "services.all");
export const getService = query((serviceId: string) => call("GET /services/{serviceId}", { serviceId }), "service");

/** States in which something is under way and the next look will show something else. */
export function isMoving(service: Service): boolean {
  return ["provisioning", "stopping", "starting", "suspending", "resuming"].includes(service.state);
}

/** Being set up, but nothing moves: there is no place for it yet. */
export function isWaiting(service: Pick<Service, "state" | "operation">): boolean {
  return service.state === "provisioning" && service.operation?.state === "waiting";
}

type Act = "stop" | "start" | "restart" | "suspend" | "resume" | "terminate" | "keep";

/** `terminate` starts the grace period; until it ends, `keep` takes it back. */
export async function changeService(idempotencyKey: string, act: Act, serviceId: string): Promise<Service> {
  const service = await call(`POST /services/{serviceId}/${act}`, { serviceId }, { idempotencyKey });
  await revalidate([getServices.key, getService.keyFor(serviceId), "operations", "dashboard"]);
  return service;
}
