import type { IncomingMessage, ServerResponse } from "node:http";

const allowedHeaders = "content-type, x-amz-checksum-sha256";

/** What a bucket's rules for other origins say: pages of this one may send files. True: the request has been answered. */
export function browserAccess(origin: string, request: IncomingMessage, response: ServerResponse): boolean {
  const isTheirs = request.headers.origin === origin;
  response.setHeader("vary", "origin");
  if (isTheirs) response.setHeader("access-control-allow-origin", origin);
  if (request.method !== "OPTIONS") return false;
  if (!isTheirs || request.headers["access-control-request-method"] !== "PUT") {
    response.writeHead(403).end();
    return true;
  }
  response.writeHead(200, {
    "access-control-allow-methods": "PUT",
    "access-control-allow-headers": allowedHeaders,
    "access-control-max-age": "3600",
  });
  response.end();
  return true;
}
