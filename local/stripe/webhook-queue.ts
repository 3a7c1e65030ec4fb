import { API_VERSION } from "./api-version.ts";
import { Disturbance, type DisturbanceInput } from "./disturbance.ts";
import { covers } from "./event.ts";
import { newId } from "./ids.ts";
import type { Store } from "./store.ts";
import type { Delivery } from "./tables.ts";
import { postWebhook } from "./webhook-request.ts";
import type { Event } from "./wire.ts";

type Origin = { id: string; idempotency_key: string | null } | null;

export interface WebhookQueue {
  /** Writes the event and what has to be delivered; runs inside a transaction. */
  record(type: string, object: object, previous: object | undefined, request: Origin): void;
  nextDueAt(): number;
  /** Sends what is due; to one endpoint in the order of being due, one at a time. */
  runDue(): Promise<void>;
  disturb(disturbance: DisturbanceInput): void;
  disturbances(): Disturbance[];
  /** Forgets what was asked for, and sends what is held back. */
  calm(): void;
  deliveries(filter?: { eventId?: string; type?: string }): Delivery[];
  /** Sends an event once more to every endpoint that wants it, also one that was delivered, given up or lost. */
  redeliver(eventId: string): void;
  stop(): void;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Closer together at first than Stripe's, so that a platform that is just starting soon hears of a payment. */
const retryAfter = [SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR];
const THEN_EVERY = 12 * HOUR;
const GIVE_UP_AFTER = 72 * HOUR;

export function createWebhookQueue(parts: {
  store: Store;
  nowMs: () => number;
  log: (line: string) => void;
}): WebhookQueue {
  const { data, transact } = parts.store;
  const stopping = new AbortController();
  let asked: Disturbance[] = [];
  let held: string[] = [];

  transact(() => {
    for (const row of data.deliveries.oldestFirst()) {
      if (row.state === "held") data.deliveries.put({ ...row, state: "waiting" });
    }
  });

  const takeDisturbance = (type: string): Disturbance | undefined => {
    const found = asked.find((one) => covers(one.type, type));
    if (!found) return undefined;
    found.times -= 1;
    asked = asked.filter(({ times }) => times > 0);
    return found;
  };

  const enqueue = (event: Pick<Event, "id" | "type">, endpointId: string, more: Partial<Delivery> = {}) =>
    data.deliveries.put({
      id: newId("whd"),
      eventId: event.id,
      eventType: event.type,
      endpointId,
      state: "waiting",
      dueAt: parts.nowMs(),
      attempts: [],
      ...more,
    });

  const endpointsFor = (type: string) =>
    data.webhookEndpoints
      .oldestFirst()
      .filter(({ status, enabled_events }) => status === "enabled" && enabled_events.some((one) => covers(one, type)));

  const enqueueDisturbed = (event: Event, endpointId: string, disturbance: Disturbance | undefined) => {
    switch (disturbance?.kind) {
      case undefined:
        return enqueue(event, endpointId);
      case "duplicate":
        for (let copy = 0; copy < disturbance.copies; copy += 1) enqueue(event, endpointId);
        return;
      case "delay":
        return enqueue(event, endpointId, { dueAt: parts.nowMs() + disturbance.ms });
      case "lose":
        return enqueue(event, endpointId, { state: "lost" });
      case "wrong_signature":
        return enqueue(event, endpointId, { wrongSignature: true });
      case "reverse":
        held.push(enqueue(event, endpointId, { state: "held" }).id);
    }
  };

  const releaseLastFirst = () => {
    const now = parts.nowMs();
    held.reverse().forEach((id, index) => {
      const row = data.deliveries.get(id);
      // A millisecond apart, because what is due first is sent first.
      if (row) data.deliveries.put({ ...row, state: "waiting", dueAt: now - held.length + index });
    });
    held = [];
  };

  const due = () => {
    const now = parts.nowMs();
    return data.deliveries
      .oldestFirst()
      .filter((row) => row.state === "waiting" && row.dueAt <= now)
      .sort((a, b) => a.dueAt - b.dueAt);
  };

  const settle = (row: Delivery, event: Event, outcome: { status: number | null; error: string | null }) => {
    const at = parts.nowMs();
    const { wrongSignature: _, ...plain } = row;
    const attempts = [...row.attempts, { at, ...outcome }];
    const wait = retryAfter[attempts.length - 1] ?? THEN_EVERY;
    const delivered = outcome.status !== null && outcome.status >= 200 && outcome.status < 300;
    const state = delivered ? "delivered" : at + wait > event.created * SECOND + GIVE_UP_AFTER ? "given_up" : "waiting";
    data.deliveries.put({ ...plain, attempts, state, dueAt: delivered ? row.dueAt : at + wait });
    const pending = data.deliveries
      .oldestFirst()
      .filter((one) => one.eventId === event.id && one.state === "waiting").length;
    data.events.put({ ...event, pending_webhooks: pending });
    if (!delivered) {
      const why = outcome.error ?? `HTTP ${outcome.status}`;
      parts.log(
        `webhook ${event.type} was not accepted (${why}), ${state === "given_up" ? "given up" : `again in ${wait / SECOND} s`}`,
      );
    }
  };

  const send = async (row: Delivery) => {
    const event = data.events.get(row.eventId);
    const endpoint = data.webhookEndpoints.get(row.endpointId);
    const secret = data.webhookSecrets.get(row.endpointId)?.secret;
    if (!event || !secret || endpoint?.status !== "enabled") {
      transact(() => data.deliveries.put({ ...row, state: "given_up" }));
      return;
    }
    const outcome = await postWebhook({
      url: endpoint.url,
      event,
      secret: row.wrongSignature ? `${secret}_not` : secret,
      signal: stopping.signal,
    });
    if (!stopping.signal.aborted) transact(() => settle(row, event, outcome));
  };

  return {
    record(type, object, previous, request) {
      const endpoints = endpointsFor(type);
      const event = data.events.put({
        id: newId("evt"),
        object: "event",
        api_version: API_VERSION,
        created: Math.floor(parts.nowMs() / SECOND),
        data: { object, ...(previous && { previous_attributes: previous }) },
        livemode: false,
        pending_webhooks: endpoints.length,
        request,
        type,
      });
      if (endpoints.length === 0) return;
      const disturbance = takeDisturbance(type);
      for (const { id } of endpoints) enqueueDisturbed(event, id, disturbance);
      if (disturbance?.kind === "reverse" && disturbance.times === 0) releaseLastFirst();
    },
    nextDueAt: () =>
      data.deliveries
        .oldestFirst()
        .reduce(
          (least, { state, dueAt }) => (state === "waiting" ? Math.min(least, dueAt) : least),
          Number.POSITIVE_INFINITY,
        ),
    async runDue() {
      const endpoints = new Set(due().map(({ endpointId }) => endpointId));
      await Promise.all(
        [...endpoints].map(async (endpointId) => {
          for (const row of due().filter((one) => one.endpointId === endpointId)) {
            if (stopping.signal.aborted) return;
            await send(row);
          }
        }),
      );
    },
    disturb: (disturbance) => void asked.push(Disturbance.parse(disturbance)),
    calm() {
      asked = [];
      transact(releaseLastFirst);
    },
    disturbances: () => asked.map((one) => ({ ...one })),
    deliveries: ({ eventId, type } = {}) =>
      data.deliveries
        .newestFirst()
        .filter((row) => (eventId ?? row.eventId) === row.eventId && (type ?? row.eventType) === row.eventType),
    redeliver(eventId) {
      const event = data.events.get(eventId);
      if (!event) throw new Error(`There is no event ${eventId}.`);
      transact(() => {
        for (const { id } of endpointsFor(event.type)) enqueue(event, id);
      });
    },
    stop: () => stopping.abort(),
  };
}
