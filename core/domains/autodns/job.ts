import { z } from "zod";
import { DomainError } from "../../kernel/errors.ts";
import type { ProviderJob } from "../ports.ts";
import { AutodnsRefusal } from "./answer.ts";
import { type Autodns, segment } from "./client.ts";

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

/** What became of a job of theirs; those that are over are in another list. */
export async function readJob(call: Autodns, id: number): Promise<ProviderJob | undefined> {
  for (const list of ["/job", "/job/history"]) {
    const answer = await call({ method: "GET", path: `${list}/${segment(id)}`, data: ObjectJob }).catch(notThere);
    const found = answer?.data[0];
    if (found) return { id: found.job.id, state: stateOf(found.job.status) };
  }
  return undefined;
}

/** They say no to asking for what is in the other list. */
function notThere(error: unknown): undefined {
  if (error instanceof DomainError && error.cause instanceof AutodnsRefusal) return undefined;
  throw error;
}

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
