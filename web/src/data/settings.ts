import { query, revalidate } from "@solidjs/router";
import { call, type Input, type Output } from "./api.ts";
import { getService } from "./services.ts";

export type ServiceSettings = Output<"GET /services/{serviceId}/settings">;
export type Host = ServiceSettings["hosts"][number];
export type Redirect = Input<"POST /services/{serviceId}/redirects">["redirects"][number];

export const getSettings = query(
  (serviceId: string) => call("GET /services/{serviceId}/settings", { serviceId }),
  "settings",
);

/** What was set is looked at again, and so is the work that brings it to the node. */
async function settled(serviceId: string, settings: Promise<ServiceSettings>): Promise<ServiceSettings> {
  const value = await settings;
  await revalidate([getSettings.keyFor(serviceId), getService.keyFor(serviceId), "operations"]);
  return value;
}

export const addHost = (idempotencyKey: string, serviceId: string, name: string) =>
  settled(serviceId, call("POST /services/{serviceId}/hosts", { serviceId, name }, { idempotencyKey }));

export const verifyHost = (idempotencyKey: string, serviceId: string, name: string) =>
  settled(
    serviceId,
    call("POST /services/{serviceId}/hosts/{name}/verification", { serviceId, name }, { idempotencyKey }),
  );

export const secureHost = (idempotencyKey: string, serviceId: string, name: string) =>
  settled(
    serviceId,
    call("POST /services/{serviceId}/hosts/{name}/certificate", { serviceId, name }, { idempotencyKey }),
  );

export const removeHost = (idempotencyKey: string, serviceId: string, name: string) =>
  settled(serviceId, call("DELETE /services/{serviceId}/hosts/{name}", { serviceId, name }, { idempotencyKey }));

export type LeftRecord = Output<"GET /services/{serviceId}/left-records">["items"][number];

/** What would still lead to a website, or by one of its names, when that is removed. */
export const getLeftRecords = query(
  (serviceId: string, name?: string) => call("GET /services/{serviceId}/left-records", { serviceId, name }),
  "left-records",
);

export const setPrimaryHost = (idempotencyKey: string, serviceId: string, name: string | null) =>
  settled(serviceId, call("POST /services/{serviceId}/primary-host", { serviceId, name }, { idempotencyKey }));

export const setRedirects = (idempotencyKey: string, serviceId: string, redirects: Redirect[]) =>
  settled(serviceId, call("POST /services/{serviceId}/redirects", { serviceId, redirects }, { idempotencyKey }));

export const letIn = (idempotencyKey: string, serviceId: string, name: string, password: string) =>
  settled(serviceId, call("POST /services/{serviceId}/access", { serviceId, name, password }, { idempotencyKey }));

export const shutOut = (idempotencyKey: string, serviceId: string, name: string) =>
  settled(serviceId, call("DELETE /services/{serviceId}/access/{name}", { serviceId, name }, { idempotencyKey }));

export const setHttps = (
  idempotencyKey: string,
  serviceId: string,
  https: Omit<Input<"POST /services/{serviceId}/https">, "serviceId">,
) => settled(serviceId, call("POST /services/{serviceId}/https", { serviceId, ...https }, { idempotencyKey }));

export const setMaintenance = (idempotencyKey: string, serviceId: string, maintenance: boolean) =>
  settled(serviceId, call("POST /services/{serviceId}/maintenance", { serviceId, maintenance }, { idempotencyKey }));
