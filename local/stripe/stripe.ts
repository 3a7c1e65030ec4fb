import { closeServer, listenOnLoopback } from "../platform/loopback-server.ts";
import { refuseProduction } from "../platform/refuse-production.ts";
import { createAgenda } from "./agenda.ts";
import { createApi } from "./api.ts";
import { type Clock, createClock, virtualNow } from "./clock.ts";
import { type ControlParts, createControl } from "./control.ts";
import type { DisturbanceInput } from "./disturbance.ts";
import { createFailureSwitches, type FailureSwitches } from "./failure.ts";
import { createIdempotency } from "./idempotency.ts";
import { createCheckoutPages } from "./pages/checkout.ts";
import { createDesk } from "./pages/desk.ts";
import { forgetOldEvents } from "./retention.ts";
import { createStripeServer } from "./server.ts";
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
  /** Where the platform takes its webhooks, and the secret they are signed with. */
  webhook?: { url: string; secret: string };
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
  const { dir, port: wantedPort = 0, secretKey, webhook, log = () => {} } = options;
  refuseProduction("payment stand-in");
  if (!/^(sk|rk)_test_\w+$/.test(secretKey))
    throw new Error("The local payment stand-in takes test keys (sk_test_…) only.");

  const store = openStore(dir);
  const nowMs = virtualNow(store);
  forgetOldEvents(store, nowMs());
  const failures = createFailureSwitches();
  const webhooks = createWebhookQueue({ store, nowMs, log });
  let port = wantedPort;
  const parts = { data: store.data, nowMs, origin: () => `http://127.0.0.1:${port}`, failures, webhooks };
  const tasks = createTasks({ store, nowMs, work: () => createWork(parts, null) });
  const agenda = createAgenda({ nowMs, sources: [tasks, webhooks], log });
  const clock = createClock(store, agenda.run);
  const control: ControlParts = { clock, failures, webhooks, wake: agenda.wake };
  const server = createStripeServer({
    api: createApi({
      secretKey,
      store,
      failures,
      idempotency: createIdempotency(store, nowMs),
      work: (request) => createWork(parts, request),
      log,
    }),
    control: createControl(control),
    desk: createDesk(control, store.data),
    pages: createCheckoutPages({ store, work: () => createWork(parts, null) }),
    wake: agenda.wake,
    log,
  });

  store.transact(() => {
    const endpoint = { id: PLATFORM_ENDPOINT, enabled_events: ["*"], description: "The platform on this machine" };
    if (webhook) createWebhookEndpoint(createWork(parts, null), { ...endpoint, ...webhook });
    else if (store.data.webhookEndpoints.get(PLATFORM_ENDPOINT)) store.data.webhookEndpoints.remove(PLATFORM_ENDPOINT);
  });
  try {
    port = await listenOnLoopback(server, wantedPort);
  } catch (error) {
    store.close();
    throw error;
  }
  agenda.wake();

  return {
    url: `http://127.0.0.1:${port}`,
    port,
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
    async stop() {
      const idle = agenda.stop();
      webhooks.stop();
      await Promise.all([closeServer(server), idle]);
      store.close();
    },
  };
}
