import type { Store } from "./store.ts";

const EVENTS_KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** Events are listed for 30 days; what was delivered of them goes with them. */
export function forgetOldEvents({ data, transact }: Store, nowMs: number): void {
  const oldest = (nowMs - EVENTS_KEPT_MS) / 1000;
  transact(() => {
    const forgotten = new Set(data.events.oldestFirst().flatMap(({ id, created }) => (created < oldest ? [id] : [])));
    for (const id of forgotten) data.events.remove(id);
    for (const { id, eventId } of data.deliveries.oldestFirst()) if (forgotten.has(eventId)) data.deliveries.remove(id);
  });
}
