import type { DueSource } from "./agenda.ts";
import { expireSession } from "./checkout-session.ts";
import { settleRefund } from "./refund.ts";
import type { Store } from "./store.ts";
import type { Task } from "./tables.ts";
import type { Work } from "./work.ts";

/** Changes that happen by themselves: a session runs out, a bank answers. */
export function createTasks(parts: { store: Store; nowMs: () => number; work: () => Work }): DueSource {
  const { data, transact } = parts.store;
  const due = (now: number) =>
    data.tasks
      .oldestFirst()
      .filter(({ at }) => at <= now)
      .sort((a, b) => a.at - b.at);
  return {
    nextDueAt: () => data.tasks.oldestFirst().reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY),
    async runDue() {
      for (const task of due(parts.nowMs())) {
        transact(() => {
          data.tasks.remove(task.id);
          perform(parts.work(), task);
        });
      }
    },
  };
}

function perform(work: Work, { kind, subject, outcome = "succeeded" }: Task) {
  if (kind === "settle_refund") return settleRefund(work, subject, outcome);
  const session = work.checkoutSessions.get(subject);
  if (session?.status === "open") expireSession(work, session);
}
