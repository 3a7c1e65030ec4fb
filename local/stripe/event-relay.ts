import { readFile, rename, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type Stripe from "stripe";
import { refuseProduction } from "../platform/refuse-production.ts";
import { signatureHeader } from "./signature.ts";

export interface EventRelayOptions {
  /** A client of Stripe itself, with a test key. */
  stripe: Stripe;
  /** What was delivered is kept here, for the next start. */
  file: string;
  webhook: { url: string; secret: string; types: readonly string[] };
  everyMs?: number;
  log?: (line: string) => void;
}

export interface EventRelay {
  stop(): Promise<void>;
}

interface Kept {
  /** In seconds, as Stripe counts. */
  since: number;
  delivered: string[];
}

/** Stripe lists an event a little after the time that the event bears. */
const overlapSeconds = 120;
const deliveryTimeoutMs = 10_000;

/**
 * Stripe cannot reach this machine: asks it for the account's events and delivers them as its webhooks would come,
 * signed with the platform's own secret. What the platform does not take is delivered again.
 */
export async function startEventRelay(options: EventRelayOptions): Promise<EventRelay> {
  refuseProduction("event relay");
  const { stripe, file, webhook, everyMs = 2_000, log = () => {} } = options;
  const kept = await keptIn(file);
  const stopping = new AbortController();
  const running = run();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await delay(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
      await round().catch((error: unknown) => log(`events of Stripe wait: ${String(error)}`));
    }
  }

  async function round(): Promise<void> {
    if (stopping.signal.aborted) return;
    const delivered = new Set(kept.delivered);
    const found: Stripe.Event[] = [];
    const created = { gte: kept.since - overlapSeconds };
    for await (const event of stripe.events.list({ types: [...webhook.types], created, limit: 100 })) found.push(event);
    const seen: string[] = [];
    let newest = kept.since;
    let complete = true;
    for (const event of found.toReversed()) {
      if (stopping.signal.aborted) {
        complete = false;
        break;
      }
      if (!delivered.has(event.id) && !(await deliver(event))) {
        complete = false;
        continue;
      }
      seen.push(event.id);
      newest = Math.max(newest, event.created);
    }
    const unchanged = seen.length === kept.delivered.length && seen.every((id) => delivered.has(id));
    if (unchanged && newest === kept.since) return;
    // While one is left over, the next round looks as far back again.
    if (complete) kept.since = newest;
    kept.delivered = complete ? seen : [...new Set([...kept.delivered, ...seen])];
    await keep(file, kept);
  }

  async function deliver(event: Stripe.Event): Promise<boolean> {
    const body = JSON.stringify(event);
    const headers = { "content-type": "application/json", "stripe-signature": signatureHeader(body, webhook.secret) };
    // Not cut short by a stop: what the platform has taken has to be kept as delivered.
    const signal = AbortSignal.timeout(deliveryTimeoutMs);
    try {
      const { ok, status } = await fetch(webhook.url, { method: "POST", headers, body, signal });
      if (!ok) log(`the platform answered ${event.type} with ${status}`);
      return ok;
    } catch (error) {
      log(`${event.type} was not delivered: ${String(error)}`);
      return false;
    }
  }

  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** The first start begins with what happens from then on, later ones with what happened since. */
async function keptIn(file: string): Promise<Kept> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text !== undefined) return JSON.parse(text) as Kept;
  const fresh = { since: Math.floor(Date.now() / 1000), delivered: [] };
  await keep(file, fresh);
  return fresh;
}

async function keep(file: string, kept: Kept): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(kept));
  await rename(`${file}.new`, file);
}
