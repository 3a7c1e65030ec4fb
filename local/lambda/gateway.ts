import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { listenOnLoopback } from "../platform/loopback-server.ts";
import { refuseProduction } from "../platform/refuse-production.ts";
import { InvocationError } from "./invocation-error.ts";
import type { LambdaFunction } from "./lambda-function.ts";
import { proxyEvent } from "./proxy-event.ts";
import { parseProxyResult, sendMessage, sendProxyResult } from "./proxy-response.ts";
import type { StaticSite } from "./static-site.ts";

export interface HttpRoute {
  prefix: string;
  target: Pick<LambdaFunction, "invoke">;
}

export interface GatewayOptions {
  port?: number;
  site: StaticSite;
  apiPrefix?: string;
  integrationSeconds?: number;
}

export interface Gateway {
  port: number;
  url: string;
  /** API requests that came before this wait for it. */
  mount(routes: readonly HttpRoute[]): void;
  stop(graceSeconds?: number): Promise<void>;
}

const bodyLimitBytes = 10 * 1024 * 1024;
const headerLimitBytes = 10_240;

/**
 * CloudFront, its bucket and API Gateway in one server: the web build, and functions under `apiPrefix` with the
 * gateway's real limits. Only requests addressed to this machine by name are answered, which stops DNS rebinding.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  refuseProduction("gateway");
  const { site, apiPrefix = "/api", integrationSeconds = 29 } = options;
  const mounted = Promise.withResolvers<readonly HttpRoute[]>();
  let stopping = false;
  const server = createServer({ maxHeaderSize: headerLimitBytes }, (request, response) => {
    response.once("close", () => stopping && setImmediate(() => server.closeIdleConnections()));
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy(error instanceof Error ? error : undefined);
      else sendMessage(request, response, 500, "Internal server error");
    });
  });
  const port = await listenOnLoopback(server, options.port ?? 0);
  const name = port === 80 ? "localhost" : `localhost:${port}`;
  const url = `http://${name}`;
  const hosts = new Set([name, ...["127.0.0.1", "[::1]"].map((address) => name.replace("localhost", address))]);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!hosts.has(request.headers.host ?? "")) {
      return sendMessage(request, response, 421, "This server answers only as localhost.");
    }
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    if (!path.startsWith("/")) return sendMessage(request, response, 400, "Bad request");
    if (under(path, apiPrefix)) return invokeFor(path, request, response);
    // Sessions and the Origin check belong to one name.
    if (request.headers.host !== name) return void response.writeHead(307, { location: `${url}${request.url}` }).end();
    await site(path, request, response);
  }

  async function invokeFor(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readUpTo(bodyLimitBytes, request);
    if (!body) return sendMessage(request, response, 413, `HTTP content length exceeded ${bodyLimitBytes} bytes.`);
    const abort = new AbortController();
    const late = delay(integrationSeconds * 1000, "late" as const, { signal: abort.signal, ref: false });
    try {
      const result = await Promise.race([late, resultFor(path, request, body)]);
      if (result === "late") return sendMessage(request, response, 504, "Endpoint request timed out");
      if (result === "unrouted") return sendMessage(request, response, 403, "Missing Authentication Token");
      if (result) return await sendProxyResult(request, response, result);
      sendMessage(request, response, 502, "Internal server error");
    } catch (error) {
      const tooLarge = error instanceof InvocationError && error.failure === "event_too_large";
      if (tooLarge) sendMessage(request, response, 413, "Request Too Long");
      else sendMessage(request, response, 502, "Internal server error");
    } finally {
      late.catch(() => {});
      abort.abort();
    }
  }

  async function resultFor(path: string, request: IncomingMessage, body: Buffer) {
    const routes = (await mounted.promise).filter(({ prefix }) => under(path, prefix));
    const route = routes.toSorted((a, b) => b.prefix.length - a.prefix.length)[0];
    if (!route) return "unrouted";
    return parseProxyResult(await route.target.invoke(proxyEvent(request, body, route.prefix)));
  }

  return {
    port,
    url,
    mount: mounted.resolve,
    async stop(graceSeconds = 0) {
      stopping = true;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await Promise.race([closed, delay(graceSeconds * 1000, undefined, { ref: false })]);
      server.closeAllConnections();
      await closed;
    },
  };
}

const under = (path: string, prefix: string) => path === prefix || path.startsWith(`${prefix}/`);

/** Undefined when there is more. The rest is read and dropped, so that the client gets to read the answer. */
async function readUpTo(limitBytes: number, request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limitBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return length <= limitBytes ? Buffer.concat(chunks) : undefined;
}
