import { query } from "@solidjs/router";
import { call, type Output } from "./api.ts";
import { operationWords } from "./operation-words.text.ts";
import { saidAudit } from "./said-audit.ts";

export type TimelineEntry = Output<"GET /services/{serviceId}/timeline">["items"][number];

export const getTimeline = query(async (serviceId: string, cursor?: string) => {
  const page = await call("GET /services/{serviceId}/timeline", { serviceId, ...(cursor ? { cursor } : {}) });
  for (const entry of page.items) {
    if (entry.kind === "operation") entry.title = operationWords[entry.operation]?.title ?? entry.title;
  }
  return saidAudit(page);
}, "timeline");
