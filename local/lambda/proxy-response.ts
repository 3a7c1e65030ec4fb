import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { z } from "zod";
import { gatewaySettings } from "#functions/manifest.ts";
import { apiHeaders } from "#functions/web-headers.ts";

const headerValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const proxyResult = z.object({
  statusCode: z.int().min(200).max(599),
  headers: z.record(z.string(), headerValue).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(headerValue)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});
export type ProxyResult = z.infer<typeof proxyResult>;

const compress = promisify(gzip);
const ownedByTheGateway = new Set(["connection", "content-length", "keep-alive", "transfer-encoding"]);

/** What a handler returned, or undefined when API Gateway would call it malformed. */
export function parseProxyResult(result: unknown): ProxyResult | undefined {
  return proxyResult.safeParse(result).data;
}

export async function sendProxyResult(
  request: IncomingMessage,
  response: ServerResponse,
  result: ProxyResult,
): Promise<void> {
  const headers: OutgoingHttpHeaders = { ...apiHeaders };
  for (const [name, value] of Object.entries(result.headers ?? {})) headers[name.toLowerCase()] = value;
  for (const [name, values] of Object.entries(result.multiValueHeaders ?? {})) {
    headers[name.toLowerCase()] = values.length === 1 ? values[0] : values;
  }
  for (const name of ownedByTheGateway) delete headers[name];
  const body = Buffer.from(result.body ?? "", result.isBase64Encoded ? "base64" : "utf8");
  const wanted = /(^|[\s,])gzip\b/.test(request.headers["accept-encoding"]?.toString() ?? "");
  if (!wanted || body.length < gatewaySettings.compressedFromBytes || headers["content-encoding"] !== undefined) {
    return send(request, response, result.statusCode, headers, body);
  }
  headers["content-encoding"] = "gzip";
  send(request, response, result.statusCode, headers, await compress(body));
}

export function sendMessage(
  request: IncomingMessage,
  response: ServerResponse,
  statusCode: number,
  message: string,
  headers: OutgoingHttpHeaders = {},
): void {
  const all = { ...apiHeaders, "content-type": "application/json", ...headers };
  send(request, response, statusCode, all, Buffer.from(JSON.stringify({ message })));
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  statusCode: number,
  headers: OutgoingHttpHeaders,
  body: Buffer,
): void {
  const bodiless = statusCode === 204 || statusCode === 304;
  response.writeHead(statusCode, bodiless ? headers : { ...headers, "content-length": body.length });
  response.end(bodiless || request.method === "HEAD" ? undefined : body);
}
