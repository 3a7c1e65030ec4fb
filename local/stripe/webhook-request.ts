import { signatureHeader } from "./signature.ts";
import type { Event } from "./wire.ts";

const TIMEOUT_MS = 10_000;

export interface WebhookRequest {
  url: string;
  event: Event;
  secret: string;
  signal: AbortSignal;
}

/** One attempt. A redirect is not an answer: Stripe does not follow it either. */
export async function postWebhook({ url, event, secret, signal }: WebhookRequest) {
  const body = JSON.stringify(event, null, 2);
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      redirect: "manual",
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      headers: {
        "content-type": "application/json; charset=utf-8",
        "stripe-signature": signatureHeader(body, secret),
        "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
      },
    });
    await response.body?.cancel();
    return { status: response.status, error: null };
  } catch (error) {
    return { status: null, error: reason(error) };
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${TIMEOUT_MS / 1000} s`;
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : error.message;
}
