import type { Store } from "./store.ts";

export interface Clock {
  now(): Date;
  /** Moves on, and returns once everything that fell due on the way has been done and its webhooks were sent. */
  advance(ms: number): Promise<void>;
}

export const virtualNow = (store: Store) => (): number => Date.now() + (store.data.clock.get("clock")?.offsetMs ?? 0);

export function createClock(store: Store, runDue: () => Promise<void>): Clock {
  const nowMs = virtualNow(store);
  return {
    now: () => new Date(nowMs()),
    async advance(ms) {
      if (!Number.isSafeInteger(ms) || ms < 0) throw new Error("The clock only moves forward, by whole milliseconds.");
      const offsetMs = (store.data.clock.get("clock")?.offsetMs ?? 0) + ms;
      store.transact(() => store.data.clock.put({ id: "clock", offsetMs }));
      await runDue();
    },
  };
}
