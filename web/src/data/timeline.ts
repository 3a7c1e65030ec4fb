import { query } from "@solidjs/router";
import { call, type Output } from "./api.ts";

export type TimelineEntry = Output<"GET /services/{serviceId}/timeline">["items"][number];

export const getTimeline = query(
  (serviceId: string, cursor?: string) =>
    call("GET /services/{serviceId}/timeline", { serviceId, ...(cursor ? { cursor } : {}) }),
  "timeline",
);
