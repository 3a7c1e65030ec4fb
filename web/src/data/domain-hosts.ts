import { query, revalidate } from "@solidjs/router";
import { call, type Output } from "./api.ts";

export type DomainHost = Output<"GET /domains/{domainId}/hosts">["hosts"][number];

export const getDomainHosts = query(
  (domainId: string) => call("GET /domains/{domainId}/hosts", { domainId }),
  "domain.hosts",
);

/** Has a name of an own domain lead to a website. */
export async function connectName(
  idempotencyKey: string,
  serviceId: string,
  wanted: { name: string; partner: boolean },
) {
  const connected = await call("POST /services/{serviceId}/connections", { serviceId, ...wanted }, { idempotencyKey });
  await revalidate([getDomainHosts.key, "operations", "settings"]);
  return connected;
}
