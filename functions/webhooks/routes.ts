/** What providers call, as in functions/api/routes. */
export const webhookRoutes = ["POST /webhooks/stripe", "POST /webhooks/autodns", "POST /webhooks/git/{hook}"] as const;
export type WebhookKey = (typeof webhookRoutes)[number];
