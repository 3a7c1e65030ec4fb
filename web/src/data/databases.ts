import { query, revalidate } from "@solidjs/router";
import { call, type Output } from "./api.ts";
import { getService } from "./services.ts";

export type Databases = Output<"GET /services/{serviceId}/databases">;
export type Database = Databases["items"][number];
export type DatabaseOffer = Databases["offers"][number];

export const getDatabases = query(
  (serviceId: string) => call("GET /services/{serviceId}/databases", { serviceId }),
  "databases",
);

/** What changed is looked at again, and so is the release that brings it. */
async function changed(serviceId: string, answer: Promise<Databases>): Promise<Databases> {
  const value = await answer;
  await revalidate([getDatabases.keyFor(serviceId), getService.keyFor(serviceId), "operations"]);
  return value;
}

export const addDatabase = (idempotencyKey: string, serviceId: string, template: string) =>
  changed(serviceId, call("POST /services/{serviceId}/databases", { serviceId, template }, { idempotencyKey }));

export const removeDatabase = (idempotencyKey: string, serviceId: string, databaseId: string) =>
  changed(
    serviceId,
    call("DELETE /services/{serviceId}/databases/{databaseId}", { serviceId, databaseId }, { idempotencyKey }),
  );

export const renewPassword = (idempotencyKey: string, serviceId: string, databaseId: string) =>
  changed(
    serviceId,
    call("POST /services/{serviceId}/databases/{databaseId}/password", { serviceId, databaseId }, { idempotencyKey }),
  );

export const revealPassword = (idempotencyKey: string, serviceId: string, databaseId: string) =>
  call(
    "POST /services/{serviceId}/databases/{databaseId}/password/reveal",
    { serviceId, databaseId },
    { idempotencyKey },
  );
