import { query, revalidate } from "@solidjs/router";
import { call, type Output } from "./api.ts";
import { getService } from "./services.ts";

export type Release = Output<"GET /services/{serviceId}/releases">["items"][number];
export type ReleaseState = Release["state"];

const pageRows = 10;

export const getReleases = query(
  (serviceId: string, cursor?: string) =>
    call("GET /services/{serviceId}/releases", { serviceId, limit: pageRows, ...(cursor ? { cursor } : {}) }),
  "releases",
);

async function begun(release: Promise<Release>): Promise<Release> {
  const done = await release;
  await revalidate([getReleases.key, getService.keyFor(done.serviceId), "operations"]);
  return done;
}

/** What is live once more, in containers of its own. */
export const redeploy = (idempotencyKey: string, serviceId: string) =>
  begun(call("POST /services/{serviceId}/releases", { serviceId }, { idempotencyKey }));

/** Another compose file, as what the website runs from now on. */
export const deployCompose = (idempotencyKey: string, serviceId: string, text: string) =>
  begun(call("POST /services/{serviceId}/compose", { serviceId, text }, { idempotencyKey }));

export const rollBack = (idempotencyKey: string, { serviceId, number }: Release) =>
  begun(call("POST /services/{serviceId}/releases/{number}/rollback", { serviceId, number }, { idempotencyKey }));

export const cancelRelease = (idempotencyKey: string, { serviceId, number }: Release) =>
  begun(call("POST /services/{serviceId}/releases/{number}/cancel", { serviceId, number }, { idempotencyKey }));
