/**
 * What CloudFront hands on of a request to the API, beside cookies, the query, Content-Type and Accept-Encoding: it takes
 * ten at most, and Authorization only as part of a cache key, in which the API's policy has it. The caller's address is CloudFront's own word, whatever the
 * caller sends under that name.
 */
export const forwardedHeaders = [
  "Accept",
  "Accept-Language",
  "CloudFront-Viewer-Address",
  "Idempotency-Key",
  "Origin",
  "User-Agent",
] as const;

/** The same for what providers call: how they sign, and of what they tell. */
export const webhookHeaders = [
  "Stripe-Signature",
  "Webhook-Id",
  "Webhook-Signature",
  "Webhook-Timestamp",
  "X-Gitea-Event",
  "X-Gitea-Signature",
  "X-GitHub-Event",
  "X-Gitlab-Event",
  "X-Gitlab-Token",
  "X-Hub-Signature-256",
] as const;
