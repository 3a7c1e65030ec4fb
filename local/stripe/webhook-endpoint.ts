import { z } from "zod";
import { API_VERSION } from "./api-version.ts";
import { given } from "./change.ts";
import { missing } from "./error.ts";
import { newId, randomText } from "./ids.ts";
import { page } from "./list.ts";
import { mergeMetadata } from "./metadata.ts";
import { operation } from "./operation.ts";
import { boolean, listParams, metadata, params, text, unsettable, unsettableText, url } from "./parameter.ts";
import type { WebhookEndpoint } from "./wire.ts";
import type { Work } from "./work.ts";

/** The events this stand-in sends. */
export const eventTypes = [
  "*",
  "charge.failed",
  "charge.refunded",
  "charge.succeeded",
  "charge.updated",
  "checkout.session.completed",
  "checkout.session.expired",
  "customer.created",
  "customer.deleted",
  "customer.updated",
  "payment_intent.canceled",
  "payment_intent.created",
  "payment_intent.payment_failed",
  "payment_intent.requires_action",
  "payment_intent.succeeded",
  "payment_method.attached",
  "payment_method.detached",
  "price.created",
  "price.updated",
  "product.created",
  "product.deleted",
  "product.updated",
  "refund.created",
  "refund.failed",
  "refund.updated",
  // Never sent here, but an endpoint made for real use subscribes to them.
  "checkout.session.async_payment_failed",
  "checkout.session.async_payment_succeeded",
  "charge.dispute.closed",
  "charge.dispute.created",
  "charge.dispute.updated",
] as const;

const events = () => z.array(z.enum(eventTypes)).min(1);

const Create = params({
  api_version: z.enum([API_VERSION]).optional(),
  description: text(5000).optional(),
  enabled_events: events(),
  metadata: unsettable(metadata()).optional(),
  url: url(),
});

const Update = params({
  description: unsettableText().optional(),
  disabled: boolean().optional(),
  enabled_events: events().optional(),
  metadata: unsettable(metadata()).optional(),
  url: url().optional(),
});

export interface NewWebhookEndpoint {
  id?: string;
  url: string;
  enabled_events: string[];
  secret?: string;
  description?: string | undefined;
  metadata?: Record<string, string> | null | undefined;
}

export function createWebhookEndpoint(
  work: Pick<Work, "webhookEndpoints" | "webhookSecrets" | "now">,
  from: NewWebhookEndpoint,
) {
  const { id = newId("we"), secret = `whsec_${randomText(32)}` } = from;
  const endpoint: WebhookEndpoint = {
    id,
    object: "webhook_endpoint",
    api_version: API_VERSION,
    application: null,
    created: work.now,
    description: from.description ?? null,
    enabled_events: from.enabled_events,
    livemode: false,
    metadata: mergeMetadata({}, from.metadata),
    status: "enabled",
    url: from.url,
  };
  work.webhookEndpoints.put(endpoint);
  work.webhookSecrets.put({ id, secret });
  return { ...endpoint, secret };
}

const findEndpoint = (work: Work, id: string): WebhookEndpoint => {
  const endpoint = work.webhookEndpoints.get(id);
  if (!endpoint) throw missing("webhook endpoint", id, "webhook_endpoint", 404);
  return endpoint;
};

export const webhookEndpointOperations = [
  operation("POST /v1/webhook_endpoints", Create, (work, { expand: _, api_version: __, ...from }) =>
    createWebhookEndpoint(work, from),
  ),

  operation("GET /v1/webhook_endpoints/{webhook_endpoint}", params({}), (work, _, path) =>
    findEndpoint(work, path.webhook_endpoint),
  ),

  operation("POST /v1/webhook_endpoints/{webhook_endpoint}", Update, (work, changes, path) => {
    const { expand: _, disabled, metadata: labels, ...rest } = changes;
    const before = findEndpoint(work, path.webhook_endpoint);
    const status = disabled === undefined ? before.status : disabled ? "disabled" : "enabled";
    return work.webhookEndpoints.put({
      ...before,
      ...given(rest),
      metadata: mergeMetadata(before.metadata, labels),
      status,
    });
  }),

  operation("DELETE /v1/webhook_endpoints/{webhook_endpoint}", z.strictObject({}), (work, _, path) => {
    const { id } = findEndpoint(work, path.webhook_endpoint);
    work.webhookEndpoints.remove(id);
    work.webhookSecrets.remove(id);
    return { id, object: "webhook_endpoint", deleted: true };
  }),

  operation("GET /v1/webhook_endpoints", listParams({}), (work, cursor) =>
    page("webhook endpoint", "/v1/webhook_endpoints", work.webhookEndpoints.newestFirst(), cursor),
  ),
];
