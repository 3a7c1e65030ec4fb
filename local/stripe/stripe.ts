import { createServer, type Server } from "node:http";
import { closeServer, listenOnLoopback } from "../platform/loopback-server.ts";
import { refuseProduction } from "../platform/refuse-production.ts";
import { createAgenda } from "./agenda.ts";
import { createApi } from "./api.ts";
import { rehostOpenSessions } from "./checkout-session.ts";
import { type Clock, createClock, virtualNow } from "./clock.ts";
import { type ControlParts, createControl } from "./control.ts";
import type { DisturbanceInput } from "./disturbance.ts";
import { createFailureSwitches, type FailureSwitches } from "./failure.ts";
import { createIdempotency } from "./idempotency.ts";
import { createCheckoutPages } from "./pages/checkout.ts";
import { createDesk } from "./pages/desk.ts";
import { forgetOldEvents } from "./retention.ts";
import { answerRequests } from "./server.ts";
import { openStore } from "./store.ts";
import type { Delivery } from "./tables.ts";
import { createTasks } from "./task.ts";
import { createWebhookEndpoint } from "./webhook-endpoint.ts";
import { createWebhookQueue } from "./webhook-queue.ts";
import { createWork } from "./work.ts";

export interface StripeOptions {
  /** Where the state is kept. */
  dir: string;
  port?: number;
  /** The only key that is let in; it must be a test key. */
  secretKey: string;
  /** Where the platform takes its webhooks, the secret they are signed with, and which it wants: all unless told otherwise. */
  webhook?: { url: string; secret: string; types?: readonly string[] };
  log?: (line: string) => void;
}

export interface LocalStripe {
  /** Of the API and of the hosted pages. */
  url: string;
  port: number;
  clock: Clock;
  failures: FailureSwitches;
  webhooks: {
    disturb(disturbance: DisturbanceInput): void;
    /** Ends all disturbances. */
    calm(): void;
    deliveries(filter?: { eventId?: string; type?: string }): Delivery[];
    redeliver(eventId: string): Promise<void>;
    /** Resolves once nothing is due any more. */
    settled(): Promise<void>;
  };
  stop(): Promise<void>;
}

const PLATFORM_ENDPOINT = "we_platform";

/** Stripe on this machine: the API for the unchanged SDK, the hosted payment page and signed webhooks. */
export async function startStripe(options: StripeOptions): Promise<LocalStripe> {
  refuseProduction("payment stand-in");
  if (!/^(sk|rk)_test_\w+$/.test(options.secretKey))
    throw new Error("The local payment stand-in takes test keys (sk_test_…) only.");

  const server = createServer();
  // The port comes first: a second start with the same port must not touch the state of the first.
  const port = await listenOnLoopback(server, options.port);
  const url = `http://127.0.0.1:${port}`;
  try {
    return { url, port, ...serve(server, url, options) };
  } catch (error) {
    await closeServer(server);
    throw error;
  }
}

function serve(server: Server, url: string, options: StripeOptions): Omit<LocalStripe, "url" | "port"> {
  const { dir, secretKey, webhook, log = () => {} } = options;
  const store = openStore(dir);
  const nowMs = virtualNow(store);
  forgetOldEvents(store, nowMs());
  const failures = createFailureSwitches();
  const webhooks = createWebhookQueue({ store, nowMs, log });
  const parts = { data: store.data, nowMs, origin: url, failures, webhooks };
  const work = () => createWork(parts, null);
  const agenda = createAgenda({ nowMs, sources: [createTasks({ store, nowMs, work }), webhooks], log });
  const clock = createClock(store, agenda.run);
  const control: ControlParts = { clock, failures, webhooks, wake: agenda.wake };
  const idempotency = createIdempotency(store, nowMs);
  server.on(
    "request",
    answerRequests({
      api: createApi({ secretKey, store, failures, idempotency, work: (request) => createWork(parts, request), log }),
      control: createControl(control),
      desk: createDesk(control, store.data),
      pages: createCheckoutPages({ store, work }),
      wake: agenda.wake,
      log,
    }),
  );
  store.transact(() => {
    rehostOpenSessions(work());
    if (webhook) {
      const { types = ["*"], ...rest } = webhook;
      const description = "The platform on this machine";
      createWebhookEndpoint(work(), { id: PLATFORM_ENDPOINT, enabled_events: [...types], description, ...rest });
    } else if (store.data.webhookEndpoints.get(PLATFORM_ENDPOINT))
      store.data.webhookEndpoints.remove(PLATFORM_ENDPOINT);
  });
  agenda.wake();

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    const idle = agenda.stop();
    webhooks.stop();
    await Promise.all([closeServer(server), idle]);
    store.close();
  };
  return {
    clock,
    failures,
    webhooks: {
      disturb: webhooks.disturb,
      calm() {
        webhooks.calm();
        agenda.wake();
      },
      deliveries: webhooks.deliveries,
      async redeliver(eventId) {
        webhooks.redeliver(eventId);
        await agenda.run();
      },
      settled: agenda.run,
    },
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}
