import { call, type Input, type Output } from "./api.ts";

export type SiteLog = Output<"GET /services/{serviceId}/logs">;
export type SiteLogLine = SiteLog["lines"][number];
export type SiteLogQuery = Omit<Input<"GET /services/{serviceId}/logs">, "serviceId">;

/** What the containers of a website wrote, read from its node. */
export const readSiteLog = (serviceId: string, query: SiteLogQuery): Promise<SiteLog> =>
  call("GET /services/{serviceId}/logs", { serviceId, ...query });
