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
  "Stripe-Signature",
  "User-Agent",
] as const;
