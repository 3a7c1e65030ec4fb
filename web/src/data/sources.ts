import { query, revalidate } from "@solidjs/router";
import { call, type Input, type Output } from "./api.ts";
import { getReleases } from "./releases.ts";
import { getService } from "./services.ts";
import type { Archive } from "./uploads.ts";

export type Source = NonNullable<Output<"GET /services/{serviceId}/source">["source"]>;
export type Repository = Omit<Input<"POST /services/{serviceId}/source/change">, "serviceId">;
export type TypedSource = Omit<Input<"POST /services/{serviceId}/source/check">, "serviceId">;
export type SourceCheck = Output<"POST /sources/check">;
export type Build = Output<"GET /services/{serviceId}/builds">["items"][number];

export const getSource = query(
  (serviceId: string) => call("GET /services/{serviceId}/source", { serviceId }),
  "source",
);
export const getBuilds = query(
  (serviceId: string) => call("GET /services/{serviceId}/builds", { serviceId, limit: 10 }),
  "builds",
);

async function changed<T>(serviceId: string, work: Promise<T>): Promise<T> {
  const done = await work;
  await revalidate(getSource.keyFor(serviceId));
  return done;
}

export const connectSource = (idempotencyKey: string, serviceId: string, repository: Repository) =>
  changed(serviceId, call("POST /services/{serviceId}/source", { serviceId, ...repository }, { idempotencyKey }));

export const changeSource = (idempotencyKey: string, serviceId: string, repository: Repository) =>
  changed(
    serviceId,
    call("POST /services/{serviceId}/source/change", { serviceId, ...repository }, { idempotencyKey }),
  );

export const disconnectSource = (idempotencyKey: string, serviceId: string) =>
  changed(serviceId, call("DELETE /services/{serviceId}/source", { serviceId }, { idempotencyKey }));

export const renewDeployKey = (idempotencyKey: string, serviceId: string) =>
  changed(serviceId, call("POST /services/{serviceId}/source/key", { serviceId }, { idempotencyKey }));

export const renewWebhookSecret = (idempotencyKey: string, serviceId: string) =>
  changed(serviceId, call("POST /services/{serviceId}/source/secret", { serviceId }, { idempotencyKey }));

/** Nothing is changed by it: asked twice, it looks twice. */
export const checkSource = (serviceId: string, source: TypedSource) =>
  call("POST /services/{serviceId}/source/check", { serviceId, ...source });

/** The same before anything is ordered. */
export const checkOrderedSource = (source: Input<"POST /sources/check">) => call("POST /sources/check", source);

/** Builds the newest of the branch. */
export async function deploySource(idempotencyKey: string, serviceId: string) {
  const release = await call("POST /services/{serviceId}/deploy", { serviceId }, { idempotencyKey });
  await deployed(serviceId);
  return release;
}

/** Builds an archive that has been sent. */
export async function deployUpload(idempotencyKey: string, serviceId: string, archive: Archive, folder: string) {
  const asked = { serviceId, folder, ...archive };
  const release = await call("POST /services/{serviceId}/uploads/deploy", asked, { idempotencyKey });
  await deployed(serviceId);
  return release;
}

const deployed = (serviceId: string) =>
  revalidate([getBuilds.keyFor(serviceId), getReleases.key, getService.keyFor(serviceId), "operations"]);

/** What a build wrote, after a cursor. */
export const readBuildLog = ({ serviceId, number }: Pick<Build, "serviceId" | "number">, after: number) =>
  call("GET /services/{serviceId}/builds/{number}/log", { serviceId, number, after });
