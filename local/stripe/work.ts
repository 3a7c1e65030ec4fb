import type { FailureSwitches } from "./failure.ts";
import { newId } from "./ids.ts";
import type { Data } from "./store.ts";
import type { Task } from "./tables.ts";
import type { WebhookQueue } from "./webhook-queue.ts";

/** One transaction as its code sees it: the tables, the time, and what else it can set off. */
export interface Work extends Data {
  /** Seconds, as everywhere in the API. */
  readonly now: number;
  /** Where the hosted pages are. */
  readonly origin: string;
  readonly failures: FailureSwitches;
  emit(type: string, object: object, previous?: object): void;
  later(task: Omit<Task, "id">): void;
}

export interface WorkParts {
  data: Data;
  nowMs: () => number;
  origin: string;
  failures: FailureSwitches;
  webhooks: WebhookQueue;
}

export function createWork(parts: WorkParts, request: { id: string; idempotency_key: string | null } | null): Work {
  const now = Math.floor(parts.nowMs() / 1000);
  return {
    ...parts.data,
    now,
    origin: parts.origin,
    failures: parts.failures,
    emit: (type, object, previous) => parts.webhooks.record(type, object, previous, request),
    later: (task) => void parts.data.tasks.put({ id: newId("task"), ...task }),
  };
}
