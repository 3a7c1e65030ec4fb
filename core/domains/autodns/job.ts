import { z } from "zod";
import type { ProviderJob } from "../ports.ts";
import type { Autodns } from "./client.ts";

const statuses = ["RUNNING", "SUCCESS", "FAILED", "CANCELED", "SUPPORT", "DEFERRED", "NOT_SET", "WAIT"] as const;

export const Job = z.object({ id: z.number(), status: z.enum(statuses).nullish(), action: z.string().nullish() });
const Listed = Job.extend({ created: z.string().nullish() });
const ObjectJob = z.object({ job: Listed });

const states: Record<(typeof statuses)[number], ProviderJob["state"]> = {
  RUNNING: "under_way",
  WAIT: "under_way",
  DEFERRED: "under_way",
  NOT_SET: "under_way",
  /** Somebody of theirs looks at it. */
  SUPPORT: "under_way",
  SUCCESS: "succeeded",
  FAILED: "failed",
  CANCELED: "failed",
};

/** What became of what a message names; what they do not name goes on. */
export const stateOf = (status: string | null | undefined): ProviderJob["state"] =>
  Object.hasOwn(states, status ?? "") ? states[status as keyof typeof states] : "under_way";

/** The newest job about a domain with an action, under way or over. For what was asked when nobody heard the answer. */
export async function newestJob(
  call: Autodns,
  name: string,
  action: string,
): Promise<(ProviderJob & { createdAt: Date }) | undefined> {
  const body = {
    filters: [
      { key: "object", value: name, operator: "EQUAL" },
      { key: "action", value: action, operator: "EQUAL" },
    ],
    view: { limit: 1, offset: 0 },
    orders: [{ key: "created", type: "DESC" }],
  };
  for (const path of ["/job/_search", "/job/history/_search"]) {
    const [found] = (await call({ method: "POST", path, body, data: ObjectJob })).data;
    if (!found) continue;
    const { id, status, created } = found.job;
    return { id, state: stateOf(status), createdAt: new Date(created ?? 0) };
  }
  return undefined;
}
