import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import Stripe from "stripe";
import * as Billing from "#core/billing/index.ts";
import { DomainError } from "#core/kernel/errors.ts";
import type { Secret } from "#core/kernel/secret.ts";
import { refuse } from "../api/problem.ts";
import type { Deps } from "../runtime/deps.ts";
import { logAbout } from "../runtime/log.ts";
import { type WebhookKey, webhookRoutes } from "./routes.ts";

const bodyMaxBytes = 1024 * 1024;

export type WebhookDeps = Pick<Deps, "as"> & { config: { STRIPE_WEBHOOK_SECRET: Secret<string> } };

/** What providers call. A webhook is checked, noted and answered; the queue does the work. */
export function buildWebhooks({ as, config }: WebhookDeps): Hono {
  const answers: Record<WebhookKey, (c: Context) => Promise<Response>> = {
    async "POST /webhooks/stripe"(c) {
      const event = await verified(await c.req.text(), c.req.header("stripe-signature"), config.STRIPE_WEBHOOK_SECRET);
      const ctx = as({ type: "webhook", source: "stripe" }, event.id);
      await logAbout(ctx, () => Billing.receive(ctx, { eventId: event.id, type: event.type }));
      return c.json({ received: true });
    },
  };
  const app = new Hono().basePath("/api");
  app.onError((error, c) => refuse(error, c.req.header("x-amzn-trace-id") ?? "none"));
  app.use(bodyLimit({ maxSize: bodyMaxBytes }));
  for (const key of webhookRoutes) {
    const [method, path] = key.split(" ") as [string, string];
    app.on(method, path, answers[key]);
  }
  return app;
}

async function verified(body: string, signature: string | undefined, secret: Secret<string>): Promise<Stripe.Event> {
  try {
    return await Stripe.webhooks.constructEventAsync(body, signature ?? "", secret.reveal());
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error;
    throw new DomainError("invalid", "webhook.bad_signature", "The signature does not fit.", { cause: error });
  }
}
