import type { Client } from "#core/kernel/operation.ts";

const userAgentMax = 300;

/** What a request says of the machine that it comes from. */
export const clientOf = (headers: Headers, tokens: Pick<Client, "session" | "device">): Client => ({
  address: callerAddress(headers).slice(0, 64),
  userAgent: (headers.get("user-agent") ?? "").slice(0, userAgentMax),
  ...tokens,
});

/**
 * The address a request came from. CloudFront writes its header itself; without it the last hop of X-Forwarded-For is
 * the one that our own gateway added. Earlier hops are what the caller claims.
 */
export function callerAddress(headers: Headers): string {
  const viewer = headers.get("cloudfront-viewer-address");
  if (viewer !== null) return viewer.slice(0, viewer.lastIndexOf(":"));
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "unknown";
}
