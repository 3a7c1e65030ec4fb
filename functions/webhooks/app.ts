import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import Stripe from "stripe";
import * as Billing from "#core/billing/index.ts";
import { wake } from "#core/domains/index.ts";
import { DomainError } from "#core/kernel/errors.ts";
import { newId } from "#core/kernel/id.ts";
import type { Secret } from "#core/kernel/secret.ts";
import * as Sources from "#core/sources/index.ts";
import { refuse } from "../api/problem.ts";
import type { Deps } from "../runtime/deps.ts";
import { logAbout } from "../runtime/log.ts";
import { demandGenuine, readDelivery } from "./git.ts";
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
    async "POST /webhooks/autodns"(c) {
      const ctx = as({ type: "webhook", source: "autodns" }, c.req.header("x-amzn-trace-id") ?? newId("event"));
      await logAbout(ctx, () => wake(ctx, {}));
      return c.json({ received: true });
    },
    async "POST /webhooks/git/{hook}"(c) {
      const body = await c.req.text();
      const ctx = as({ type: "webhook", source: "git" }, c.req.header("x-amzn-trace-id") ?? newId("event"));
      const { sourceId, secret } = await Sources.hookSecret(ctx, { hook: c.req.param("hook") ?? "" });
      demandGenuine(body, c.req, secret);
      const delivery = readDelivery(body, c.req);
      return c.json(await logAbout(ctx, () => Sources.receive(ctx, { sourceId, ...delivery })));
    },
  };
  const app = new Hono().basePath("/api");
  app.onError((error, c) => refuse(error, c.req.header("x-amzn-trace-id") ?? "none"));
  app.use(
    bodyLimit({
      maxSize: bodyMaxBytes,
      onError: () => {
        throw new DomainError("too_large", "input.too_large", "This is more than a webhook may carry.");
      },
    }),
  );
  for (const key of webhookRoutes) {
    const [method, path] = key.split(" ") as [string, string];
    app.on(method, path.replace(/\{(\w+)\}/g, ":$1"), answers[key]);
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
