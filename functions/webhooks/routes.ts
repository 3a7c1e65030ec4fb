/** What providers call, as in functions/api/routes. */
export const webhookRoutes = ["POST /webhooks/stripe"] as const;
export type WebhookKey = (typeof webhookRoutes)[number];
